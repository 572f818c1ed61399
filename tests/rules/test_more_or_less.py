"""The year beside what is called: what is missing, what comes back, and the price of a wrong guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.careers import Category
from webapp.rules.contributions import quarterly_amounts
from webapp.rules.law import law_on
from webapp.rules.more_or_less import (
    WrongGuess,
    YearBeside,
    contribution_in,
    income_behind,
    wrong_guess,
    year_beside,
)
from webapp.rules.reductions import advice
from webapp.rules.units import Quarter, fee_cents

LAW = law_on(date(2026, 11, 27))
FEE = Decimal("3.80")
STATED = date(2028, 6, 30)


def beside(income: int, current: int = 1537_50, *, quarter: int = 2) -> YearBeside:
    return year_beside(
        category=Category.MAIN,
        expected_income_cents=income,
        current_quarterly_cents=current,
        quarter=Quarter(2026, quarter),
        fee_percent=FEE,
        law=LAW,
    )


def guessed(income: int, *, quarter: int = 1, reduced: int = 1025_00, current: int = 2050_00) -> WrongGuess:
    return wrong_guess(
        category=Category.MAIN,
        income_cents=income,
        reduced_quarterly_cents=reduced,
        current_quarterly_cents=current,
        quarter=Quarter(2026, quarter),
        stated_on=STATED,
        law=LAW,
    )


def test_a_better_year_leaves_something_to_settle_or_to_catch_up() -> None:
    found = beside(40000_00)
    assert (found.called_cents, found.final_cents) == (4 * 1595_93, 4 * 2127_90)
    assert (found.missing_cents, found.surplus_cents) == (2127_88, 0)
    assert (found.quarters_left, found.catch_up_cents) == (3, 709_30)


def test_a_worse_year_gives_back_at_the_settlement() -> None:
    found = beside(20000_00)
    assert (found.missing_cents, found.surplus_cents, found.catch_up_cents) == (0, 4 * (1595_93 - 1063_95), 0)


def test_in_the_last_quarter_everything_is_caught_up_at_once() -> None:
    assert beside(40000_00, quarter=4).catch_up_cents == beside(40000_00).missing_cents


@given(st.integers(0, 110_562_42), st.integers(0, 5103_05), st.integers(1, 4))
def test_what_is_caught_up_reaches_the_final_contribution_within_a_few_cents(
    income: int, current: int, quarter: int
) -> None:
    found = beside(income, current, quarter=quarter)
    assert found.called_cents + found.missing_cents - found.surplus_cents == found.final_cents
    assert found.missing_cents <= found.catch_up_cents * found.quarters_left < found.missing_cents + 4


@given(st.integers(0, 10_000_00), st.sampled_from(["0", "3.05", "3.80", "3.95", "4.25"]))
def test_the_contribution_is_read_back_from_every_total(cents: int, fee: str) -> None:
    percent = Decimal(fee)
    assert contribution_in(cents + fee_cents(cents, percent), percent) == cents


@pytest.mark.parametrize(
    ("quarterly", "income"),
    [(0, 0), (890_42, 0), (890_43, 17374_15), (2050_00, 39999_91), (5103_05, 110_562_32), (5103_06, None)],
)
def test_the_income_behind_an_amount_is_the_lowest_that_gives_it(quarterly: int, income: int | None) -> None:
    found = income_behind(quarterly, category=Category.MAIN, quarter=Quarter(2026, 1), law=LAW)
    assert found == income


@given(
    st.sampled_from(
        [Category.MAIN, Category.SECONDARY, Category.STUDENT, Category.ARTICLE_37, Category.PENSIONER]
    ),
    st.integers(0, 120_000_00),
)
def test_the_income_behind_costs_as_much_and_a_cent_less_does_not(category: Category, income: int) -> None:
    quarter = Quarter(2026, 1)

    def costs(cents: int) -> int:
        return quarterly_amounts(
            category=category, income_cents=cents, quarter=quarter, fee_percent=Decimal(0), law=LAW
        ).quarterly_cents

    found = income_behind(costs(income), category=category, quarter=quarter, law=LAW)
    assert found is not None
    assert found <= income
    assert costs(found) == costs(income)
    assert found == 0 or costs(found - 1) < costs(income)


def test_a_right_guess_costs_nothing() -> None:
    found = guessed(20000_00)
    assert (found.missing_cents, found.surcharge.value) == (0, 0)


def test_a_wrong_guess_costs_seven_percent_and_three_for_each_quarter_until_the_statement() -> None:
    found = guessed(30000_00)
    assert found.missing_cents == 4 * 512_50
    quarters = 6  # the ends of Q4 2026 to Q1 2028, the one before the statement
    assert found.surcharge.value == 143_50 + quarters * 61_50


def test_a_year_better_than_called_costs_no_more_than_what_was_called() -> None:
    as_called, more = guessed(40000_00), guessed(90000_00)
    assert as_called.missing_cents == more.missing_cents == 4 * 1025_00
    assert as_called.surcharge.value == more.surcharge.value


def test_only_the_quarters_that_were_reduced_can_be_missing_and_agree_with_the_advice() -> None:
    found = guessed(40000_00, quarter=3)
    told = advice(
        category=Category.MAIN,
        expected_income_cents=20000_00,
        current_quarterly_cents=2050_00,
        quarter=Quarter(2026, 3),
        fee_percent=FEE,
        law=LAW,
    ).value
    assert found.missing_cents == told.risk_base_cents == 2 * 1025_00
    assert found.surcharge.value == told.risk_once_cents + 6 * told.risk_per_quarter_cents
