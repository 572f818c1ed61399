"""The contribution calculator: every situation, the same cents as the rules, honest about what is not known."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, quarterly_amounts
from webapp.rules.law import law_on
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators.contribution import _request, calculator

PAGE = f"/en/{calculator.slugs['en']}"
FIGURES = {"year": 2026, "category": "main", "kind": "final", "income": "42000", "earned_in": 4, "quarter": 4}


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


def ask(visitor, page=PAGE, headers=None, **changes):
    return visitor.get(page, query_string=FIGURES | changes, headers=headers)


def said(cents: int) -> str:
    return f"€{cents / 100:,.2f}"


def test_an_income_gives_the_quarter_with_the_fee_and_every_step(visitor):
    answer = ask(visitor)
    assert answer.status_code == 200
    assert "€2,234.30" in answer.text
    assert "€2,152.50" in answer.text
    for step in ("20.5% of €42,000.00", "€8,610.00", "Royal Decree no. 38"):
        assert step in answer.text


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("year", [2018, 2022, 2025, 2026])
def test_it_pays_what_the_rules_say(visitor, category, year):
    quarter = Quarter(year, 4)
    fee = Decimal("3.95") if year == 2018 else Decimal("3.85") if year == 2022 else Decimal("3.80")
    expected = quarterly_amounts(
        category=category, income_cents=2_345_678, quarter=quarter, fee_percent=fee, law=law_on(quarter.first_day)
    )
    answer = ask(visitor, year=year, category=category, income="23.456,78")
    assert answer.status_code == 200
    sum_shown = re.search(r'calculator-sum"><span class="figure money">([^<]+)<', answer.text)
    assert sum_shown
    assert sum_shown[1] == said(expected.total_cents)


def test_a_starter_needs_no_income(visitor):
    answer = ask(visitor, kind=Kind.STARTER, income="")
    assert answer.status_code == 200
    assert 'name="income"' not in answer.text
    assert "€924.26" in answer.text


def test_pension_age_in_2025_counts_each_quarter_by_its_own_law(visitor):
    figures = {"year": 2025, "category": "pension_age_without_pension", "income": "5000"}
    with_floor = ask(visitor, **figures, quarter=4).text
    before = ask(visitor, **figures, quarter=3).text
    assert 'name="opt_out"' in with_floor
    assert re.search(r'calculator-sum">.*?€0\.00|calculator-sum">.*?€\d', before)
    assert before.split("Together in 2025")[1][:80] == with_floor.split("Together in 2025")[1][:80]


def test_the_first_quarter_of_a_primostarter_is_cheaper(visitor):
    usual = ask(visitor, category="primostarter", income="12000").text
    first = ask(visitor, category="primostarter", income="12000", first_quarter="y").text
    assert 'name="first_quarter"' in usual
    assert "step" in first.lower()
    assert usual.split("calculator-sum")[1][:80] != first.split("calculator-sum")[1][:80]


def test_what_is_not_published_is_said_with_the_way_out(visitor):
    answer = ask(visitor, kind=Kind.PROVISIONAL)
    assert answer.status_code == 200
    assert "is not published yet" in answer.text
    assert "kind=final" in answer.text.split("not published yet")[1]
    assert "calculator-sum" not in answer.text


def test_a_category_that_did_not_exist_yet_leads_to_one_that_did(visitor):
    answer = ask(visitor, category="primostarter", year=2018, quarter=1)
    assert answer.status_code == 200
    assert "Not yet in that quarter" in answer.text
    assert "category=main" in answer.text.split("Not yet in that quarter")[1]


@pytest.mark.parametrize("income", ["abc", "12.34.56", "-5", "", "99999999999999"])
def test_a_wrong_amount_is_told_at_its_field_and_kept(visitor, income):
    answer = ask(visitor, income=income)
    assert answer.status_code == 422
    assert 'id="income-error"' in answer.text
    assert f'value="{income}"' in answer.text
    assert answer.text.count("Write an") <= 3, "one sentence, not two, at each place"


@pytest.mark.parametrize(("name", "value"), [("year", 2017), ("year", "x"), ("category", "king"), ("quarter", 5), ("kind", "no")])
def test_an_answer_that_was_not_offered_is_refused(visitor, name, value):
    assert ask(visitor, **{name: value}).status_code == 422


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_with_the_curve_alone(visitor, code):
    answer = visitor.get(f"/{code}/{calculator.slugs[code]}")
    assert answer.status_code == 200
    assert 'class="curve large"' in answer.text
    assert "curve-dot" not in answer.text
    assert "noindex" not in answer.text


def test_figures_follow_into_another_language(visitor):
    text = ask(visitor).text
    assert f"/fr/{calculator.slugs['fr']}?year=2026&amp;category=main&amp;kind=final&amp;income=42000" in text


def test_htmx_gets_the_part_with_the_same_sum(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert "€2,234.30" in part.text
    assert "HX-Request" in part.vary


def test_the_text_around_it_is_no_page_of_its_own(visitor):
    text = visitor.get(PAGE).text
    assert text.count("<h1") == 1
    assert "Which group do you choose" in text


def test_a_starter_goes_on_to_join_and_the_others_to_ask_for_less():
    asked = {"category": Category.MAIN, "income_cents": 14_000_00}
    assert _request(asked | {"kind": Kind.STARTER})["paper"] == "affil_self"
    assert _request(asked | {"kind": Kind.FINAL}) == {
        "paper": "reduce_provisional",
        "paper_inputs": {"expected_income": 14_000_00},
    }
