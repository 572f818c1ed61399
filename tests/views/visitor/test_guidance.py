"""Guidance: every page in four languages, with living amounts, under its own slug, and light."""

from __future__ import annotations

import gzip

import pytest

from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library

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
def test_a_page_stands_under_its_own_slug_and_leads_to_its_other_languages(visitor, name, code):
    answer = visitor.get(path_of(name, code))
    assert answer.status_code == 200
    for other in LANGUAGES:
        assert f'href="{path_of(name, other)}" lang="{other}" hreflang="{other}"' in answer.text


def test_amounts_say_how_they_are_made(visitor):
    text = visitor.get("/en/starting").text
    assert "€890.42" in text or "890.42" in text
    assert "receipt-line" in text
    assert "676.5" not in text.split("receipt")[0]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_light(visitor, name, code, app):
    sheet = visitor.get(app.jinja_env.globals["static_url"]("css/site.css"), buffered=True).data
    page = visitor.get(path_of(name, code), headers={"Accept-Encoding": "identity"})
    assert page.status_code == 200
    assert len(gzip.compress(page.data)) + len(gzip.compress(sheet)) <= FIRST_FLIGHT, (
        f"{path_of(name, code)} is too heavy"
    )


def test_an_unknown_page_helps(visitor):
    answer = visitor.get("/nl/bestaat-niet")
    assert answer.status_code == 404
    assert 'lang="nl"' in answer.text


def test_a_door_shows_the_pages_behind_it_and_each_page_its_door(visitor):
    for theme in SHELVES.themes:
        shown = visitor.get(path_of(theme.name, "en")).text
        for page in SHELVES.pages_of(theme.name):
            assert f'href="{path_of(page.name, "en")}"' in shown
            assert f'href="{path_of(theme.name, "en")}"' in visitor.get(path_of(page.name, "en")).text


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_old_name_leads_to_the_page_that_took_over(visitor, code):
    for guide in SHELVES:
        for old in guide.former_slugs(code):
            answer = visitor.get(f"/{code}/{old}")
            assert (answer.status_code, answer.location) == (301, path_of(guide.name, code))
