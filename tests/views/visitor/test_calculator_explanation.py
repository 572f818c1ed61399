"""The page behind a result: the same figure as the result, every value with its source, every article in plain words."""

from __future__ import annotations

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.rules import wording
from webapp.rules.edition import rules_edition
from webapp.views.visitor.calculator_explanation import BELOW
from webapp.views.visitor.calculators import catalogue

FIGURES = {"year": 2026, "category": "main", "kind": "final", "income": "42000", "earned_in": 4, "quarter": 4}
CONTRIBUTION = catalogue()["contribution"]


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


def explain(visitor, code="en", **changes):
    return visitor.get(f"/{code}/{CONTRIBUTION.slugs[code]}{BELOW[code]}", query_string=FIGURES | changes)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_article_of_a_step_leads_to_its_plain_words(visitor, code):
    text = explain(visitor, code).text
    for article in ("rd38_11_2", "rd38_12_1", "rd38_15", "rd38_20_4"):
        assert f'href="#{article}"' in text
        assert f'id="{article}"' in text
        words = wording.article_in_plain_words(article, code).replace("'", "&#39;").replace('"', "&#34;")
        assert words in text


def test_it_shows_the_figure_the_answers_and_where_each_value_was_read(visitor):
    text = explain(visitor).text
    assert "€2,234.30" in text
    assert "€42,000.00" in text
    assert "since 1 January 2026" in text
    assert '<span lang="en">Royal Decree no. 38' in text
    assert rules_edition() in text


def test_the_values_stand_year_by_year(visitor):
    text = explain(visitor).text
    table = text.split('class="years-table"')[1]
    for year in range(2018, 2027):
        assert f'<th scope="col" class="end">{year}</th>' in table
    for floor in ("€13,550.50", "€17,374.08"):
        assert floor in table


def test_what_is_less_than_sure_is_said(visitor):
    assert "to be confirmed" in explain(visitor, year=2019, category="spouse_maxi", income="1000").text


@pytest.mark.parametrize("wrong", [{"income": "abc"}, {"year": 1950}, {"kind": "provisional"}])
def test_without_a_result_it_leads_back_to_the_questions(visitor, wrong):
    answer = explain(visitor, **wrong)
    assert answer.status_code == 303
    assert answer.location.startswith(f"/en/{CONTRIBUTION.slugs['en']}?")
    assert "category=main" in answer.location


def test_it_speaks_the_other_languages_with_the_same_figures(visitor):
    text = explain(visitor).text
    assert f"/nl/{CONTRIBUTION.slugs['nl']}{BELOW['nl']}?year=2026&amp;category=main" in text
