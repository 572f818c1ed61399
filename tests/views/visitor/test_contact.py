"""How to reach the fund: real hours, holidays, an office per language, a map, and words that never lie."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor.contact import SLUGS

SITE = Library().toml("site.toml")
FIRST_FLIGHT = 14 * 1024


def test_the_slugs_are_those_of_the_page(app):
    assert Library().toml("pages/contact/page.toml")["slug"] == SLUGS


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_office_is_there_with_its_ways_and_its_languages(visitor, code):
    text = visitor.get(f"/{code}/{SLUGS[code]}").text
    for office in SITE["offices"]:
        for words in (
            office["street"][code],
            office["phone"],
            office["fax"],
            office["mail"],
            f'id="{office["id"]}"',
        ):
            assert words in text
        assert f"to={office['latitude']}%2C{office['longitude']}" in text
    assert "BE45 9991 2048 5689" in text
    assert f'href="/{code}/{SLUGS[code]}/' in text, "the way to a call back"


@pytest.mark.parametrize(
    ("moment", "words", "seconds"),
    [
        ("2026-11-30T09:30+00:00", "Open now, until 12:00", 300),
        ("2026-11-30T10:58+00:00", "Open now, until 12:00", 120),
        ("2026-11-30T11:30+00:00", "Closed now, opens today at 13:00", 300),
        ("2026-11-28T10:00+00:00", "Closed, opens on Monday at 09:00", 300),
        ("2026-11-28T22:59:20+00:00", "Closed, opens on Monday at 09:00", 40),
        ("2026-12-24T10:00+00:00", "Closed, opens on Monday at 09:00", 300),
    ],
)
def test_open_now_is_true_as_long_as_the_page_may_be_kept(visitor, clock_at, moment, words, seconds):
    clock_at(moment)
    answer = visitor.get("/en/contact")
    assert words in answer.text
    assert answer.headers["Cache-Control"] == f"public, max-age={seconds}"


def test_holidays_and_closing_days_are_told_ahead(visitor, clock_at):
    clock_at("2026-12-21T10:00")
    text = visitor.get("/en/contact").text
    assert text.count("public holiday") >= len(SITE["offices"]) + 1
    closings = text.partition("Days on which we are closed")[2].partition("</ul>")[0]
    for words in (
        "Thursday 24 December 2026",
        "Friday 25 December 2026",
        "Thursday 31 December 2026",
        "Friday 1 January 2027",
    ):
        assert words in closings
    assert "Saturday" not in closings


def test_the_map_is_small_and_says_what_it_shows(visitor):
    drawn = re.search(r'<svg class="map".*?</svg>', visitor.get("/en/contact").text, re.DOTALL)[0]
    assert len(drawn) < 3_000
    assert "Brussels, Ghent, Namur, Eupen</title>" in drawn
    assert drawn.count("<circle") == len(SITE["offices"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_light(visitor, app, code):
    page = visitor.get(f"/{code}/{SLUGS[code]}", headers={"Accept-Encoding": "identity"}).data
    address = app.jinja_env.globals["static_url"]
    sheets = [visitor.get(address(f"css/{name}.css"), buffered=True).data for name in ("site", "contact")]
    assert sum(len(gzip.compress(part)) for part in (page, *sheets)) <= FIRST_FLIGHT


def test_machines_read_the_same_offices(visitor):
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', visitor.get("/de/kontakt").text)[
        1
    ]
    whole = json.loads(said)
    assert whole["@type"] == "Organization"
    assert [one["name"] for one in whole["department"]] == [one["name"]["de"] for one in SITE["offices"]]
    assert "Mo 09:00-12:00" in whole["department"][0]["openingHours"]
