"""Dues are drawn with their explanation, booked once, and changed by opposite entries."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import an_affiliate
from webapp.domain import contributions, ledger, notices
from webapp.domain.contributions import CannotReckonError, NothingDueError, QuarterState
from webapp.domain.identity import House
from webapp.rules.units import Quarter

Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)
ON = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _app(app, clock_at):
    clock_at("2026-11-22T10:00")


def account(number):
    return ledger.affiliate_account(number)


def test_a_starter_pays_the_flat_amount_and_gets_one_letter():
    number = an_affiliate(since=date(2024, 7, 1))
    due = contributions.draw_due(number, quarter=Q4, on=ON)
    again = contributions.draw_due(number, quarter=Q4, on=ON)
    assert again.id == due.id
    assert (due.contribution_cents, due.fee_cents, due.total_cents) == (89042, 3384, 92426)
    assert ledger.balance(account(number)) == 92426
    assert [line.kind for line in notices.letters_for(affiliate_id=number)] == ["quarterly_due"]


def test_the_income_of_three_years_before_counts_from_the_fourth_year_on():
    number = an_affiliate(since=date(2019, 1, 1))
    contributions.record_income(number, year=2022, cents=30_000_00, known_on=date(2024, 3, 1))
    due = contributions.draw_due(number, quarter=Quarter(2025, 4), on=date(2025, 10, 5))
    assert due.basis == "provisional"
    assert due.contribution_cents == 167946


def test_nothing_is_guessed_when_the_coefficient_of_the_year_is_unknown():
    number = an_affiliate(since=date(2019, 1, 1))
    contributions.record_income(number, year=2023, cents=30_000_00, known_on=date(2025, 3, 1))
    with pytest.raises(CannotReckonError) as refused:
        contributions.draw_due(number, quarter=Q4, on=ON)
    assert refused.value.detail == "contributions.revaluation_coefficient"


def test_nothing_is_due_outside_the_career_or_in_an_exempt_quarter():
    number = an_affiliate(since=date(2024, 7, 1), until=date(2026, 6, 30))
    with pytest.raises(NothingDueError):
        contributions.draw_due(number, quarter=Q4, on=ON)
    other = an_affiliate(since=date(2024, 7, 1))
    contributions.exempt_quarter(other, quarter=Q4, ground="birth", by=House, on=ON)
    with pytest.raises(NothingDueError):
        contributions.draw_due(other, quarter=Q4, on=ON)
    assert contributions.year(other, 2026, on=ON).quarters[3].state == QuarterState.EXEMPT


def granted(number, *, cents, first=Q3, key="reduction-1"):
    return contributions.grant_reduction(
        number, year=2026, income_cents=cents, key=key, by=House, on=ON, from_quarter=first
    )


def a_person_on_30_000(until=Q4):
    number = an_affiliate(since=date(2019, 1, 1))
    granted(number, cents=30_000_00, key=f"first-{number}")
    for quarter in Quarter.range(Q3, until):
        contributions.draw_due(number, quarter=quarter, on=quarter.first_day)
    return number


def test_a_reduction_lowers_called_quarters_by_an_opposite_entry_and_writes_one_letter():
    number = a_person_on_30_000()
    before = ledger.balance(account(number))
    assert (
        granted(number, cents=20_000_00)
        == before - 2 * contributions.quarter(number, Q4, on=ON).now.total_cents
    )
    assert granted(number, cents=20_000_00) == 0
    now = contributions.quarter(number, Q4, on=ON).now
    assert now.contribution_cents == 102500
    assert ledger.balance(account(number)) == 2 * now.total_cents
    kinds = [line.kind for line in notices.letters_for(affiliate_id=number)]
    assert kinds.count("reduction_granted") == 2


def test_a_reduction_never_goes_below_the_floor_of_a_main_occupation():
    number = a_person_on_30_000()
    granted(number, cents=5_000_00)
    assert contributions.quarter(number, Q4, on=ON).now.contribution_cents == 89042


def test_what_was_paid_is_not_given_back_before_the_final_calculation():
    number = a_person_on_30_000(until=Q3)
    owed = ledger.balance(account(number))
    ledger.post(
        key=f"pay-{number}",
        booked_on=date(2026, 9, 1),
        why=ledger.Why.PAYMENT,
        source="bank",
        lines={account(number): -owed, "bank:BE45999120485689": owed},
    )
    assert granted(number, cents=20_000_00) == 0
    detail = contributions.quarter(number, Q3, on=ON)
    assert detail.now.total_cents == owed
    assert detail.now.kept_cents > 0
    assert detail.line.state == QuarterState.PAID


def test_the_states_of_a_year_come_from_the_books():
    number = a_person_on_30_000()
    q3 = contributions.quarter(number, Q3, on=ON)
    states = [line.state for line in contributions.year(number, 2026, on=ON).quarters]
    assert states[2:] == [QuarterState.LATE, QuarterState.CALLED]
    ledger.post(
        key=f"pay-{number}",
        booked_on=ON,
        why=ledger.Why.PAYMENT,
        source="bank",
        lines={account(number): -q3.now.total_cents, "bank:BE45999120485689": q3.now.total_cents},
    )
    line = contributions.year(number, 2026, on=ON).quarters[2]
    assert (line.state, line.paid_on, line.open_cents) == (QuarterState.PAID, ON, 0)


def test_every_promise_of_the_room_holds_after_all_of_this():
    number = a_person_on_30_000()
    granted(number, cents=20_000_00)
    assert [name for name, holds, _figure in contributions.invariants() if not holds] == []
