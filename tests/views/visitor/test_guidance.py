"""Guidance: every page in four languages, with living amounts, under its own slug, and light."""

from __future__ import annotations

import gzip
import re
from datetime import date

import pytest

from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.rules.law import reading
from webapp.rules.law_lines import DatedLine, joined
from webapp.views.visitor import links

pytestmark = pytest.mark.xdist_group("public pages")  # rendered once for both files
LIBRARY = Library()
SHELVES = guides(LIBRARY)
PAGES = [guide.name for guide in SHELVES]
FIRST_FLIGHT = 14 * 1024


def path_of(name: str, code: str) -> str:
    return "/".join(("", code, *SHELVES.path(SHELVES.find(name), code)))


def test_the_root_leads_to_the_language_the_browser_asks_for(visitor):
    answer = visitor.get("/", headers={"Accept-Language": "de-BE,de;q=0.9,en;q=0.5"})
    assert (answer.status_code, answer.location) == (302, "/de/")


def test_a_chosen_language_goes_before_the_browser(visitor):
    visitor.set_cookie("language", "nl")
    assert visitor.get("/", headers={"Accept-Language": "fr"}).location == "/nl/"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_start_page_shows_the_doors_in_peoples_words(visitor, code):
    answer = visitor.get(f"/{code}/")
    assert answer.status_code == 200
    for theme in SHELVES.themes:
        assert f'href="{path_of(theme.name, code)}"' in answer.text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_under_its_own_slug_leads_to_its_other_languages_and_is_light(shown, name, code):
    answer = shown(path_of(name, code))
    assert answer.status_code == 200
    for other in LANGUAGES:
        assert f'href="{path_of(name, other)}" lang="{other}" hreflang="{other}"' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert weight(shown, answer) <= FIRST_FLIGHT, f"{path_of(name, code)} is too heavy"


TOOLS = [
    "/fr/",
    "/de/suchen?q=Konkurs",
    "/nl/woordenlijst",
    "/fr/brochures",
    "/de/was-gilt-fuer-mich",
    "/fr/ce-qui-me-concerne?who=main&what=child&on=2027-02-10",
    "/de/wer-ist-zustaendig",
    "/fr/allocations-familiales-ou-demander?region=brussels",
    "/nl/bestaat-niet",
]


@pytest.mark.parametrize("path", TOOLS)
def test_the_pages_around_them_are_light_too(shown, path):
    assert weight(shown, shown(path)) <= FIRST_FLIGHT


def weight(shown, answer):
    """HTML and every style sheet that the page names, as they travel."""
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', answer.text)
    assert sheets
    return sum(len(gzip.compress(one.data, 6)) for one in (answer, *map(shown, sheets)))


def test_amounts_say_how_they_are_made(visitor):
    text = visitor.get("/en/starting").text
    assert "€890.42" in text or "890.42" in text
    assert "receipt-line" in text
    assert "676.5" not in text.split("receipt")[0]


def test_an_unknown_page_helps(visitor):
    answer = visitor.get("/nl/bestaat-niet")
    assert answer.status_code == 404
    assert 'lang="nl"' in answer.text


def test_a_door_shows_the_pages_behind_it_and_each_page_its_door(shown):
    for theme in SHELVES.themes:
        behind = shown(path_of(theme.name, "en")).text
        for page in SHELVES.pages_of(theme.name):
            assert f'href="{path_of(page.name, "en")}"' in behind
            assert f'href="{path_of(theme.name, "en")}"' in shown(path_of(page.name, "en")).text


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_old_name_leads_to_the_page_that_took_over(visitor, code):
    for guide in SHELVES:
        for old in guide.former_slugs(code):
            answer = visitor.get(f"/{code}/{old}")
            assert (answer.status_code, answer.location) == (301, path_of(guide.name, code))


def test_a_link_to_nothing_leads_to_the_search_and_is_written_down(app, capsys):
    with app.test_request_context("/en/starting"):
        assert links.resolve("page:no_such_page") == "/en/search?q=no+such+page"
    assert "link_to_nothing" in capsys.readouterr().err


@pytest.mark.parametrize("code", LANGUAGES)
def test_on_new_years_day_without_the_new_index_every_page_still_opens(visitor, clock_at, code):
    clock_at("2027-01-02T10:00")
    for name in PAGES:
        assert visitor.get(path_of(name, code)).status_code == 200, name


def test_on_new_years_day_a_rule_that_changed_is_shown_as_it_is_now(visitor, clock_at):
    changed = DatedLine(
        name="benefits.birth_leave_days", since=date(2027, 1, 1), value="25", source="a decree", confidence="sourced"
    )
    with reading(joined((changed,))):
        clock_at("2027-01-02T10:00")
        assert "25 days" in visitor.get(path_of("birth_leave", "en")).text
