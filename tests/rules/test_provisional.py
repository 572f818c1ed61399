"""On which income a year is paid provisionally, and how much more one may pay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.provisional import (
    Base,
    NoReferenceYear,
    RoomForMore,
    YearIncome,
    flat_until,
    paying_more,
    provisional,
    provisional_base,
)
from webapp.rules.units import Quarter

LAW = law_on(date(2025, 1, 1))
Q2025 = Quarter(2025, 2)
LONG_AGO = Quarter(2010, 1)


def income(year: int, euro: int, known_on: str = "2024-06-01", quarters: int = 4) -> YearIncome:
    known = date.fromisoformat(known_on)
    return YearIncome(year=year, cents=euro * 100, known_on=known, quarters=quarters)


def base(*incomes: YearIncome, quarter: Quarter = Q2025, began: Quarter = LONG_AGO) -> Explained[Base]:
    return provisional_base(quarter=quarter, began=began, incomes=incomes, law=LAW)


def paid(found: Explained[Base], quarter: Quarter = Q2025) -> Explained[QuarterlyContribution]:
    return provisional(
        category=Category.MAIN,
        quarter=quarter,
        base=found,
        fee_percent=Decimal(0),
        law=law_on(date(2025, 1, 1)),
    )


# --- the reference year


def test_the_income_of_three_years_before_counts_when_it_is_known_on_1_january() -> None:
    found = base(income(2022, 30_000, "2025-01-01"), income(2021, 50_000), income(2023, 70_000))
    assert found.value == Base(Kind.PROVISIONAL, 2022, 30_000_00, 4)


def test_what_comes_on_2_january_does_not_count_for_the_whole_year() -> None:
    incomes = (income(2022, 30_000, "2025-01-02"), income(2021, 50_000))
    for quarter in Quarter.of_year(2025):
        assert base(*incomes, quarter=quarter).value == Base(Kind.PROVISIONAL, 2021, 50_000_00, 4)
    assert base(*incomes, quarter=Quarter(2026, 1)).value.year == 2022


def test_the_latest_message_about_a_year_counts() -> None:
    found = base(income(2022, 30_000, "2023-12-01"), income(2022, 20_000, "2024-12-01"))
    assert found.value.income_cents == 20_000_00


def test_without_any_earlier_income_we_do_not_guess() -> None:
    with pytest.raises(NoReferenceYear, match="2022 or earlier"):
        base(income(2023, 70_000), income(2022, 30_000, "2025-02-01"))


@pytest.mark.parametrize(
    ("began", "last"), [("2022Q1", 2024), ("2022Q2", 2025), ("2022Q4", 2025), ("2023Q1", 2025)]
)
def test_the_flat_base_lasts_three_full_calendar_years(began: str, last: int) -> None:
    start = Quarter.parse(began)
    assert flat_until(start, LAW) == last
    known = income(last - 3, 40_000, "2021-01-01")
    assert base(known, quarter=Quarter(last, 4), began=start).value.kind == Kind.STARTER
    later = income(last - 2, 40_000, f"{last}-12-31")
    assert base(later, quarter=Quarter(last + 1, 1), began=start).value.kind == Kind.PROVISIONAL


# --- the contribution on it


def test_the_ordinary_year_is_paid_as_ever() -> None:
    found = paid(base(income(2022, 30_000)))
    assert found == quarterly(
        category=Category.MAIN,
        income_cents=30_000_00,
        quarter=Q2025,
        fee_percent=Decimal(0),
        law=LAW,
        kind=Kind.PROVISIONAL,
    )


def test_an_older_income_is_revalued_from_its_own_year() -> None:
    """50,000 x 662.28 / 553.21 = 59,857.92: the index of 2021, not that of 2022."""
    found = paid(base(income(2021, 50_000)))
    assert found.value.base_income_cents == 59_857_92
    assert found.value.quarterly_cents == 306772
    assert [step.code for step in found.steps][:3] == [
        "income_provisional",
        "base_earlier",
        "income_revalued",
    ]
    assert found.steps[0].facts["year"] == 2021
    assert found.confidence == "derived"


def test_an_older_income_of_half_a_year_is_annualised_first() -> None:
    found = paid(base(income(2021, 25_000, quarters=2)))
    assert found.value == paid(base(income(2021, 50_000))).value
    assert "income_annualised" in [step.code for step in found.steps]


def test_2026_is_unknown_on_the_income_of_2023_but_known_on_that_of_2022() -> None:
    quarter = Quarter(2026, 1)
    with pytest.raises(MissingValue, match="revaluation_coefficient"):
        paid(base(income(2023, 30_000), quarter=quarter), quarter)
    found = paid(base(income(2022, 30_000), quarter=quarter), quarter)
    assert found.value.base_income_cents == 33_473_53


def test_an_index_we_do_not_have_is_missing() -> None:
    with pytest.raises(MissingValue, match="index_three_years_ago"):
        paid(base(income(2014, 30_000)))


@given(cents=st.integers(-10_000_00, 200_000_00), quarters=st.integers(1, 4), year=st.integers(2015, 2022))
def test_an_explanation_on_any_base_can_be_stored_and_never_leaves_the_scale(
    cents: int, quarters: int, year: int
) -> None:
    one = YearIncome(year=year, cents=cents, known_on=date(2024, 1, 1), quarters=quarters)
    found = paid(base(one))
    assert 871_71 <= found.value.quarterly_cents <= 4995_78
    assert Explained.from_json(found.as_json(), QuarterlyContribution) == found


# --- paying more


@pytest.mark.parametrize(("current", "room"), [(871_71, 4124_07), (4995_77, 1), (4995_78, 0), (9999_99, 0)])
def test_one_may_pay_more_up_to_the_highest_contribution(current: int, room: int) -> None:
    found = paying_more(category=Category.MAIN, current_quarterly_cents=current, quarter=Q2025, law=LAW)
    assert found.value == RoomForMore(4995_78, room)
    assert Explained.from_json(found.as_json(), RoomForMore) == found


def test_an_open_debt_comes_first() -> None:
    found = paying_more(
        category=Category.PENSIONER, current_quarterly_cents=0, quarter=Q2025, law=LAW, open_debt_cents=1
    )
    assert found.value == RoomForMore(3930_79, 0)
    assert found.steps[-1].code == "more_refused"
