"""A visitor reads about three life events in four languages, with amounts of today's law, and calculates."""

from __future__ import annotations

import pytest

from webapp.config import ROOT
from webapp.kit import clock
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import read_toml
from webapp.rules.amounts import AMOUNTS
from webapp.rules.law import law_shown_on

EVENTS = ("starting", "payment_difficulties", "child_is_born")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_a_visitor_reads_a_life_event_from_the_start_page(somebody, event, code):
    facts = read_toml(ROOT / "content" / "life_events" / event / "page.toml")
    somebody.open(f"/{code}/")
    somebody.follow(facts["door"][code])
    assert somebody.status == 200
    assert facts["title"][code] in somebody.words()
    assert list(somebody.jar) == [], "a public page sets no cookie"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_amount_on_the_page_is_the_laws_and_says_why(somebody, code):
    slug = read_toml(ROOT / "content" / "life_events" / "starting" / "page.toml")["slug"][code]
    somebody.open(f"/{code}/{slug}")
    cents = AMOUNTS["main_minimum_quarter"](law_shown_on(clock.today())).value
    digits = f"{cents // 100}{',' if code != 'en' else '.'}{cents % 100:02}"
    assert digits in somebody.words()
    assert "receipt-line" in somebody.page


def test_the_same_page_is_there_in_every_language(somebody):
    somebody.open("/fr/je-me-lance")
    for code, words in (("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")):
        somebody.follow(words)
        assert f"/{code}/" in somebody.url
        assert somebody.status == 200


def test_an_unknown_address_helps_in_the_readers_language(somebody):
    somebody.open("/de/gibt-es-nicht")
    assert somebody.status == 404
    assert '<html lang="de"' in somebody.page
    assert 'href="/de/"' in somebody.page
