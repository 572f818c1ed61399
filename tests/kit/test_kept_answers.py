"""The shared cache of a process: it keeps what anybody may keep, says the same again, and nothing else."""

from __future__ import annotations

import pytest
from flask import Flask, Response, request

from webapp.kit import kept_answers
from webapp.kit.kept_answers import KeptAnswers

PUBLIC = {"Cache-Control": "public, max-age=300"}


@pytest.fixture
def asked():
    """The addresses that the app itself had to answer, in their order."""
    return []


@pytest.fixture
def small(asked):
    app = Flask("small")

    @app.get("/<kind>")
    def answer(kind):
        asked.append(request.full_path.rstrip("?"))
        headers = {
            "page": PUBLIC,
            "mine": {"Cache-Control": "private, no-cache"},
            "silent": {},
            "cookie": PUBLIC | {"Set-Cookie": "a=b"},
            "part": PUBLIC | {"Vary": "HX-Request"},
            "lost": PUBLIC,
        }[kind]
        body = f"{kind} {len(asked)}"
        made = Response(body, 404 if kind == "lost" else 200, headers, mimetype="text/html")
        if kind == "page":
            made.vary.add("Accept-Encoding")
            made.add_etag(weak=True)
            made.make_conditional(request)
        return made

    app.wsgi_app = KeptAnswers(app.wsgi_app)
    return app.test_client()


def test_a_public_page_is_made_once_and_said_again_word_for_word(small, asked):
    first, second = small.get("/page"), small.get("/page")
    assert second.data == first.data
    assert list(second.headers) == list(first.headers)
    assert asked == ["/page"]


@pytest.mark.parametrize("kind", ["mine", "silent", "cookie", "part", "lost"])
def test_what_is_not_for_everybody_is_never_kept(small, asked, kind):
    small.get(f"/{kind}")
    small.get(f"/{kind}")
    assert len(asked) == 2


@pytest.mark.parametrize(
    "how",
    [
        {"query_string": "q=1"},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"Cache-Control": "no-cache"}},
        {"headers": {"Range": "bytes=0-1"}},
        {"headers": {"Authorization": "Bearer x"}},
        {"headers": {"Host": "elsewhere.example"}},
        {"headers": {"Accept-Encoding": "gzip"}},
    ],
)
def test_a_request_of_another_kind_gets_its_own_answer(small, asked, how):
    small.get("/page")
    small.get("/page", **how)
    assert len(asked) == 2


def test_who_has_the_page_already_is_told_so(small, asked):
    tag = small.get("/page").headers["ETag"]
    answer = small.get("/page", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == tag
    assert "Content-Type" not in answer.headers
    assert small.get("/page", headers={"If-None-Match": 'W/"other"'}).status_code == 200
    assert asked == ["/page"]


def test_the_head_of_a_page_is_that_of_the_page(small):
    whole = small.get("/page")
    head = small.head("/page")
    assert head.data == b""
    assert list(head.headers) == list(whole.headers)


def test_a_page_is_kept_for_seconds_only(small, asked, monkeypatch):
    small.get("/page")
    now = kept_answers.time.monotonic()
    monkeypatch.setattr(kept_answers.time, "monotonic", lambda: now + kept_answers.KEPT_SECONDS + 1)
    small.get("/page")
    assert len(asked) == 2


def test_nothing_is_kept_past_midnight(small, asked, clock_at):
    clock_at("2026-11-22T22:59")
    small.get("/page")
    clock_at("2026-11-22T23:01")  # in Brussels the next day has begun
    small.get("/page")
    assert len(asked) == 2


def test_only_so_many_pages_are_kept_the_oldest_go_first(small, asked, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST_ANSWERS", 1)
    small.get("/page")
    small.get("/page", headers={"Accept-Encoding": "gzip"})
    small.get("/page")
    assert len(asked) == 3


def test_a_page_of_the_house_is_the_same_from_memory(visitor, app):
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        first = visitor.get("/en/starting", headers=headers)
        again = visitor.get("/en/starting", headers=headers)
        assert again.data == first.data
        assert list(again.headers) == list(first.headers)
        app.extensions["kept_answers"].forget()
        anew = visitor.get("/en/starting", headers=headers)
        assert anew.data == first.data
        for answer in (anew, first):
            del answer.headers["Date"]  # the second may have changed
        assert list(anew.headers) == list(first.headers)
