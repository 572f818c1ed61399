"""The settlement ahead: the cents of the rules, three cases, the day, and each wrong answer at its field."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from webapp.kit.i18n import LANGUAGES
from webapp.rules.careers import Category
from webapp.rules.law import law_on
from webapp.rules.regularisation import QuarterOwed, settle_year
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators._settlement_questions import SettlementForm
from webapp.views.visitor.calculators.settlement import answer, calculator

PAGE = f"/en/{calculator.slugs['en']}"
FIGURES = {"year": 2025, "category": "main", "likely": "40000", "paid": "3619.36"}
TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-27T10:00")


def ask(visitor, page=PAGE, headers=None, **changes):
    return visitor.get(page, query_string=FIGURES | changes, headers=headers)


def found(app, **changes):
    with app.test_request_context("/en/x"):
        form = SettlementForm(MultiDict(FIGURES | changes), today=TODAY)
        assert form.validate(), form.errors
        return answer(form)


def facts(told):
    return {fact.name: fact.worth for fact in told.facts}


def figure(text: str) -> str:
    return re.search(r'calculator-sum"><span class="figure money">([^<]+)<', text)[1]


def test_a_better_year_asks_a_supplement_and_so_much_a_month(app):
    told = found(app)
    assert told.figure == 4 * 2127_90 - 3619_36
    assert facts(told) == {
        "final": 4 * 2127_90,
        "paid": 3619_36,
        "due_on": date(2027, 9, 30),
        "month": 489_23,
    }
    assert "10 months" in told.facts[-1].words, "December to September"
    assert [(event.on, event.last_working_day) for event in told.events] == [
        (date(2027, 9, 30), date(2027, 9, 29))
    ]
    assert told.paper == "payment_plan"
    assert told.paper_inputs == {"debt": told.figure}


def test_a_worse_year_gives_money_back(app):
    told = found(app, likely="9000", paid="8511.60")
    assert told.title == "You get back"
    assert told.figure == 8511_60 - 4 * (871_71 + 33_12)
    assert facts(told)["back"] == date(2027, 6, 30)
    assert told.events == ()
    assert (told.paper, told.paper_inputs) == ("refund_request", {"year": "2025", "amount": told.figure})


def test_what_was_asked_to_the_cent_leaves_nothing(app):
    told = found(app, paid="8511,60")
    assert (told.title, told.figure) == ("Nothing is left to settle", 0)
    assert set(facts(told)) == {"final", "paid"}
    assert (told.events, told.paper) == ((), "")
    assert found(app, year=2026, paid="8511,60").paper == ""


def test_three_cases_stand_side_by_side(app):
    (table,) = found(app, low="20000", high="60000").tables
    assert [row[1:] for row in table.rows] == [
        (20000_00, 4 * 1063_95, 4 * 1063_95 - 3619_36, 63_65),
        (40000_00, 4 * 2127_90, 4 * 2127_90 - 3619_36, 489_23),
        (60000_00, 4 * 3191_85, 4 * 3191_85 - 3619_36, 914_81),
    ]
    assert found(app).tables == ()
    assert [len(one.rows) for one in found(app, high="60000").tables] == [2]


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("year", [2019, 2023, 2025, 2026])
def test_it_settles_as_the_rules_do(visitor, category, year):
    fee = Decimal({2019: "3.95", 2023: "3.85", 2025: "3.80", 2026: "3.80"}[year])
    settled = settle_year(
        owed=[QuarterOwed(quarter, category) for quarter in Quarter.of_year(year)],
        income_cents=23_456_78,
        paid_cents=1_000_00,
        fee_percent=fee,
        statement_on=date(year + 2, 6, 30),
        law=law_on(date(year, 12, 31)),
    ).value
    text = ask(visitor, year=year, category=category, likely="23.456,78", paid="1000").text
    assert figure(text) == f"€{(settled.credit_cents or settled.supplement_cents) / 100:,.2f}"
    assert f"€{settled.final_cents / 100:,.2f}" in text


def test_a_change_counts_from_its_quarter_on(app, visitor):
    told = found(app, then="secondary", changed_in=3, likely="1000", paid="0")
    assert told.figure == 2 * (871_71 + 33_12), "two quarters at the main minimum, two below the exemption"
    assert found(app, then="secondary", changed_in=4, likely="1000", paid="0").figure == 3 * (871_71 + 33_12)
    assert 'name="changed_in"' in ask(visitor, then="secondary").text
    assert 'name="changed_in"' not in ask(visitor).text


def test_quarters_before_the_start_bring_the_income_to_a_full_year(app, visitor):
    told = found(app, due="some", quarter_1="outside", quarter_2="outside", likely="25000", paid="0")
    assert told.figure == 2 * (2562_50 + 97_38)
    assert 'name="quarter_1"' in ask(visitor, due="some").text
    assert 'name="quarter_1"' not in ask(visitor).text
    assert found(app, due="all", quarter_1="free").figure == found(app).figure, (
        "what is not asked does not count"
    )


def test_a_free_quarter_was_worked_all_the_same(app):
    assert found(app, due="some", quarter_2="free", paid="0").figure == 3 * 2127_90


def test_the_request_of_article_37_1_is_asked_where_it_matters(app, visitor):
    facts_of = {"category": "pension_age_without_pension", "year": 2026, "likely": "1000", "paid": "0"}
    assert found(app, **facts_of).figure == 4 * 924_26
    assert found(app, **facts_of, opt_out="y").figure == 0
    assert 'name="opt_out"' in ask(visitor, **facts_of).text
    assert 'name="opt_out"' in ask(visitor, then="survivor_pension").text
    assert 'name="opt_out"' not in ask(visitor).text


def test_without_what_was_asked_there_is_a_final_contribution_only(app, visitor):
    told = found(app, paid="", low="20000")
    assert (told.title, told.figure) == ("Your final contribution", 4 * 2127_90)
    assert [step.code for step in told.receipts[0].explained.steps][-1] == "settlement_final"
    assert told.tables[0].rows[0][1:] == (20000_00, 4 * 1063_95)
    assert told.events == ()
    assert "Write what was asked in advance" in ask(visitor, paid="").text


def test_the_day_of_the_statement_decides_and_an_assumption_is_said(app, visitor):
    assert facts(found(app, statement_on="4/5/2027"))["due_on"] == date(2027, 9, 30)
    assert facts(found(app, statement_on="1/12/2026"))["due_on"] == date(2027, 3, 31)
    assert "The day is an assumption" in ask(visitor).text
    told = ask(visitor, statement_on="4/5/2027").text
    assert "The day is an assumption" not in told
    assert "With the statement of 4 May 2027" in told


def test_a_day_that_has_passed_is_said_and_nothing_is_put_aside_for_it(app, visitor):
    told = found(app, year=2023)
    assert "month" not in facts(told)
    assert told.events == ()
    assert "That day has passed" in ask(visitor, year=2023).text


def test_in_the_year_itself_another_amount_can_still_be_asked(app, visitor):
    more = found(app, year=2026)
    assert more.paper == "increase_provisional"
    less = found(app, year=2026, likely="9000", paid="8511.60")
    assert (less.paper, less.paper_inputs) == (
        "reduce_provisional",
        {"from_quarter": Quarter(2026, 4), "expected_income": 9000_00},
    )
    assert "/en/pay-more-or-less" in ask(visitor, year=2026).text
    assert "You can still pay it this year" not in ask(visitor).text


def test_a_group_that_did_not_exist_yet_leads_to_one_that_did(visitor):
    page = ask(visitor, year=2018, category="primostarter")
    assert page.status_code == 200
    assert "Not yet in that year" in page.text
    assert "category=main" in page.text.split("Not yet in that year")[-1]
    assert "calculator-sum" not in page.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("likely", ""),
        ("likely", "abc"),
        ("likely", "-5"),
        ("low", "40000,01"),
        ("low", "x"),
        ("high", "39999,99"),
        ("paid", "1.2.3"),
        ("paid", "-1"),
        ("statement_on", "31/12/2025"),
        ("statement_on", "1/1/2038"),
        ("statement_on", "31/2/2027"),
        ("year", 2017),
        ("year", "x"),
        ("category", "king"),
        ("then", "king"),
        ("due", "none"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(visitor, name, value):
    page = ask(visitor, **{name: value})
    assert page.status_code == 422
    assert f'id="{name}-error"' in page.text


def test_the_limits_themselves_are_good(visitor):
    assert ask(visitor, low="40000", high="40000", statement_on="1/1/2026").status_code == 200
    assert ask(visitor, statement_on="31/12/2037").status_code == 200


def test_a_change_in_the_first_quarter_is_no_change(visitor):
    page = ask(visitor, then="secondary", changed_in=1)
    assert page.status_code == 422
    assert 'id="changed_in-error"' in page.text


def test_a_year_without_any_quarter_is_refused_at_its_field(visitor):
    page = ask(
        visitor, due="some", quarter_1="free", quarter_2="free", quarter_3="outside", quarter_4="outside"
    )
    assert page.status_code == 422
    assert 'id="due-error"' in page.text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("figures", [{}, FIGURES, FIGURES | {"paid": "9000"}, FIGURES | {"paid": ""}])
def test_the_page_opens_in_every_language(visitor, code, figures):
    page = visitor.get(f"/{code}/{calculator.slugs[code]}", query_string=figures)
    assert page.status_code == 200
    assert ("calculator-sum" in page.text) == bool(figures)


def test_htmx_gets_the_part_with_the_same_figure(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert figure(part.text) == figure(ask(visitor).text) == "€4,892.24"
