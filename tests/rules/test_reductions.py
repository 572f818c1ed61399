"""Paying less: the floor, the saving, and the price of a wrong guess."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reading import aloud, codes
from webapp.rules.allocation import Payment
from webapp.rules.careers import Category
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.reductions import (
    ReductionAdvice,
    advice,
    unjustified,
    unjustified_by_day,
    unjustified_quarters,
)
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


#: The lowest income a reduction can stand on in 2026, and what a quarter then costs without fee. Whoever is not
#: named here may go to nothing.
LOWEST = {
    Category.MAIN: (17374_08, 890_42),
    Category.PRIMOSTARTER: (8972_07, 459_82),
    Category.SPOUSE_MAXI: (7632_44, 391_16),
    Category.SPOUSE_MINI: (17374_08, 34_31),
    Category.PENSION_AGE_WITHOUT_PENSION: (17374_08, 890_42),
    Category.SURVIVOR_PENSION: (17374_08, 890_42),
}


@pytest.mark.parametrize("category", Category)
def test_how_low_each_category_can_go(category: Category) -> None:
    found = ask(0, category=category).value
    assert (found.accepted_income_cents, found.quarterly_cents) == LOWEST.get(category, (0, 0))
    assert found.at_minimum is (found.accepted_income_cents > 0)


@pytest.mark.parametrize(("income", "at_minimum"), [(17374_07, True), (17374_08, True), (17374_09, False)])
def test_the_floor_of_a_main_occupation_to_the_cent(income: int, at_minimum: bool) -> None:
    assert ask(income).value.at_minimum is at_minimum


@pytest.mark.parametrize("category", [Category.STUDENT, Category.ARTICLE_37])
def test_who_has_a_floor_only_higher_up_is_never_at_it(category: Category) -> None:
    assert not any(
        ask(income, category=category).value.at_minimum for income in (5000_00, 17374_08, 30000_00)
    )


def test_whoever_opted_out_at_pension_age_may_go_to_nothing() -> None:
    found = advice(
        category=Category.PENSION_AGE_WITHOUT_PENSION,
        expected_income_cents=3844_31,
        current_quarterly_cents=2000_00,
        quarter=Quarter(2026, 1),
        fee_percent=Decimal(0),
        law=LAW,
        opt_out=True,
    ).value
    assert (found.quarterly_cents, found.at_minimum) == (0, False)


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021])
def test_until_2021_a_main_occupation_paid_on_one_of_six_limits(year: int) -> None:
    law = law_on(date(year, 1, 1))
    limits = [law.cents(f"contributions.reduction_limit_{place}") for place in range(1, 7)]
    assert limits == sorted(limits)
    for lower, upper in itertools.pairwise(limits):
        assert ask(lower, year=year).value.accepted_income_cents == lower
        assert ask(lower + 1, year=year).value.accepted_income_cents == upper


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021])
def test_until_2021_nobody_above_the_highest_limit_could_ask(year: int) -> None:
    highest = law_on(date(year, 1, 1)).cents("contributions.reduction_limit_6")
    found = ask(highest + 1, year=year, current=4000_00)
    assert (found.value.quarterly_cents, found.value.saving_cents, found.value.risk_base_cents) == (
        4000_00,
        0,
        0,
    )
    assert codes(found) == ["reduction_over_limits"]
    assert aloud(found)
    assert ask(highest, year=year, current=4000_00).value.saving_cents > 0


def test_the_limits_were_those_of_a_main_occupation_only() -> None:
    assert ask(14700_00, year=2021, category=Category.SECONDARY).value.accepted_income_cents == 14700_00


def test_the_last_year_of_the_limits_is_2021() -> None:
    assert ask(14042_58, year=2021).steps[0].code == "reduction_limit"
    assert "reduction_limit" not in codes(ask(14658_45, year=2022))


@pytest.mark.parametrize(
    ("ended_on", "count"),
    [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), 1),
        (date(2024, 3, 31), 1),
        (date(2024, 4, 1), 2),
        (date(2025, 8, 20), 7),
    ],
)
def test_the_three_percent_fall_until_the_quarter_before_payment_or_statement(
    ended_on: date, count: int
) -> None:
    late = date(2026, 2, 1)
    assert unjustified_quarters(2023, stated_on=late, paid_on=ended_on, law=LAW).value == count
    assert unjustified_quarters(2023, stated_on=ended_on, paid_on=late, law=LAW).value == count
    assert unjustified_quarters(2023, stated_on=ended_on, law=LAW).value == count


def by_day(*payments: Payment, final: int = 8000_00, stated_on: date = date(2025, 2, 1)) -> Explained[int]:
    return unjustified_by_day(
        year=2023,
        final_cents=final,
        reduced_cents=4000_00,
        unreduced_cents=9000_00,
        payments=payments,
        stated_on=stated_on,
        law=LAW,
    )


@pytest.mark.parametrize(
    ("paid_on", "cents"),
    [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), 280_00 + 120_00),
        (date(2024, 3, 31), 280_00 + 120_00),
        (date(2024, 4, 1), 280_00 + 2 * 120_00),
        (date(2025, 2, 1), 280_00 + 5 * 120_00),
    ],
)
def test_whoever_pays_the_difference_before_the_end_of_the_year_owes_no_increase(
    paid_on: date, cents: int
) -> None:
    assert by_day(Payment(paid_on, 4000_00)).value == cents
    assert by_day(Payment(paid_on, 3999_99)).value == cents


def test_a_part_paid_later_lowers_the_next_three_percent_but_not_the_seven() -> None:
    found = by_day(Payment(date(2024, 5, 1), 3000_00))
    assert found.value == 280_00 + 2 * 120_00 + 3 * 30_00
    assert aloud(found)[-2] == "At the end of the 2024Q4, 100000 of that difference was still unpaid"


def test_what_was_asked_before_the_reduction_is_the_most_that_can_be_missing() -> None:
    assert by_day(final=9000_01).value == by_day(final=20000_00).value == 350_00 + 5 * 150_00
    assert codes(by_day(final=9000_01))[0] == "unjustified_cap"
    assert codes(by_day(final=9000_00))[0] == "unjustified_base"


def test_a_reduction_that_was_right_costs_nothing() -> None:
    assert by_day(final=4000_00).value == by_day(final=1000_00).value == 0


@given(st.integers(0, 20000_00), st.integers(1, 30))
def test_the_count_and_the_days_give_the_same_when_nothing_was_paid(final: int, quarters: int) -> None:
    stated_on = Quarter(2023, 4).plus(quarters).first_day
    counted = unjustified_quarters(2023, stated_on=stated_on, law=LAW).value
    same = unjustified(
        final_cents=final, reduced_cents=4000_00, unreduced_cents=9000_00, quarters=counted, law=LAW
    )
    assert counted == quarters
    assert by_day(final=final, stated_on=stated_on).value == same.value
