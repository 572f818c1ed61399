"""Cents and quarters."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules import units
from webapp.rules.units import Quarter


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"), [(0, 2, 0), (1, 2, 1), (3, 2, 2), (49, 100, 0), (50, 100, 1)]
)
def test_the_half_goes_up(numerator: int, denominator: int, rounded: int) -> None:
    assert units.half_up(numerator, denominator) == rounded


@given(st.integers(0, 10**12), st.decimals(0, 100, places=2))
def test_the_fee_equals_decimals_rounded_half_up(cents: int, percent: Decimal) -> None:
    exact = (Decimal(cents) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert units.fee_cents(cents, percent) == exact


def test_an_indexed_amount_is_rounded_once() -> None:
    assert units.indexed_cents(Decimal("405.60"), Decimal("656.54"), Decimal("142.75")) == 1865_45


def test_an_income_is_annualised_and_revalued_in_one_rounding() -> None:
    assert units.base_income_cents(10000_01, quarters=3) == 13333_35
    assert units.base_income_cents(5000_00, coefficient=Decimal("1.1867826")) == 5933_91


def test_euro_must_be_whole_cents() -> None:
    assert units.cents_of(Decimal("12.34")) == 1234
    with pytest.raises(ValueError, match="no whole number of cents"):
        units.cents_of(Decimal("12.345"))


def test_a_rate_must_be_whole_ten_thousandths() -> None:
    assert units.rate_units(Decimal("0.1416")) == 1416
    with pytest.raises(ValueError, match="finer"):
        units.rate_units(Decimal("0.14165"))


def test_a_quarter_knows_its_days_and_its_neighbours() -> None:
    quarter = Quarter.parse("2026Q4")
    assert (quarter.first_day, quarter.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (str(quarter.next), str(quarter.previous)) == ("2027Q1", "2026Q3")
    assert date(2026, 11, 22) in quarter
    assert date(2027, 1, 1) not in quarter
    assert Quarter.of(date(2026, 3, 31)) == Quarter(2026, 1)


@pytest.mark.parametrize("text", ["2026Q5", "2026q1", "26Q1", "2026 Q1", "", "2026Q11"])
def test_nothing_else_is_a_quarter(text: str) -> None:
    with pytest.raises(ValueError, match="no quarter"):
        Quarter.parse(text)
    with pytest.raises(ValueError, match="quarters 1 to 4"):
        Quarter(2026, 0)


def test_quarters_are_ordered_and_counted() -> None:
    assert [str(q) for q in Quarter.range(Quarter(2025, 3), Quarter(2026, 2))] == [
        "2025Q3",
        "2025Q4",
        "2026Q1",
        "2026Q2",
    ]
    assert list(Quarter.range(Quarter(2026, 2), Quarter(2026, 1))) == []
    assert max(Quarter.of_year(2026)) == Quarter(2026, 4)
    assert Quarter(2026, 1).minus(Quarter(2024, 4)) == 5


@given(st.integers(2000, 2100), st.integers(1, 4), st.integers(-40, 40))
def test_moving_forth_and_back_is_standing_still(year: int, number: int, steps: int) -> None:
    quarter = Quarter(year, number)
    assert quarter.plus(steps).plus(-steps) == quarter
    assert quarter.plus(steps).minus(quarter) == steps


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2023, 10, 31), 4, date(2024, 2, 29)),
        (date(2026, 11, 22), 4, date(2027, 3, 22)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, expected: date) -> None:
    assert units.months_after(day, months) == expected


def test_the_last_day_of_a_month() -> None:
    assert units.last_day_of_month(date(2026, 11, 22)) == date(2026, 11, 30)
    assert units.last_day_of_month(date(2026, 11, 22), 1) == date(2026, 12, 31)
    assert units.last_day_of_month(date(2024, 1, 1), 1) == date(2024, 2, 29)


@pytest.mark.parametrize("quarters", [0, 5, -1])
def test_a_year_has_one_to_four_quarters_to_earn_in(quarters: int) -> None:
    with pytest.raises(ValueError, match="one to four quarters"):
        units.base_income_cents(100, quarters=quarters)
