"""Lateness of persons and companies, at the days on which it falls."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.allocation import Payment
from webapp.rules.increases import Claim, Increases, company_late, late
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 1, 1))
FIRST = Quarter(2025, 1)


def increases(on: date, *payments: Payment, **more: object) -> Increases:
    facts = {"quarter": FIRST, "claimed_in": FIRST, **more}
    return late(due_cents=1000_00, payments=payments, on=on, law=LAW, **facts).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "three", "seven"),
    [
        (date(2025, 3, 31), 0, 0),
        (date(2025, 4, 1), 30_00, 0),
        (date(2025, 6, 30), 30_00, 0),
        (date(2025, 7, 1), 60_00, 0),
        (date(2025, 12, 31), 90_00, 0),
        (date(2026, 1, 1), 120_00, 70_00),
        (date(2027, 1, 1), 240_00, 70_00),
    ],
)
def test_three_percent_at_each_end_of_a_quarter_and_seven_once(on: date, three: int, seven: int) -> None:
    assert increases(on) == Increases(three, seven)


@pytest.mark.parametrize(("paid_on", "three"), [(date(2025, 3, 31), 0), (date(2025, 4, 1), 30_00)])
def test_the_day_the_account_is_credited_decides(paid_on: date, three: int) -> None:
    assert increases(date(2026, 5, 1), Payment(paid_on, 1000_00)) == Increases(three, 0)


def test_only_what_is_still_open_is_increased() -> None:
    found = increases(date(2026, 1, 1), Payment(date(2025, 5, 1), 600_00))
    assert found == Increases(30_00 + 3 * 12_00, 28_00)
    assert found.total_cents == 94_00


def test_increases_are_never_increased() -> None:
    assert increases(date(2026, 4, 1)).three_percent_cents == 5 * 30_00


def test_a_statement_has_one_more_quarter_and_a_fourth_quarter_counts_as_next_year() -> None:
    fourth = Quarter(2024, 4)
    facts = {"quarter": Quarter(2022, 1), "claimed_in": fourth, "claim": Claim.REGULARISATION}
    assert increases(date(2025, 3, 31), **facts) == Increases(0, 0)
    assert increases(date(2025, 4, 1), **facts) == Increases(30_00, 0)
    assert increases(date(2026, 1, 1), **facts) == Increases(4 * 30_00, 70_00)


def test_a_starter_has_one_more_quarter_for_his_first_notice() -> None:
    facts = {"claim": Claim.FIRST_NOTICE}
    assert increases(date(2025, 6, 30), **facts).total_cents == 0
    assert increases(date(2025, 7, 1), **facts).total_cents == 30_00


def test_who_affiliates_late_pays_from_the_quarter_itself() -> None:
    facts = {"quarter": Quarter(2024, 1), "claimed_in": FIRST, "claim": Claim.LATE_AFFILIATION}
    assert increases(date(2025, 4, 1), **facts) == Increases(5 * 30_00, 0)


def test_a_summons_stops_the_increases_the_quarter_before() -> None:
    assert increases(date(2026, 6, 1), summoned_on=date(2025, 8, 15)) == Increases(60_00, 0)
    assert increases(date(2026, 6, 1), summoned_on=date(2026, 2, 15)) == Increases(120_00, 70_00)


@given(st.integers(0, 10_000_00), st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_paying_something_never_costs_more(cents: int, paid_on: date) -> None:
    on = date(2029, 1, 1)
    assert increases(on, Payment(paid_on, cents)).total_cents <= increases(on).total_cents


@pytest.mark.parametrize(
    ("on", "cents"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 4_00),
        (date(2026, 1, 31), 4_00),
        (date(2026, 2, 1), 8_00),
        (date(2026, 12, 31), 48_00),
    ],
)
def test_a_company_owes_one_percent_for_each_month_begun(on: date, cents: int) -> None:
    found = company_late(due_cents=400_00, due_on=date(2025, 12, 31), payments=[], on=on, law=LAW)
    assert found.value == cents


def test_the_month_of_payment_still_counts_for_a_company() -> None:
    paid = [Payment(date(2026, 2, 10), 400_00)]
    found = company_late(
        due_cents=400_00, due_on=date(2025, 12, 31), payments=paid, on=date(2026, 6, 1), law=LAW
    )
    assert found.value == 8_00
