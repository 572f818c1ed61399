"""Scenarios side by side: up to four, every difference to the first marked, nothing but the address keeps them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor.calculator_comparison import BELOW
from webapp.views.visitor.calculators import catalogue

FIGURES = {"year": 2026, "category": "main", "kind": "final", "income": "42000", "earned_in": 4, "quarter": 4}
SECOND = {f"b-{name}": value for name, value in FIGURES.items()} | {"b-income": "50000"}
CONTRIBUTION = catalogue()["contribution"]


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


def compare(visitor, *, code="en", headers=None, **figures):
    return visitor.get(f"/{code}/{CONTRIBUTION.slugs[code]}{BELOW[code]}", query_string=figures, headers=headers)


def link(text: str, words: str) -> str:
    found = re.search(rf'href="([^"]+)"[^>]*>(?:<svg.*?</svg>)? ?{re.escape(words)}', text)
    assert found, words
    return unescape(found[1])


def test_one_set_of_figures_gets_a_second_like_it(visitor):
    text = compare(visitor, **FIGURES).text
    assert text.count('value="42000"') == 2
    assert 'name="b-income"' in text
    assert "differs" not in text.split("What it gives")[1]


def test_what_differs_is_marked_with_the_difference(visitor):
    text = compare(visitor, **FIGURES, **SECOND).text
    found = text.split("What it gives")[1]
    assert "€2,234.30" in found
    assert '<span class="vh">differs from A: </span>€2,659.88' in found
    assert "+ €425.58" in found
    assert '<span class="vh">differs from A: </span>€50,000.00' in found
    assert '<span class="vh">differs from A: </span>2026' not in found


def test_a_cheaper_set_says_by_how_much_less(visitor):
    text = compare(visitor, **FIGURES, **(SECOND | {"b-income": "30000"})).text
    assert "− €638.37" in text


def test_sets_are_added_up_to_four_and_taken_away(visitor):
    text = compare(visitor, **FIGURES, **SECOND).text
    for count in (3, 4):
        text = visitor.get(link(text, "Add figures to compare")).text
        assert text.count('class="scenario"') == count
        assert text.count('value="50000"') == count - 1
    assert "Add figures to compare" not in text
    text = visitor.get(link(text, "Take A away")).text
    assert text.count('class="scenario"') == 3
    assert 'value="42000"' not in text


def test_two_are_the_least(visitor):
    assert "away" not in compare(visitor, **FIGURES, **SECOND).text


def test_a_wrong_figure_is_told_at_its_place_and_the_others_still_answer(visitor):
    answer = compare(visitor, **FIGURES, **(SECOND | {"b-income": "abc"}))
    assert answer.status_code == 422
    assert 'id="b-income-error"' in answer.text
    assert "€2,234.30" in answer.text


def test_a_value_that_is_not_published_leaves_an_empty_place(visitor):
    text = compare(visitor, **FIGURES, **(SECOND | {"b-kind": "provisional"})).text
    assert "€2,234.30" in text
    assert "–" in text.split("What it gives")[1].split("What was asked")[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_opens_in_every_language_and_empty(visitor, code):
    answer = compare(visitor, code=code)
    assert answer.status_code == 200
    assert "noindex" in answer.text


def test_htmx_gets_the_part(visitor):
    part = compare(visitor, headers={"HX-Request": "true"}, **FIGURES, **SECOND)
    assert part.text.startswith('<div id="comparison"')
    assert "€2,659.88" in part.text
