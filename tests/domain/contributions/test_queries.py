"""What the pages show: what is open, by when, each quarter with every amount it ever had."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import an_affiliate
from webapp.domain import contributions, ledger
from webapp.domain.contributions import QuarterState
from webapp.domain.identity import House
from webapp.kit import fund
from webapp.rules.units import Quarter

Q4 = Quarter(2026, 4)
ON = date(2026, 11, 22)


@pytest.fixture
def person(app, clock_at):
    clock_at("2026-11-22T10:00")
    number = an_affiliate(since=date(2025, 10, 1), category="primostarter")
    for quarter in Quarter.range(Quarter(2025, 4), Q4):
        contributions.draw_due(number, quarter=quarter, on=quarter.first_day)
    return number


def pay(number, cents, on=ON):
    ledger.post(
        key=f"pay-{number}-{cents}",
        booked_on=on,
        why=ledger.Why.PAYMENT,
        source="bank",
        lines={ledger.affiliate_account(number): -cents, "bank:BE45999120485689": cents},
    )


def test_the_overview_counts_what_is_open_and_what_of_it_is_late(person):
    seen = contributions.overview(person, ON)
    assert seen.to_pay_cents == ledger.balance(ledger.affiliate_account(person))
    assert seen.late_cents == seen.to_pay_cents - 92426
    assert seen.due_on == date(2025, 12, 31)
    assert len(seen.communication) == 12


def test_a_credit_is_nothing_to_pay(person):
    pay(person, 10_000_00)
    seen = contributions.overview(person, ON)
    assert (seen.to_pay_cents, seen.late_cents, seen.due_on) == (0, 0, None)
    assert seen.balance_cents < 0


def test_every_amount_a_quarter_had_is_kept_with_its_reason(person):
    contributions.grant_reduction(
        person, year=2026, income_cents=0, key="reduction-9", by=House, on=ON, from_quarter=Q4
    )
    detail = contributions.quarter(person, Q4, on=ON)
    assert [version.basis for version in detail.versions] == ["starter", "expected"]
    assert detail.now.total_cents < detail.versions[0].total_cents
    assert detail.chosen_on == ON
    assert detail.line.cents == detail.line.open_cents == detail.now.total_cents


def test_the_cut_of_the_first_quarter_shows_in_the_comparison(person):
    second = contributions.quarter(person, Quarter(2026, 1), on=ON)
    assert second.previous_quarter == Quarter(2025, 4)
    assert "first_quarter_cut" in {step.code for step in second.previous.explained.steps}


def test_years_run_from_today_back_to_the_first_call(person):
    assert [year.year for year in contributions.years(person, on=ON)] == [2026, 2025]
    states = [line.state for line in contributions.year(person, 2025, on=ON).quarters]
    assert states == [QuarterState.NONE] * 3 + [QuarterState.LATE]


def test_the_same_quarter_stands_beside_itself_over_the_years(person):
    found = contributions.same_quarter_over_years(person, Q4)
    assert [one.quarter for one in found] == [Quarter(2025, 4), Q4]


def test_a_quarter_whose_fee_the_fund_has_not_set_waits_for_it(person, monkeypatch):
    monkeypatch.delitem(fund.facts()["management_fee"], "2026")
    number = an_affiliate(since=date(2025, 10, 1), category="primostarter")
    (line,) = (one for one in contributions.year(number, 2026, on=ON).quarters if one.quarter == Q4)
    assert (line.state, line.cents, line.waits_for) == (QuarterState.TO_COME, None, "management_fee")
