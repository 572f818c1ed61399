"""News to fetch: sound Atom with names that stay, and a page of the amounts that changed."""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.kit.i18n import LANGUAGES
from webapp.rules import law_calendar
from webapp.rules.law import law_book
from webapp.views.visitor.news import AMOUNTS, FEED

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST_FLIGHT = 14 * 1024


@pytest.fixture(autouse=True)
def _november(clock_at):
    clock_at("2026-11-28T10:00")


def entries(visitor, code: str = "en") -> list[ET.Element]:
    return ET.fromstring(visitor.get(f"/{code}/{FEED[code]}").data).findall(f"{ATOM}entry")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_feed_is_sound_atom(visitor, code):
    made.a_released_issue(body="Dit & dat <script>alert(1)</script>")
    answer = visitor.get(f"/{code}/{FEED[code]}")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == code
    for place in (feed, *feed.findall(f"{ATOM}entry")):
        for part in ("id", "title", "updated"):
            assert place.findtext(f"{ATOM}{part}"), part
        assert place.findtext(f"{ATOM}id").startswith("tag:localhost,2026:")
        assert datetime.fromisoformat(place.findtext(f"{ATOM}updated")).tzinfo
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://localhost/{code}/{FEED[code]}"
    names = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    assert len(names) == len(set(names)) > 5
    moments = [datetime.fromisoformat(one.findtext(f"{ATOM}updated")) for one in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert max(moments) == datetime.fromisoformat(feed.findtext(f"{ATOM}updated"))


def test_issues_and_amounts_stand_side_by_side(visitor):
    issue = bulletins.issue(made.a_released_issue())
    by_name = {one.findtext(f"{ATOM}id"): one for one in entries(visitor)}
    assert (
        by_name[f"tag:localhost,2026:en/newsletter/{issue.number}"].findtext(f"{ATOM}title")
        == made.TEXTS["en"][0]
    )
    march = by_name["tag:localhost,2026:en/amounts/2026-03-01"]
    assert march.findtext(f"{ATOM}title") == "On 1 March 2026 these amounts changed"
    assert "→" in march.findtext(f"{ATOM}content")
    assert march.find(f"{ATOM}link").get("href") == "http://localhost/en/changed-amounts?year=2026#2026-03-01"


def test_a_change_is_announced_a_month_before_and_keeps_its_name(visitor, clock_at):
    name = "tag:localhost,2026:en/amounts/2027-01-01"
    assert name not in {one.findtext(f"{ATOM}id") for one in entries(visitor)}
    clock_at("2026-12-05T10:00")
    before = {one.findtext(f"{ATOM}id"): one for one in entries(visitor)}[name]
    assert before.findtext(f"{ATOM}title") == "On 1 January 2027 these amounts change"
    clock_at("2027-01-05T10:00")
    after = {one.findtext(f"{ATOM}id"): one for one in entries(visitor)}[name]
    assert after.findtext(f"{ATOM}title") == "On 1 January 2027 these amounts changed"
    assert after.findtext(f"{ATOM}updated") == before.findtext(f"{ATOM}updated")


def test_who_has_the_feed_is_not_sent_it_again(visitor):
    first = visitor.get("/fr/actualites.atom")
    again = visitor.get("/fr/actualites.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_start_page_names_the_feed(visitor, code):
    assert 'type="application/atom+xml" title=' in visitor.get(f"/{code}/").text
    assert re.search(rf'href="https?://[^"/]+/{code}/{FEED[code]}"', visitor.get(f"/{code}/").text)


@pytest.mark.parametrize("year", [2026, 2025, 2024, 2023])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_changed_amount_of_a_year_is_told_and_the_page_is_light(visitor, app, code, year):
    answer = visitor.get(f"/{code}/{AMOUNTS[code]}?year={year}", headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    expected = law_calendar.changes(law_book(), since=date(year, 1, 1), until=date(year, 12, 31))
    told = [
        one for one in expected if one.before is not None and one.after.unit not in {"index", "coefficient"}
    ]
    assert answer.text.count('<th scope="row"') >= len(told) > 0
    sheet = visitor.get(app.jinja_env.globals["static_url"]("css/site.css"), buffered=True).data
    assert len(gzip.compress(answer.data)) + len(gzip.compress(sheet)) <= FIRST_FLIGHT


def test_what_is_announced_stands_with_this_year(visitor):
    text = visitor.get("/en/changed-amounts").text
    assert 'id="2027-01-01"' in text
    assert "(announced)" in text
    assert 'id="2027-01-01"' not in visitor.get("/en/changed-amounts?year=2025").text


@pytest.mark.parametrize("year", ["1999", "2022", "abc", "-1"])
def test_other_years_are_not_here(visitor, year):
    assert visitor.get(f"/en/changed-amounts?year={year}").status_code == 404


def test_a_year_to_come_is_that_of_today(visitor):
    assert visitor.get("/en/changed-amounts?year=2027").status_code == 200


def test_the_other_languages_show_the_same_year(visitor):
    assert "/de/geaenderte-betraege?year=2025" in visitor.get("/en/changed-amounts?year=2025").text
