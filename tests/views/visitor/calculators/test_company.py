"""The company calculator: amount, size and day as the rules say, exemptions with their reasons, nothing guessed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.views.visitor.calculators.reading import fact, figure, table
from webapp.kit.i18n import LANGUAGES
from webapp.rules.company import yearly
from webapp.rules.increases import company_late
from webapp.rules.law import MissingValue, law_on
from webapp.views.visitor.calculators.company import CompanyForm, answer, calculator

PAGE = f"/en/{calculator.slugs['en']}"
TODAY = date(2026, 11, 27)
FIGURES = {"year": 2025, "incorporated_on": "", "balance": "250000", "situation": "ordinary", "paid_on": ""}
STARTER = {
    "situation": "starter",
    "year": 2026,
    "incorporated_on": "10/10/2026",
    "legal_form": "bv_srl",
    "registration": "other",
    "managers": "within",
    "partners": "nobody",
}


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-27T10:00")


def ask(visitor, headers=None, **changes):
    return visitor.get(PAGE, query_string=FIGURES | changes, headers=headers)


def test_a_small_company_pays_the_low_amount_by_the_end_of_the_year(visitor):
    page = ask(visitor)
    assert page.status_code == 200
    assert figure(page) == "€399.73"
    assert fact(page, "On our account by") == "31 December 2025"
    assert fact(page, "Order the transfer by") == "30 December 2025"
    assert "The balance-sheet total of €250,000.00 does not exceed €858,605.72" in page.text


@pytest.mark.parametrize(("balance", "amount"), [("858605,71", "€399.73"), ("858605,72", "€399.73"), ("858605,73", "€998.47")])
def test_the_threshold_itself_is_small_a_cent_more_is_large(visitor, balance, amount):
    assert figure(ask(visitor, balance=balance)) == amount


@pytest.mark.parametrize("year", [2018, 2021, 2022, 2023, 2024, 2025])
@pytest.mark.parametrize("balance", [100_00, 900_000_00])
def test_it_pays_what_the_rules_say(visitor, year, balance):
    found = yearly(year=year, balance_sheet_total_cents=balance, law=law_on(TODAY)).value
    assert figure(ask(visitor, year=year, balance=str(balance // 100))) == f"€{found.amount_cents / 100:,.2f}"


def test_a_new_company_is_asked_no_balance_sheet(visitor):
    page = ask(visitor, year=2026, incorporated_on="2026-10-10", balance="")
    assert 'name="balance"' not in page.text
    assert figure(page) == "€409.30"
    assert fact(page, "On our account by") == "31 January 2027"
    assert "€409.30" in ask(visitor, year=2026, incorporated_on="2025-12-31", balance="").text
    third = ask(visitor, year=2026, incorporated_on="2024-12-31", balance="")
    assert third.status_code == 422
    assert 'id="balance-error"' in third.text


def test_the_high_amount_of_2026_is_said_to_be_missing_with_a_way_out(visitor):
    page = ask(visitor, year=2026, balance="900000")
    assert page.status_code == 200
    assert "This amount of 2026 is not published yet" in page.text
    assert "calculator-sum" not in page.text
    assert "In 2025 the same company paid €998.47." in page.text
    assert re.search(r'href="[^"]*year=2025[^"]*">Calculate for 2025<', page.text)
    assert fact(page, "On our account by") == "31 December 2026"


def test_the_years_of_the_crisis_turn_a_cent_above_their_thresholds_too(visitor):
    assert figure(ask(visitor, year=2019, balance="700247,09")) == "€347.50"
    assert figure(ask(visitor, year=2019, balance="700247,10")) == "€868.00"
    assert figure(ask(visitor, year=2020, balance="702954,47")) == "€347.50"
    assert figure(ask(visitor, year=2020, balance="702954,48")) == "€868.00"


def test_small_by_the_threshold_of_last_year_is_small_in_2026(visitor):
    assert figure(ask(visitor, year=2026, balance="858605,72")) == "€409.30"


def test_the_years_stand_side_by_side_and_say_what_is_not_known(visitor):
    rows = {row[0]: row[1:] for row in table(ask(visitor))}
    assert list(rows) == [str(year) for year in range(2018, 2027)]
    assert rows["2020"] == ["€347.50", "30 June 2020"]
    assert rows["2026"] == ["€409.30", "31 December 2026"]
    large = {row[0]: row[1:] for row in table(ask(visitor, balance="900000"))}
    assert large["2026"] == ["not published yet", "31 December 2026"]
    founded = table(ask(visitor, incorporated_on="2023-05-01"))
    assert [row[0] for row in founded] == ["2023", "2024", "2025", "2026"]


def test_a_starting_company_is_exempt_on_request(visitor):
    page = ask(visitor, **STARTER)
    assert "Nothing to pay for 2026" in page.text
    assert figure(page) == "€0.00"
    assert fact(page, "Without the exemption") == "€409.30"
    assert "You still have to ask" in page.text
    assert "on request and year by year" in page.text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"legal_form": "nv_sa"}, "A company of this legal form"),
        ({"registration": "none"}, "not registered as it must be"),
        ({"managers": "beyond"}, "A manager was self-employed for too long"),
        ({"partners": "beyond"}, "Too many of the other working partners"),
        ({"year": 2026, "incorporated_on": "2023-12-31"}, "The first years of the company are over."),
    ],
)
def test_a_starter_that_fails_a_condition_pays_and_reads_why(visitor, changes, reason):
    page = ask(visitor, **STARTER | changes)
    assert figure(page) == "€409.30"
    assert "No exemption" in page.text
    assert reason in page.text


def test_most_partners_new_is_enough(visitor):
    assert figure(ask(visitor, **STARTER | {"partners": "within"})) == "€0.00"


def test_an_inactive_company_needs_its_certificate(visitor):
    without = ask(visitor, situation="inactive")
    assert 'name="certificate"' in without.text
    assert figure(without) == "€399.73"
    assert "Ask the tax office for the certificate first" in without.text
    with_it = ask(visitor, situation="inactive", certificate="y")
    assert figure(with_it) == "€0.00"
    assert "What was paid comes back." in with_it.text


def test_an_exemption_needs_no_amount_that_is_not_published(visitor):
    page = ask(visitor, situation="inactive", certificate="y", year=2026, balance="900000")
    assert figure(page) == "€0.00"
    assert "Without the exemption" not in page.text


def test_a_bankruptcy_ends_it_and_what_is_only_remembered_is_not_promised(visitor):
    assert figure(ask(visitor, situation="bankruptcy", happened_on="2025-05-01")) == "€0.00"
    later = ask(visitor, situation="bankruptcy", happened_on="2026-01-01")
    assert "It happened after the year that you chose." in later.text
    uncertain = ask(visitor, situation="liquidation", happened_on="2025-05-01")
    assert figure(uncertain) == "€399.73"
    assert "We promise nothing here" in uncertain.text


@pytest.mark.parametrize(("paid_on", "months"), [("31/12/2025", 0), ("01/01/2026", 1), ("31/01/2026", 1), ("01/02/2026", 2)])
def test_each_month_of_delay_counts_that_of_the_payment_too(visitor, paid_on, months):
    page = ask(visitor, paid_on=paid_on)
    assert fact(page, "Surcharge for lateness") == f"€{months * 4:.2f}"
    assert figure(page) == f"€{399.73 + months * 4:.2f}"
    due = yearly(year=2025, balance_sheet_total_cents=1, law=law_on(TODAY)).value.due_on
    on = date(*(int(part) for part in reversed(paid_on.split("/"))))
    rule = company_late(due_cents=399_73, due_on=due, payments=[], on=on, law=law_on(due)).value
    assert rule == months * 400


def test_each_question_comes_when_it_matters(visitor):
    ordinary, starter = ask(visitor).text, ask(visitor, **STARTER).text
    names = ("legal_form", "registration", "managers", "partners")
    assert not any(f'name="{name}"' in ordinary for name in (*names, "certificate", "happened_on"))
    assert all(f'name="{name}"' in starter for name in names)
    assert 'name="happened_on"' in ask(visitor, situation="liquidation").text
    assert "mostly 2023" in ordinary


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 2017}, "year"),
        ({"year": 2027}, "year"),
        ({"year": "x"}, "year"),
        ({"year": 99999}, "year"),
        ({"incorporated_on": "31/02/2025"}, "incorporated_on"),
        ({"incorporated_on": "01/01/2026"}, "incorporated_on"),
        ({**STARTER, "incorporated_on": ""}, "incorporated_on"),
        ({"balance": ""}, "balance"),
        ({"balance": "much"}, "balance"),
        ({"balance": "-1"}, "balance"),
        ({"situation": "king"}, "situation"),
        ({**STARTER, "legal_form": "x"}, "legal_form"),
        ({**STARTER, "managers": "x"}, "managers"),
        ({**STARTER, "partners": "x"}, "partners"),
        ({"situation": "bankruptcy"}, "happened_on"),
        ({"paid_on": "soon"}, "paid_on"),
        ({"paid_on": "2032-01-01"}, "paid_on"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(visitor, changes, field):
    page = ask(visitor, **changes)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


def test_the_answer_carries_its_day_and_the_request_that_starts_from_it(app):
    with app.test_request_context("/en/"):
        form = CompanyForm(None, today=TODAY)
        form.balance.data = 1_00
        ordinary = answer(form)
        form.situation.data, form.incorporated_on.data = "starter", date(2026, 10, 10)
        form.managers.data, form.partners.data, form.legal_form.data = "within", "nobody", "bv_srl"
        exempt = answer(form)
        form.legal_form.data = "nv_sa"
        refused = answer(form)
    assert [(event.on, event.last_working_day) for event in ordinary.events] == [(date(2026, 12, 31), date(2026, 12, 30))]
    assert ordinary.paper == ""
    assert not exempt.events
    assert exempt.paper == "company_starter"
    assert refused.paper == ""
    assert exempt.paper_inputs == {"year": "2026", "incorporation_date": date(2026, 10, 10)}


def test_the_high_amount_of_2026_is_still_unknown_to_the_rules():
    with pytest.raises(MissingValue):
        yearly(year=2026, balance_sheet_total_cents=900_000_00, law=law_on(TODAY))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_in_each_language_and_waits(visitor, code):
    page = visitor.get(f"/{code}/{calculator.slugs[code]}")
    assert page.status_code == 200
    assert "calculator-sum" not in page.text
    assert "noindex" not in page.text


def test_htmx_gets_the_part_with_the_same_sum(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert figure(part) == "€399.73"
