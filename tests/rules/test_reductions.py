"""Paying less: the floor, the saving, and the price of a wrong guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.careers import Category
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.reductions import ReductionAdvice, advice, unjustified
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 11, 22))


def ask(
    income_cents: int, *, category: Category = Category.MAIN, year: int = 2026, current: int = 2000_00
) -> Explained[ReductionAdvice]:
    return advice(
        category=category,
        expected_income_cents=income_cents,
        current_quarterly_cents=current,
        quarter=Quarter(year, 4),
        fee_percent=Decimal("4.05"),
        law=LAW,
    )


def test_a_lower_income_saves_the_difference_of_each_quarter() -> None:
    found = ask(20000_00).value
    assert (found.quarterly_cents, found.total_cents, found.saving_cents) == (1025_00, 1066_51, 975_00)
    assert (found.ask_until, found.correct_until) == (date(2026, 12, 31), date(2026, 12, 31))
    assert not found.at_minimum


def test_nobody_in_main_occupation_goes_under_the_floor() -> None:
    found = ask(5000_00).value
    assert (found.accepted_income_cents, found.quarterly_cents, found.at_minimum) == (17374_08, 890_42, True)


def test_a_secondary_occupation_may_go_to_nothing() -> None:
    found = ask(1000_00, category=Category.SECONDARY).value
    assert (found.quarterly_cents, found.saving_cents, found.at_minimum) == (0, 2000_00, False)


def test_the_risk_is_seven_percent_once_and_three_a_quarter_of_what_would_be_missing() -> None:
    found = ask(20000_00).value
    assert (found.risk_base_cents, found.risk_once_cents, found.risk_per_quarter_cents) == (
        975_00,
        68_25,
        29_25,
    )


def test_only_the_quarters_still_to_come_are_at_risk() -> None:
    found = advice(
        category=Category.MAIN,
        expected_income_cents=20000_00,
        current_quarterly_cents=2000_00,
        quarter=Quarter(2026, 2),
        fee_percent=Decimal(0),
        law=LAW,
    )
    assert found.value.risk_base_cents == 3 * 975_00


def test_a_higher_expectation_saves_nothing() -> None:
    found = ask(90000_00)
    assert found.value.saving_cents == found.value.risk_base_cents == 0
    assert found.steps[-1].code == "reduction_saves_nothing"


@pytest.mark.parametrize(
    ("income", "base"),
    [(0, 13847_39), (13847_39, 13847_39), (13847_40, 17446_62), (55389_56, 55389_56), (55389_57, 55389_57)],
)
def test_until_2021_the_next_limit_counted(income: int, base: int) -> None:
    assert ask(income, year=2019).value.accepted_income_cents == base


def test_since_2022_the_income_named_counts() -> None:
    assert ask(14700_00, year=2022).value.accepted_income_cents == 14700_00
    assert ask(14700_00, year=2021).value.accepted_income_cents == 17692_54


def test_the_advice_can_be_stored() -> None:
    found = ask(20000_00)
    assert Explained.from_json(found.as_json(), ReductionAdvice) == found


@given(st.integers(0, 150_000_00), st.integers(0, 5_103_05))
def test_the_saving_is_never_more_than_what_is_called(income: int, current: int) -> None:
    assert 0 <= ask(income, current=current).value.saving_cents <= current


def test_an_unjustified_reduction_costs_seven_percent_and_three_a_quarter() -> None:
    found = unjustified(
        final_cents=8000_00, reduced_cents=4000_00, unreduced_cents=9000_00, quarters=5, law=LAW
    )
    assert found.value == 280_00 + 5 * 120_00


def test_the_unreduced_contribution_is_the_most_that_can_be_missing() -> None:
    facts = {"final_cents": 8000_00, "reduced_cents": 4000_00, "quarters": 1, "law": LAW}
    assert unjustified(unreduced_cents=5000_00, **facts).value == 70_00 + 30_00
    assert unjustified(unreduced_cents=5000_00, paid_more_cents=1000_00, **facts).value == 0
    assert unjustified(unreduced_cents=3000_00, **facts).value == 0
