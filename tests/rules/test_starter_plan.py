"""A starter's first years: the flat base, the first due days, two minimums, the settlements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.assumed_law import assumed_law_on
from webapp.rules.careers import Category
from webapp.rules.starter_plan import PlannedYear, YearAhead, cash_by_year, starter_plan
from webapp.rules.units import Quarter

FEE = Decimal("3.80")


def plan(
    first: Quarter, *incomes: int, category: Category = Category.MAIN, **more: Any
) -> tuple[PlannedYear, ...]:
    years = [
        YearAhead(year=year, income_cents=cents, fee_percent=FEE, statement_on=date(year + 2, 6, 30))
        for year, cents in enumerate(incomes or (30_000_00,) * 3, start=first.year)
    ]
    facts = {"affiliated_in_time": True} | more
    return starter_plan(
        category=category, first=first, years=years, law=assumed_law_on(first.first_day), **facts
    )


def called(planned: PlannedYear) -> list[int]:
    return [one.called.value.total_cents for one in planned.quarters]


def categories(planned: PlannedYear) -> list[Category]:
    return [one.owed.category for one in planned.quarters]


def test_a_starter_is_called_the_flat_amount_in_all_three_years() -> None:
    found = plan(Quarter(2026, 1))
    assert [called(planned) for planned in found] == [[924_26] * 4] * 3, "890.42 and its fee of 33.84"


def test_the_first_two_quarters_may_be_paid_one_quarter_later_by_who_affiliated_in_time() -> None:
    (year, following) = plan(Quarter(2026, 4), 0, 0)
    days = [one.due_on for one in (*year.quarters, *following.quarters)]
    assert days == [
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 6, 30),
        date(2027, 9, 30),
        date(2027, 12, 31),
    ]
    late = plan(Quarter(2026, 4), 0, 0, affiliated_in_time=False)
    assert [one.due_on for one in late[0].quarters] == [date(2026, 12, 31)]


def test_a_primostarter_has_four_quarters_and_an_artist_eight() -> None:
    usual = plan(Quarter(2026, 3), category=Category.PRIMOSTARTER)
    artist = plan(Quarter(2026, 3), category=Category.PRIMOSTARTER, artist=True)
    primo, main = Category.PRIMOSTARTER, Category.MAIN
    assert [categories(planned) for planned in usual] == [[primo] * 2, [primo] * 2 + [main] * 2, [main] * 4]
    assert [categories(planned) for planned in artist] == [[primo] * 2, [primo] * 4, [primo] * 2 + [main] * 2]


def test_the_first_quarter_of_a_primostarter_is_cut_when_called_and_when_settled() -> None:
    (year,) = plan(Quarter(2026, 4), 10_000_00, category=Category.PRIMOSTARTER)
    assert called(year) == [801_23], "890.42 less 118.52, and the fee of 29.33"
    assert year.settled.value.final_cents == 2004_88, (
        "40,000 a year: 2,050.00 less 118.52, and the fee of 73.40"
    )


def test_one_year_can_hold_two_minimums() -> None:
    year = plan(Quarter(2026, 3), 0, 0, 0, category=Category.PRIMOSTARTER)[1]
    assert year.settled.value.final_cents == 2 * (459_82 + 17_47) + 2 * 924_26


def test_an_accepted_estimate_is_called_instead_and_leaves_nothing_to_settle() -> None:
    for planned in plan(Quarter(2026, 2), 20_000_00, 40_000_00, 60_000_00, on_expected_income=True):
        assert planned.called_cents == planned.settled.value.final_cents
        assert planned.difference_cents == 0


def test_a_good_year_is_settled_two_years_later_with_a_supplement() -> None:
    year = plan(Quarter(2026, 1), 40_000_00)[0]
    assert year.settled.value.final_cents == 4 * 2127_90
    assert year.difference_cents == 4 * (2127_90 - 924_26)
    assert year.settled_on == date(2028, 9, 30)
    assert year.monthly_cents == 709_30


def test_a_secondary_activity_that_stays_small_gets_its_contributions_back() -> None:
    year = plan(Quarter(2026, 1), 1_000_00, category=Category.SECONDARY)[0]
    assert year.settled.value.final_cents == 0
    assert year.difference_cents == -year.called_cents == -4 * 102_25
    assert year.settled_on == date(2028, 6, 30)
    assert year.monthly_cents == 34_09, "what is called must be there, even if it comes back"


def test_the_years_of_cash_follow_the_days_of_payment() -> None:
    found = cash_by_year(plan(Quarter(2026, 4), 5_000_00, 40_000_00))
    assert [(cash.year, cash.called_cents) for cash in found] == [
        (2026, 0),
        (2027, 5 * 924_26),
        (2028, 0),
        (2029, 0),
    ]
    assert [cash.settlements_cents for cash in found] == [
        0,
        0,
        1063_95 - 924_26,
        4 * (2127_90 - 924_26),
    ]


@given(
    st.sampled_from(
        [Category.MAIN, Category.PRIMOSTARTER, Category.SECONDARY, Category.STUDENT, Category.SPOUSE_MAXI]
    ),
    st.integers(1, 4),
    st.lists(st.integers(-10_000_00, 200_000_00), min_size=3, max_size=3),
    st.booleans(),
)
def test_cash_and_finals_are_the_same_money_and_the_savings_always_reach(
    category: Category, number: int, incomes: list[int], on_estimate: bool
) -> None:
    found = plan(Quarter(2026, number), *incomes, category=category, on_expected_income=on_estimate)
    finals = sum(planned.settled.value.final_cents for planned in found)
    assert sum(cash.total_cents for cash in cash_by_year(found)) == finals
    for planned in found:
        months = 3 * len(planned.quarters)
        assert planned.monthly_cents * months >= max(planned.called_cents, planned.settled.value.final_cents)


@pytest.mark.parametrize("category", [Category.MAIN, Category.SPOUSE_MAXI, Category.STUDENT])
def test_only_a_primostarter_changes_category(category: Category) -> None:
    assert {one for planned in plan(Quarter(2026, 2), category=category) for one in categories(planned)} == {
        category
    }
