"""Health for watchers, figures for neighbours only, and every answer dressed, whatever is asked and however."""

from __future__ import annotations

import re

import pytest

from webapp.kit import clock, outbox
from webapp.kit.db import session
from webapp.kit.outbox import Errand
from webapp.kit.security import HEADERS


def static_addresses(visitor) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', visitor.get("/fr/").text)


def test_the_process_says_it_is_alive_and_asks_nobody(visitor, clock_at):
    clock_at("2026-11-22T10:00")
    answer = visitor.get("/healthz")
    assert answer.json == {"status": "alive", "at": clock.now().isoformat()}
    assert answer.headers["Cache-Control"] == "no-store"


def test_figures_count_what_waits_failed_and_how_old_the_oldest_is(visitor, clock_at):
    clock_at("2026-11-22T10:00")
    session.query(Errand).delete()
    for key in ("a", "b", "c"):
        outbox.promise("purge", key=key)
    session.query(Errand).filter_by(key="c").one().failed_at = clock.now()
    session.commit()
    clock_at("2026-11-22T10:02")
    lines = visitor.get("/metrics").text.splitlines()
    assert "guichet_errands_open 2" in lines
    assert "guichet_errands_failed 1" in lines
    assert "guichet_errands_oldest_seconds 120.0" in lines


def test_figures_are_not_public(visitor):
    assert visitor.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    assert visitor.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_machines_get_no_cookie_and_nothing_to_keep(visitor, path):
    answer = visitor.get(path)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def assert_dressed(answer, what: str) -> None:
    for name, value in HEADERS.items():
        worn = answer.headers.getlist(name)
        assert worn, f"{what} lacks {name}"
        assert len(worn) == 1, f"{what} wears {name} twice"
        if name != "Content-Security-Policy":
            assert worn == [value], what
    assert "unsafe" not in answer.headers["Content-Security-Policy"], what
    assert "Server" not in answer.headers, what
    assert "X-Powered-By" not in answer.headers, what


WALK = (
    "/", "/fr/", "/nl/", "/de/", "/en/", "/fr", "/xx/", "/fr/nowhere", "/nowhere", "/en/sign-in", "/fr/my/",
    "/en/company/", "/staff/", "/healthz", "/readyz", "/metrics", "/sitemap.xml", "/robots.txt",
    "/.well-known/security.txt", "/.git/config", "/static/nothing.css", "/%00", "/..%2f..%2fetc%2fpasswd", "/fr//my/",
)  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_every_answer_to_every_method_is_dressed(visitor, method):
    for path in WALK:
        answer = visitor.open(path, method=method)
        assert answer.status_code < 500, f"{method} {path} answers {answer.status_code}"
        assert_dressed(answer, f"{method} {path}")


def test_static_files_are_dressed_too(visitor):
    addresses = static_addresses(visitor)
    assert len(addresses) >= 3
    for address in addresses:
        for method, good in (("GET", 200), ("HEAD", 200), ("POST", 405), ("TRACE", 405)):
            with visitor.open(address, method=method) as answer:
                assert answer.status_code == good, f"{method} {address}"
                assert_dressed(answer, f"{method} {address}")


def test_a_refused_host_and_a_refused_form_are_dressed_too(visitor):
    assert_dressed(visitor.get("/fr/", headers={"Host": "evil.example"}), "a strange host")
    refused = visitor.post("/en/sign-in", headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert_dressed(refused, "a foreign form")


@pytest.mark.parametrize("path", ["/", "/fr/", "/healthz", "/en/sign-in"])
def test_trace_is_refused_and_repeats_nothing(visitor, path):
    answer = visitor.open(path, method="TRACE", headers={"X-Secret": "canary"})
    assert answer.status_code == 405
    assert "canary" not in answer.text


def test_nothing_leads_away_from_us(visitor):
    for path in ("/", "//evil.example", "/\\evil.example", "/fr", "/fr//evil.example/"):
        answer = visitor.get(path)
        location = answer.headers.get("Location", "/")
        assert re.match(r"/(?![/\\])|http://localhost/", location), f"{path} leads to {location}"
