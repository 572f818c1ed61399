"""The settlement of a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.rules.careers import Category
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.regularisation import Settlement, settle
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
    found = settled(1, 1, Quarter(2024, 1), category=Category.MAIN)
    assert Explained.from_json(found.as_json(), Settlement) == found
