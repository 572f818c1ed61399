"""More or less: which way it goes, the cents of the rules, the days, and the price of a wrong guess."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from webapp.kit.i18n import LANGUAGES
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, quarterly, quarterly_amounts
from webapp.rules.law import law_on
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators.more_or_less import OutlookForm, answer, calculator

PAGE = f"/en/{calculator.slugs['en']}"
FIGURES = {
    "category": "main",
    "year": 2026,
    "quarter": 4,
    "known": "called",
    "called": "2127.90",
    "expected": "20000",
}
TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-27T10:00")


def ask(visitor, page=PAGE, headers=None, **changes):
    return visitor.get(page, query_string=FIGURES | changes, headers=headers)


def found(app, **changes):
    with app.test_request_context("/en/x"):
        return answer(OutlookForm(MultiDict(FIGURES | changes), today=TODAY))


def facts(app, **changes):
    return {fact.name: fact.worth for fact in found(app, **changes).facts}


def figure(text: str) -> str:
    return re.search(r'calculator-sum"><span class="figure money">([^<]+)<', text)[1]


def test_a_worse_year_can_be_paid_on_what_is_expected(app):
    told = found(app, quarter=3)
    assert told.figure == 1063_95
    assert facts(app, quarter=3) == {
        "now": 2127_90,
        "difference": 1063_95,
        "year": 2 * 1063_95,
        "ask_until": date(2026, 9, 30),
        "correct_until": date(2026, 12, 31),
    }
    assert told.paper == "reduce_provisional"
    assert told.paper_inputs == {"from_quarter": Quarter(2026, 3), "expected_income": 20000_00}


def test_the_price_of_a_wrong_guess_stands_beside_the_saving(app):
    (table,) = found(app, quarter=1).tables
    incomes, missing, surcharges = zip(*(row[1:] for row in table.rows), strict=True)
    assert incomes == (20000_00, 30000_00, 40000_00, 50000_00)
    assert missing == (0, 4 * 512_50, 4 * 1025_00, 4 * 1025_00)
    assert surcharges == (0, 143_50 + 6 * 61_50, 287_00 + 6 * 123_00, 287_00 + 6 * 123_00)
    assert "30 June 2028" in table.words


def test_the_days_are_events_as_long_as_they_are_to_come(app):
    assert [(event.name, event.on) for event in found(app).events] == [
        ("ask", date(2026, 12, 31)),
        ("correct", date(2026, 12, 31)),
    ]
    assert [event.name for event in found(app, quarter=3).events] == ["correct"]
    assert found(app, year=2025).events == ()
    assert [event.name for event in found(app, expected="60000").events] == ["pay_more"]


def test_a_quarter_that_is_over_cannot_be_reduced_any_more(visitor):
    assert "That quarter is over" in ask(visitor, quarter=3).text
    assert "That quarter is over" not in ask(visitor).text


def test_nobody_goes_under_the_minimum_of_his_group_and_it_is_said(visitor):
    text = ask(visitor, expected="1000").text
    assert figure(text) == "€924.26"
    assert "This is the minimum of your group" in text
    secondary = ask(visitor, category="secondary", expected="1000").text
    assert figure(secondary) == "€0.00"
    assert "minimum of your group" not in secondary


def test_a_better_year_shows_what_the_settlement_would_ask(app):
    told = found(app, quarter=2, called="924.26", expected="40000")
    assert told.figure == 2127_90
    assert facts(app, quarter=2, called="924.26", expected="40000") == {
        "now": 924_26,
        "difference": 1203_64,
        "year": 4 * 1203_64,
        "catch_up": 1604_86,
        "highest": 5103_05 + 193_92,
    }
    assert told.paper == "increase_provisional"
    assert told.paper_inputs == {"year": "2026", "expected_income": 40000_00}


def test_who_pays_the_minimum_and_expects_less_changes_nothing(visitor):
    text = ask(visitor, called="924.26", expected="9000").text
    assert "Change nothing" in text
    assert "you cannot pay less" in text
    assert "You pay what your expected income asks" in ask(visitor, expected="40000").text


def test_until_2021_a_reduction_stood_on_limits(visitor):
    now = quarterly_amounts(
        category=Category.MAIN, income_cents=30000_00, quarter=Quarter(2019, 2), fee_percent=Decimal("3.95"),
        law=law_on(date(2019, 4, 1)),
    ).total_cents  # fmt: skip
    text = ask(visitor, year=2019, quarter=2, called=f"{now / 100:.2f}", expected="29000").text
    assert "fixed limits until 2021" in text
    assert (
        "fixed limits until 2021" in ask(visitor, year=2019, quarter=2, called="4000", expected="60000").text
    )


@pytest.mark.parametrize("category", Category)
def test_the_income_of_three_years_before_gives_what_is_called_now(visitor, category):
    quarter = Quarter(2025, 4)
    expected = quarterly(
        category=category, income_cents=50000_00, quarter=quarter, fee_percent=Decimal("3.80"),
        law=law_on(quarter.first_day), kind=Kind.PROVISIONAL,
    ).value.total_cents  # fmt: skip
    text = ask(visitor, category=category, year=2025, known="provisional", past="50000").text
    assert f"€{expected / 100:,.2f}" in text
    assert "What you pay now" in text
    assert "Net income of 2022" in text
    assert 'name="called"' not in text


def test_a_starter_is_asked_for_no_amount(visitor):
    text = ask(visitor, known="starter", expected="40000").text
    assert 'name="called"' not in text
    assert 'name="past"' not in text
    assert "€924.26" in text


def test_the_request_of_article_37_1_is_asked_where_it_matters(visitor):
    usual = ask(visitor, category="pension_age_without_pension", expected="1000").text
    asked = ask(visitor, category="pension_age_without_pension", expected="1000", opt_out="y").text
    assert 'name="opt_out"' in usual
    assert 'name="opt_out"' not in ask(visitor).text
    assert (figure(usual), figure(asked)) == ("€924.26", "€0.00")


def test_the_coefficient_that_is_missing_leads_to_the_notice(visitor):
    page = ask(visitor, known="provisional", past="50000")
    assert page.status_code == 200
    assert "of 2026 is not published yet" in page.text
    assert "known=called" in page.text.split("not published yet")[1]
    assert "calculator-sum" not in page.text


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("called", "", {}),
        ("called", "abc", {}),
        ("called", "5296.98", {}),
        ("past", "", {"known": "provisional"}),
        ("past", "-1", {"known": "provisional"}),
        ("expected", "", {}),
        ("expected", "1.2.3", {}),
    ],
)
def test_a_wrong_figure_is_told_at_its_field_and_kept(visitor, name, value, more):
    page = ask(visitor, **{name: value, **more})
    assert page.status_code == 422
    assert f'id="{name}-error"' in page.text
    assert f'name="{name}"' in page.text
    assert f'value="{value}"' in page.text


def test_the_highest_contribution_itself_is_believed(visitor):
    assert ask(visitor, called="5296.97").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"), [("year", 2017), ("year", "x"), ("quarter", 5), ("category", "king"), ("known", "no")]
)
def test_an_answer_that_was_not_offered_is_refused(visitor, name, value):
    page = ask(visitor, **{name: value})
    assert page.status_code == 422
    assert f'id="{name}-error"' in page.text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("figures", [{}, FIGURES, FIGURES | {"expected": "90000"}])
def test_the_page_opens_in_every_language(visitor, code, figures):
    page = visitor.get(f"/{code}/{calculator.slugs[code]}", query_string=figures)
    assert page.status_code == 200
    assert ("calculator-sum" in page.text) == bool(figures)


def test_htmx_gets_the_part_with_the_same_figure(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert figure(part.text) == figure(ask(visitor).text) == "€1,063.95"
