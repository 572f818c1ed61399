"""The lateness calculator: the same cents as the rules, each question when it matters, and every way out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.views.visitor.calculators.reading import fact, figure, table
from webapp.kit.i18n import LANGUAGES
from webapp.rules.allocation import Payment
from webapp.rules.increases import Claim, late
from webapp.rules.law import law_on
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators.lateness import LatenessForm, answer, calculator

PAGE = f"/en/{calculator.slugs['en']}"
FIGURES = {"due": "1000", "claim": "contribution", "year": 2025, "quarter": 4, "claimed_in": "", "on": "2026-01-02"}


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-27T10:00")


def ask(visitor, headers=None, **changes):
    return visitor.get(PAGE, query_string=FIGURES | changes, headers=headers)


def test_a_fourth_quarter_still_open_on_new_year_costs_both_at_once(visitor):
    page = ask(visitor)
    assert page.status_code == 200
    assert figure(page) == "€1,100.00"
    assert fact(page, "Contribution still unpaid") == "€1,000.00"
    assert fact(page, "Surcharges at the end of each quarter") == "€30.00"
    assert fact(page, "Surcharge of 1 January") == "€70.00"
    assert fact(page, "We can claim this until") == "31 December 2030"
    assert "At the end of the 4th quarter 2025, €1,000.00 was still unpaid" in page.text


def test_on_the_last_day_nothing_is_added_yet(visitor):
    page = ask(visitor, on="2025-12-31")
    assert figure(page) == "€1,000.00"
    assert "Nothing is added so far." in page.text


def test_waiting_adds_at_each_quarter_end(visitor):
    assert table(ask(visitor, on="2025-12-31")) == [
        ["31 December 2025", "€100.00", "€100.00", "€1,100.00"],
        ["31 March 2026", "€30.00", "€130.00", "€1,130.00"],
        ["30 June 2026", "€30.00", "€160.00", "€1,160.00"],
        ["30 September 2026", "€30.00", "€190.00", "€1,190.00"],
    ]


@pytest.mark.parametrize("claim", Claim)
def test_it_owes_what_the_rules_say(visitor, claim):
    claimed_in = Quarter(2025, 4)
    page = ask(visitor, due="934,17", claim=claim, quarter=1, claimed_in="2025Q4", on="2026-08-15", paid_1="200", paid_1_on="10/01/2026")
    expected = late(
        due_cents=934_17,
        quarter=Quarter(2025, 1),
        claimed_in=claimed_in,
        payments=[Payment(date(2026, 1, 10), 200_00)],
        on=date(2026, 8, 15),
        law=law_on(date(2026, 8, 15)),
        claim=claim,
    ).value
    assert figure(page) == f"€{(734_17 + expected.total_cents) / 100:,.2f}"
    assert fact(page, "Surcharge of 1 January") == f"€{expected.seven_percent_cents / 100:,.2f}"


def test_a_settlement_is_of_a_year_and_can_be_claimed_for_longer(visitor):
    page = ask(visitor, claim="regularisation", year=2023, claimed_in="2025Q4", on="2026-03-31")
    assert 'name="quarter"' not in page.text
    assert "In that same quarter" not in page.text
    assert figure(page) == "€1,000.00"
    assert fact(page, "We can claim this until") == "31 December 2030"
    assert figure(ask(visitor, claim="regularisation", year=2023, claimed_in="2025Q4", on="2026-04-01")) == "€1,030.00"


def test_a_settlement_without_a_quarter_is_one_of_now(visitor):
    page = ask(visitor, claim="regularisation", year=2024, on="2026-11-27")
    assert page.status_code == 200
    assert re.search(r'<option selected value="2026Q4">', page.text)


def test_the_next_payment_is_asked_when_the_one_before_is_there(visitor):
    one = ask(visitor).text
    two = ask(visitor, paid_1="100", paid_1_on="2025-12-20").text
    three = ask(visitor, paid_1="100", paid_1_on="2025-12-20", paid_2="50", paid_2_on="2025-12-21").text
    assert [f'name="paid_{place}"' in one for place in (1, 2, 3)] == [True, False, False]
    assert [f'name="paid_{place}"' in two for place in (1, 2, 3)] == [True, True, False]
    assert [f'name="paid_{place}"' in three for place in (1, 2, 3)] == [True, True, True]
    assert "€850.00 was still unpaid" in three


def test_paid_in_time_owes_nothing_and_asks_for_nothing(visitor):
    page = ask(visitor, paid_1="1000", paid_1_on="2025-12-31")
    assert figure(page) == "€0.00"
    assert "Everything was paid in time." in page.text
    assert "What waiting costs" not in page.text
    assert "Ways out" not in page.text


def test_paid_late_leaves_the_surcharges_and_their_waiver(visitor):
    page = ask(visitor, paid_1="1000", paid_1_on="2026-01-01")
    assert figure(page) == "€100.00"
    assert "A waiver of surcharges" in page.text
    assert "What waiting costs" not in page.text


def test_what_was_paid_too_much_pays_the_surcharges(visitor):
    assert figure(ask(visitor, paid_1="1060", paid_1_on="2026-01-01")) == "€40.00"


def test_a_summons_stops_the_quarters(visitor):
    assert 'name="summoned_on"' not in ask(visitor).text
    page = ask(visitor, on="2026-11-27", summoned="y", summoned_on="15/05/2026")
    assert 'name="summoned_on"' in page.text
    assert figure(page) == "€1,130.00"
    assert "legal interest and costs run instead" in page.text
    assert fact(page, "We can claim this until") == "15 May 2031"
    assert "What waiting costs" not in page.text


def test_an_exemption_is_offered_while_it_can_be_asked(visitor):
    assert "ask until 31 December 2026" in ask(visitor, on="2026-11-27").text
    assert "An exemption" not in ask(visitor, quarter=3, on="2026-11-27").text


def test_after_the_term_it_is_said(visitor):
    page = ask(visitor, year=2019, quarter=4, on="2026-11-27")
    assert "The term to claim this has passed" in page.text
    assert "The term to claim this has passed" not in ask(visitor, year=2021, on="2026-11-27").text


def test_the_day_before_the_next_surcharge_goes_into_a_calendar(app):
    with app.test_request_context("/en/"):
        form = LatenessForm(None, today=date(2026, 11, 27))
        form.due.data = 1000_00
        found = answer(form)
        form.paid_1.data, form.paid_1_on.data = 1000_00, date(2026, 9, 30)
        settled = answer(form)
    assert [(event.on, event.last_working_day) for event in found.events] == [(date(2026, 12, 31), date(2026, 12, 30))]
    assert found.paper == "payment_plan"
    assert settled.paper == ""
    assert found.paper_inputs == {"debt": 1030_00}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due": ""}, "due"),
        ({"due": "0"}, "due"),
        ({"due": "much"}, "due"),
        ({"claim": "king"}, "claim"),
        ({"year": 2017}, "year"),
        ({"quarter": 5}, "quarter"),
        ({"claimed_in": "2025Q3"}, "claimed_in"),
        ({"claimed_in": "2027Q1"}, "claimed_in"),
        ({"on": ""}, "on"),
        ({"on": "31/02/2026"}, "on"),
        ({"on": "2025-09-30"}, "on"),
        ({"on": "2032-01-01"}, "on"),
        ({"paid_1": "100"}, "paid_1_on"),
        ({"paid_1_on": "2025-12-20"}, "paid_1"),
        ({"paid_1": "x", "paid_1_on": "2025-12-20"}, "paid_1"),
        ({"paid_1": "100", "paid_1_on": "2026-01-03"}, "paid_1_on"),
        ({"summoned": "y"}, "summoned_on"),
        ({"summoned": "y", "summoned_on": "2025-09-30"}, "summoned_on"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(visitor, changes, field):
    page = ask(visitor, **changes)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_in_each_language_and_waits(visitor, code):
    page = visitor.get(f"/{code}/{calculator.slugs[code]}")
    assert page.status_code == 200
    assert "calculator-sum" not in page.text
    assert "noindex" not in page.text
    assert re.search(r'name="on"[^>]*value="27/11/2026"|value="27/11/2026"[^>]*name="on"', page.text)


def test_htmx_gets_the_part_with_the_same_sum(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert figure(part) == "€1,100.00"
