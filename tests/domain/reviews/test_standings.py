"""The list stands in the order of the shelves, and one page alone says the same as in the list."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import reviews as made
from webapp.domain import reviews
from webapp.rules.law import law_book

TODAY = date(2026, 11, 28)


@pytest.fixture
def asked(app, tmp_path):
    made.a_page_in(tmp_path, text="You pay 500 euro.\n")
    shelves = made.shelves_with(tmp_path)
    return shelves, {"book": law_book(), "known": {"page": {one.name for one in shelves}}, "today": TODAY}


def test_a_theme_comes_before_its_pages_and_the_service_pages_last(asked):
    shelves, about = asked
    names = [one.guide.name for one in reviews.standings(shelves, **about)]
    assert sorted(names) == sorted(one.name for one in shelves)
    for theme in shelves.themes:
        place = names.index(theme.name)
        behind = shelves.pages_of(theme.name)
        assert names[place + 1 : place + 1 + len(behind)] == [page.name for page in behind]
    assert names.index("own") > max(names.index(theme.name) for theme in shelves.themes)


def test_one_page_alone_says_the_same_as_in_the_list(asked):
    shelves, about = asked
    listed = {one.guide.name: one for one in reviews.standings(shelves, **about)}
    alone = reviews.standing(shelves, shelves.find("own"), **about)
    assert alone == listed["own"]
    assert alone.grounds.reasons == (reviews.Reason.TYPED,)
