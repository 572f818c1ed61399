"""The shelves of guidance: names, places, old names, and what a page quotes of the law."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.kit.guides import Guides
from webapp.kit.texts import BadTextError, Library

TODAY = date(2026, 11, 22)
FACTS = """
owner = "affiliations"
reviewed_on = 2026-11-22
order = {order}
slug = {{ fr = "{slug}-fr", nl = "{slug}-nl", de = "{slug}-de", en = "{slug}-en" }}
title = {{ fr = "T", nl = "T", de = "T", en = "T" }}
summary = {{ fr = "S", nl = "S", de = "S", en = "S" }}
"""


def a_page(folder, *, slug, order=1, more="", text="Words."):
    folder.mkdir(parents=True)
    (folder / "page.toml").write_text(FACTS.format(slug=slug, order=order) + more, encoding="utf-8")
    for code in ("fr", "nl", "de", "en"):
        (folder / f"{code}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def shelves(tmp_path):
    theme = tmp_path / "life_events" / "travelling"
    a_page(theme, slug="travel", order=90)
    a_page(theme / "abroad", slug="abroad", order=2, more='[former]\nen = ["expatriate"]\n')
    a_page(
        theme / "posted",
        slug="posted",
        order=1,
        text='{{ amount("main_minimum_quarter") }} {{ count("deadlines.appeal_months") }}',
    )
    return Guides(Library([tmp_path]))


def test_a_page_stands_behind_the_door_of_its_theme(shelves):
    abroad = shelves.find("abroad")
    assert abroad.theme == "travelling"
    assert not abroad.is_theme
    assert shelves.path(abroad, "de") == ("travel-de", "abroad-de")
    assert shelves.at("de", "travel-de", "abroad-de") == abroad
    assert shelves.at("de", "travel-fr", "abroad-de") is None


def test_the_pages_of_a_door_stand_in_their_order(shelves):
    assert [page.name for page in shelves.pages_of("travelling")] == ["posted", "abroad"]
    assert shelves.find("travelling") in shelves.themes


def test_an_old_name_is_found_wherever_the_page_stands_now(shelves):
    assert shelves.formerly_at("en", "expatriate").name == "abroad"
    assert shelves.formerly_at("en", "travel-en", "expatriate").name == "abroad"
    assert shelves.formerly_at("fr", "expatriate") is None


def test_what_a_page_quotes_includes_the_values_behind_a_ready_amount(shelves):
    quoted = shelves.quoted(shelves.find("posted"), on=TODAY)
    assert {"deadlines.appeal_months", "contributions.floor_main", "contributions.rate_1"} <= quoted
    assert shelves.quoted(shelves.find("abroad"), on=TODAY) == frozenset()


def test_a_fund_overrides_page_by_page(tmp_path):
    a_page(tmp_path / "life_events" / "starting", slug="begin")
    shelves = Guides(Library([tmp_path]))
    assert shelves.source(shelves.find("starting"), "en") == "Words."
    assert shelves.at("en", "begin-en").name == "starting"
    assert shelves.find("stopping") is not None


def test_two_pages_cannot_bear_one_name(tmp_path):
    a_page(tmp_path / "life_events" / "travelling", slug="travel")
    a_page(tmp_path / "life_events" / "travelling" / "contact", slug="reach")
    with pytest.raises(BadTextError, match="two pages are called contact"):
        Guides(Library([tmp_path]))
