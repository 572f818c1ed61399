"""The settlement of a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.careers import Category
from webapp.rules.contributions import quarterly_amounts
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.regularisation import QuarterOwed, Settlement, settle, settle_year
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 5, 4))


def settled(
    income_cents: int, paid_cents: int, *quarters: Quarter, category: Category
) -> Explained[Settlement]:
    return settle(
        category=category,
        income_cents=income_cents,
        quarters=quarters,
        paid_cents=paid_cents,
        fee_percent=Decimal("3.95"),
        statement_on=date(2026, 5, 4),
        law=LAW,
    )


def test_more_income_than_assumed_asks_a_supplement_by_the_end_of_the_next_quarter() -> None:
    found = settled(5500_00, 397_52, *Quarter.of_year(2024), category=Category.SECONDARY)
    assert found.value == Settlement(1172_04, 774_52, 0, date(2026, 9, 30))
    assert found.steps[-1].code == "settlement_supplement"


def test_less_income_than_assumed_gives_a_credit() -> None:
    found = settled(1000_00, 397_52, *Quarter.of_year(2024), category=Category.SECONDARY)
    assert (found.value.supplement_cents, found.value.credit_cents) == (0, 397_52)
    assert found.steps[-1].code == "settlement_credit"


def test_each_quarter_is_counted_by_its_own_law() -> None:
    found = settled(5000_00, 0, *Quarter.of_year(2025), category=Category.PENSION_AGE_WITHOUT_PENSION)
    old, new = 256_25 + 10_12, 871_71 + 34_43
    assert found.value.final_cents == 3 * old + new


def test_half_a_year_is_annualised_first() -> None:
    found = settled(25000_00, 0, Quarter(2024, 3), Quarter(2024, 4), category=Category.MAIN)
    assert found.value.final_cents == 2 * (2562_50 + 101_22)


def test_a_settlement_needs_a_quarter_and_can_be_stored() -> None:
    with pytest.raises(ValueError, match="at least one quarter"):
        settled(1, 1, category=Category.MAIN)
    with pytest.raises(ValueError, match="of one year"):
        settled(1, 1, Quarter(2024, 4), Quarter(2025, 1), category=Category.MAIN)
    found = settled(1, 1, Quarter(2024, 1), category=Category.MAIN)
    assert Explained.from_json(found.as_json(), Settlement) == found


# --- categories that change within the year


def mixed(
    income_cents: int, *categories: Category | None, paid_cents: int = 0, **more: int | date
) -> Explained[Settlement]:
    """The quarters of 2024 in these categories, None where nothing is due; without fee."""
    owed = [
        QuarterOwed(
            quarter, category, first_quarter=category is Category.PRIMOSTARTER and quarter.number == 1
        )
        for quarter, category in zip(Quarter.of_year(2024), categories, strict=True)
        if category is not None
    ]
    return settle_year(
        owed=owed,
        income_cents=income_cents,
        paid_cents=paid_cents,
        fee_percent=Decimal(0),
        statement_on=date(2026, 5, 4),
        law=LAW,
        **more,  # type: ignore[arg-type]  # mixed on purpose: a count of quarters or a day
    )


def blocks(explained: Explained[Settlement]) -> list[tuple[str, int | None]]:
    return [(step.code, step.cents) for step in explained.steps if step.code.startswith("as_")]


def test_each_quarter_is_counted_by_its_category_on_the_income_of_the_whole_year() -> None:
    """10,000 in 2024: 512.50 a quarter in secondary occupation, the minimum of 864.15 in main occupation."""
    found = mixed(10_000_00, Category.SECONDARY, Category.MAIN, Category.MAIN, Category.SECONDARY)
    assert found.value.final_cents == 2 * 512_50 + 2 * 864_15
    assert blocks(found) == [("as_secondary", 1025_00), ("as_main", 1728_30)]


def test_a_year_of_a_primostarter_can_hold_two_minimum_incomes_and_the_cut() -> None:
    found = mixed(5_000_00, Category.PRIMOSTARTER, Category.PRIMOSTARTER, Category.MAIN, Category.MAIN)
    assert found.value.final_cents == (446_25 - 115_03) + 446_25 + 2 * 864_15
    assert blocks(found) == [("as_primostarter", 331_22), ("as_primostarter", 446_25), ("as_main", 1728_30)]


def test_the_pension_reform_shows_both_laws_of_2025() -> None:
    found = settled(5000_00, 0, *Quarter.of_year(2025), category=Category.PENSION_AGE_WITHOUT_PENSION)
    assert [count for _, count in blocks(found)] == [3 * 266_37, 906_14]


def test_a_year_of_one_category_shows_its_reckoning_once() -> None:
    assert blocks(mixed(10_000_00, *[Category.MAIN] * 4)) == []


def test_a_quarter_that_is_not_due_falls_away_and_the_income_is_brought_to_a_full_year() -> None:
    """30,000 in three quarters counts as 40,000: 2,050 a quarter, three of them."""
    found = mixed(30_000_00, Category.MAIN, None, Category.MAIN, Category.MAIN)
    assert found.value.final_cents == 3 * 2050_00


def test_an_exempted_quarter_was_worked_all_the_same() -> None:
    found = mixed(30_000_00, Category.MAIN, None, Category.MAIN, Category.MAIN, earned_in_quarters=4)
    assert found.value.final_cents == 3 * 1537_50


@pytest.mark.parametrize(("paid", "supplement", "credit"), [(0, 1, 0), (1, 0, 0), (2, 0, 1)])
def test_supplement_and_credit_meet_at_the_amount_paid(paid: int, supplement: int, credit: int) -> None:
    total = mixed(10_000_00, *[Category.MAIN] * 4).value.final_cents
    found = mixed(10_000_00, *[Category.MAIN] * 4, paid_cents=total - 1 + paid).value
    assert (found.supplement_cents, found.credit_cents) == (supplement, credit)


@pytest.mark.parametrize(("received", "until"), [("2026-04-30", "2026-05-31"), ("2026-05-01", "2026-06-30")])
def test_the_statement_must_leave_by_the_end_of_the_month_after_the_data(received: str, until: str) -> None:
    found = mixed(1, *[Category.MAIN] * 4, data_received_on=date.fromisoformat(received))
    assert found.value.statement_until == date.fromisoformat(until)
    assert found.steps[-1].code == "settlement_statement"
    assert Explained.from_json(found.as_json(), Settlement) == found


@given(
    income=st.integers(-10_000_00, 150_000_00),
    categories=st.lists(st.none() | st.sampled_from(list(Category)), min_size=4, max_size=4).filter(any),
    paid=st.integers(0, 30_000_00),
)
def test_a_mixed_year_is_the_sum_of_its_quarters_and_its_receipt_adds_up(
    income: int, categories: list[Category | None], paid: int
) -> None:
    found = mixed(income, *categories, paid_cents=paid)
    quarters = [
        quarterly_amounts(
            category=category,
            income_cents=income,
            quarter=quarter,
            fee_percent=Decimal(0),
            law=LAW,
            earned_in_quarters=4 - categories.count(None),
            first_quarter=quarter.number == 1,
        ).total_cents
        for quarter, category in zip(Quarter.of_year(2024), categories, strict=True)
        if category is not None
    ]
    assert found.value.final_cents == sum(quarters)
    assert found.value.supplement_cents - found.value.credit_cents == found.value.final_cents - paid
    assert sum(cents or 0 for _, cents in blocks(found)) in {0, found.value.final_cents}
    assert Explained.from_json(found.as_json(), Settlement) == found
