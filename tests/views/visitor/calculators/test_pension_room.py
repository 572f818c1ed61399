"""The supplementary pension: both maxima and the room left as the rules say, and no promise without a source."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.views.visitor.calculators.reading import fact, figure
from webapp.kit.i18n import LANGUAGES
from webapp.rules.law import law_on
from webapp.rules.supplementary_pension import PensionPlan, from_income, from_reference_income, room
from webapp.views.visitor.calculators.pension_room import PensionRoomForm, answer, calculator

PAGE = f"/en/{calculator.slugs['en']}"
FIGURES = {"year": 2025, "category": "main", "basis": "reference", "income": "40000", "plan": "ordinary", "paid": ""}


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-27T10:00")


def ask(visitor, headers=None, **changes):
    return visitor.get(PAGE, query_string=FIGURES | changes, headers=headers)


def said(cents: int) -> str:
    return f"€{cents / 100:,.2f}"


def test_an_income_gives_both_maxima_and_the_room(visitor):
    page = ask(visitor)
    assert page.status_code == 200
    assert figure(page) == "€3,268.00"
    assert fact(page, "At most in the ordinary plan") == "€3,268.00"
    assert fact(page, "At most in the social plan") == "€3,760.00"
    assert fact(page, "Lowest premium for a contract") == "€100.00"
    assert "8.17% of €40,000.00" in page.text


@pytest.mark.parametrize("plan", PensionPlan)
@pytest.mark.parametrize("year", [2018, 2024, 2026])
@pytest.mark.parametrize("income", [1_223_99, 1_224_00, 30_000_00, 999_999_00])
def test_it_leaves_what_the_rules_say(visitor, plan, year, income):
    law = law_on(date(year, 1, 1))
    premiums = from_reference_income(year=year, income_cents=income, law=law)
    expected = room(premiums, plan=plan, law=law, paid_cents=50_00).value
    page = ask(visitor, year=year, plan=plan, income=f"{income // 100},{income % 100:02d}", paid="50")
    assert figure(page) == said(expected.left_cents)


def test_the_income_of_three_years_before_is_brought_to_the_year(visitor):
    expected = from_income(year=2025, income_n3_cents=30_000_00, law=law_on(date(2025, 1, 1))).value
    page = ask(visitor, basis="three_years_before", income="30000")
    assert "Your net income of 2022, before tax." in page.text
    assert figure(page) == said(expected.max_ordinary_cents)


def test_without_the_coefficient_of_2026_nothing_is_guessed(visitor):
    page = ask(visitor, year=2026, basis="three_years_before")
    assert page.status_code == 200
    assert "This amount of 2026 is not published yet" in page.text
    assert "calculator-sum" not in page.text
    assert fact(page, "At most in the ordinary plan") == "€4,086.34"
    assert re.search(r'href="[^"]*basis=reference[^"]*">Calculate as if', page.text)


def test_a_starter_saves_on_the_base_of_the_law(visitor):
    page = ask(visitor, basis="starter", income="")
    assert 'name="income"' not in page.text
    assert figure(page) == "€1,389.63"


def test_what_was_paid_leaves_less_and_too_much_is_said(visitor):
    assert figure(ask(visitor, paid="1000")) == "€2,268.00"
    full = ask(visitor, paid="3268")
    assert figure(full) == "€0.00"
    assert "You paid too much" not in full.text
    over = ask(visitor, paid="3268,01")
    assert figure(over) == "€0.00"
    assert "€0.01 is above your maximum" in over.text


@pytest.mark.parametrize(("income", "possible"), [("17008,80", False), ("17008,88", True)])
def test_beside_a_job_the_contribution_must_reach_that_of_a_main_activity(visitor, income, possible):
    page = ask(visitor, category="secondary", income=income)
    assert ("Your contribution is too low" in page.text) is not possible
    assert (figure(page) == "€0.00") is not possible


def test_who_starts_beside_a_job_has_no_room(visitor):
    page = ask(visitor, category="secondary", basis="starter", income="")
    assert "No supplementary pension on this income" in page.text


def test_where_no_source_was_found_nothing_is_promised(visitor):
    page = ask(visitor, category="pensioner")
    assert "We promise nothing here" in page.text
    assert figure(page) == "€3,268.00"


def test_a_primostarter_of_the_quarter_before_the_rule_came_is_no_mistake(visitor):
    assert figure(ask(visitor, year=2018, category="primostarter", income="10000")) == "€817.00"


def test_the_condition_to_deduct_leads_to_the_days(visitor):
    page = ask(visitor)
    assert "must be on our account by 31 December 2025" in page.text
    assert re.search(r'href="/en/when-to-pay\?year=2025">When must I pay\?<', page.text)


def test_the_same_income_in_other_years(visitor):
    page = ask(visitor, basis="three_years_before", income="30000")
    years = page.text.split('class="calculator-years"')[1]
    assert re.findall(r"<span>(20\d\d)</span>", years) == [str(year) for year in range(2018, 2026)]


def test_the_request_takes_over_the_figures(app):
    with app.test_request_context("/en/"):
        form = PensionRoomForm(None, today=date(2026, 11, 27))
        form.income.data = 40_000_00
        found = answer(form)
        form.category.data = "secondary"
        form.income.data = 1_000_00
        closed = answer(form)
    assert found.paper == "plci_subscribe"
    assert found.paper_inputs == {"formula": "ordinary", "reference_income": 40_000_00, "premium": 3_268_00}
    assert [(event.on, event.last_working_day) for event in found.events] == [(date(2026, 12, 31), date(2026, 12, 30))]
    assert (closed.paper, closed.events) == ("", ())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 2017}, "year"),
        ({"year": "x"}, "year"),
        ({"category": "king"}, "category"),
        ({"basis": "hope"}, "basis"),
        ({"plan": "secret"}, "plan"),
        ({"income": ""}, "income"),
        ({"income": "much"}, "income"),
        ({"income": "-1"}, "income"),
        ({"paid": "x"}, "paid"),
        ({"paid": "-1"}, "paid"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(visitor, changes, field):
    page = ask(visitor, **changes)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_with_the_highest_premiums(visitor, code):
    page = visitor.get(f"/{code}/{calculator.slugs[code]}")
    assert page.status_code == 200
    assert "calculator-sum" not in page.text
    assert re.search(r"4[.,\s\u202f]086[.,]34", page.text)


def test_htmx_gets_the_part_with_the_same_sum(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert figure(part) == "€3,268.00"
