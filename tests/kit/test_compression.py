"""Public pages leave small; a person's pages leave plain, because their length would betray the token in them."""

from __future__ import annotations

import gzip

from tests.factories import identity as identities

PACKED = {"Accept-Encoding": "gzip"}


def test_a_public_page_is_compressed_for_whoever_can_read_it(visitor):
    plain, packed = visitor.get("/fr/"), visitor.get("/fr/", headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_the_same_page_has_the_same_bytes_each_time(visitor):
    assert visitor.get("/nl/", headers=PACKED).data == visitor.get("/nl/", headers=PACKED).data


def test_a_form_is_packed_for_a_browser_without_cookie_only(visitor):
    for path in ("/en/sign-in", "/en/contact/call-me"):
        nobodys = visitor.get(path, headers=PACKED)
        assert "csrf_token" in gzip.decompress(nobodys.data).decode()
        assert "no-store" in nobodys.headers["Cache-Control"]
    visitor.set_cookie("anything", "of-a-person")
    someones = visitor.get("/en/sign-in", headers=PACKED)
    assert "csrf_token" in someones.text
    assert "Content-Encoding" not in someones.headers


def test_what_staff_read_leaves_plain(browser_of):
    private = browser_of(identities.a_member_of_staff(), staff=True).get("/staff/runs", headers=PACKED)
    assert private.status_code == 200
    assert "Content-Encoding" not in private.headers


def test_who_is_lost_gets_a_small_page_too_and_a_plain_one_with_a_cookie(visitor):
    lost = visitor.get("/fr/nowhere", headers=PACKED)
    assert lost.status_code == 404
    assert "</html>" in gzip.decompress(lost.data).decode()
    visitor.set_cookie("anything", "of-a-person")
    assert "Content-Encoding" not in visitor.get("/fr/nowhere", headers=PACKED).headers


def test_the_feed_of_news_is_compressed(visitor):
    assert visitor.get("/de/neuigkeiten.atom", headers=PACKED).headers["Content-Encoding"] == "gzip"


def test_short_answers_are_not_worth_it(visitor):
    assert "Content-Encoding" not in visitor.get("/healthz", headers=PACKED).headers
