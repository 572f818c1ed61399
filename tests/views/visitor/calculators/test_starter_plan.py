"""The plan of a starter: the cents of the rules, each assumption said, each wrong answer at its field."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from webapp.kit.i18n import LANGUAGES
from webapp.rules.assumed_law import assumed_law_on
from webapp.rules.careers import Category
from webapp.rules.starter_plan import YearAhead, starter_plan
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators._questions import last_year
from webapp.views.visitor.calculators.starter_plan import ARTIST, StarterForm, answer, calculator

PAGE = f"/en/{calculator.slugs['en']}"
FIGURES = {"category": "primostarter", "year": 2026, "quarter": 3, "in_time": "yes", "income_1": "10000"}
TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-27T10:00")


def ask(visitor, page=PAGE, headers=None, **changes):
    return visitor.get(page, query_string=FIGURES | changes, headers=headers)


def said(cents: int) -> str:
    return f"-€{-cents / 100:,.2f}" if cents < 0 else f"€{cents / 100:,.2f}"


def figure(text: str) -> str:
    return re.search(r'calculator-sum"><span class="figure money">([^<]+)<', text)[1]


@pytest.mark.parametrize(
    ("typed", "category"),
    [(one, Category.PRIMOSTARTER if one == ARTIST else Category(one))
     for one in ("main", "primostarter", ARTIST, "secondary", "student", "spouse_maxi")],
)  # fmt: skip
def test_every_amount_is_that_of_the_rules(visitor, typed, category):
    plan = starter_plan(
        category=category,
        first=Quarter(2026, 3),
        affiliated_in_time=True,
        years=[
            YearAhead(year=2026 + place, income_cents=cents, fee_percent=Decimal("3.80"), statement_on=date(2028 + place, 6, 30))
            for place, cents in enumerate((10_000_00, 30_000_00, 5_000_00))
        ],
        law=assumed_law_on(date(2026, 7, 1)),
        artist=typed == ARTIST,
    )  # fmt: skip
    text = ask(visitor, category=typed, income_2="30000", income_3="5.000,00").text
    assert figure(text) == said(plan[0].monthly_cents)
    for planned in plan:
        assert said(planned.settled.value.final_cents) in text
        assert said(planned.difference_cents) in text
        assert all(said(one.called.value.total_cents) in text for one in planned.quarters)


def test_the_first_quarter_is_cut_and_may_be_paid_later_by_who_joined_in_time(visitor):
    in_time, late = ask(visitor).text, ask(visitor, in_time="no").text
    assert "€801.23" in in_time
    assert "31 December 2026" in in_time.split("Your first payment")[1][:200]
    assert "30 September 2026" in late.split("Your first payment")[1][:200]
    assert "Join us today" in late
    assert "Join us today" not in in_time


def test_one_income_is_enough_and_what_was_left_empty_is_said(visitor):
    text = ask(visitor).text
    assert "€20,000.00 in the second year, €20,000.00 in the third" in text
    told = ask(visitor, income_2="1", income_3="2").text
    assert "left an income empty" not in told


def test_years_that_are_not_published_are_called_an_assumption(visitor):
    text = ask(visitor).text
    assert "The amounts of 2027 and later are not published. We use those of 2026" in text
    assert "We assume a statement on 30 June 2028 for 2026" in text
    assert "are not published" not in ask(visitor, year=2020).text


def test_a_primostarter_reads_until_when_the_lower_minimum_lasts(visitor):
    assert "From the 3rd quarter 2027 on the ordinary minimum applies" in ask(visitor).text
    assert "From the 3rd quarter 2028 on the ordinary minimum applies" in ask(visitor, category=ARTIST).text
    assert "choose your own estimate above" in ask(visitor).text
    assert "choose your own estimate above" not in ask(visitor, called_on="estimate").text
    assert "ordinary minimum applies" not in ask(visitor, category="secondary").text


def test_a_start_before_primostarters_existed_is_counted_as_main_and_says_so(visitor):
    text = ask(visitor, year=2018, quarter=1).text
    assert "did not know primostarters yet" in text
    assert "€721.89" in text, "694.46 and its fee of 27.43"


def test_an_accepted_estimate_leaves_nothing_to_settle(visitor):
    text = ask(visitor, category="main", called_on="estimate", income_1="30000").text
    assert "€0.00" in text.split("Settled later")[1][:300]


def test_the_days_to_come_are_events_and_the_past_is_none(app):
    with app.test_request_context("/en/x"):
        typed = MultiDict(FIGURES | {"category": "main", "quarter": 1, "income_1": "40000"})
        found = answer(StarterForm(typed, today=TODAY))
    days = [event.on for event in found.events]
    assert days == sorted(days)
    assert days[0] == date(2026, 12, 31)
    assert days[-1] == date(2030, 9, 30)
    assert all(event.last_working_day < event.on for event in found.events)
    assert len({event.name for event in found.events}) == len(found.events)
    assert found.paper == "affil_self"


@pytest.mark.parametrize("income", ["", "abc", "-5", "99999999999999"])
def test_a_wrong_income_is_told_at_its_field_and_kept(visitor, income):
    page = ask(visitor, income_1=income)
    assert page.status_code == 422
    assert 'id="income_1-error"' in page.text
    assert f'value="{income}"' in page.text


@pytest.mark.parametrize("name", ["income_2", "income_3"])
def test_a_later_income_may_be_empty_but_not_nonsense(visitor, name):
    assert ask(visitor, **{name: ""}).status_code == 200
    page = ask(visitor, **{name: "12.34.56"})
    assert page.status_code == 422
    assert f'id="{name}-error"' in page.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", 2017),
        ("year", 2028),
        ("quarter", 5),
        ("category", "pensioner"),
        ("in_time", "perhaps"),
        ("called_on", "x"),
    ],
)
def test_an_answer_that_was_not_offered_is_refused(visitor, name, value):
    page = ask(visitor, **{name: value})
    assert page.status_code == 422
    assert f'id="{name}-error"' in page.text


def test_next_year_can_be_planned(visitor):
    assert ask(visitor, year=last_year(TODAY) + 1, quarter=1).status_code == 200


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_with_what_a_starter_pays(visitor, code):
    page = visitor.get(f"/{code}/{calculator.slugs[code]}")
    assert page.status_code == 200
    assert "924" in page.text
    assert "calculator-sum" not in page.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plan_is_told_in_every_language(visitor, code):
    page = ask(visitor, page=f"/{code}/{calculator.slugs[code]}")
    assert page.status_code == 200
    assert "calculator-sum" in page.text
    assert "801" in page.text


def test_htmx_gets_the_part_with_the_same_figure(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert figure(part.text) == figure(ask(visitor).text)
