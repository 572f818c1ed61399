"""The cap and the missing coefficient; published premiums are in the examples."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reading import aloud, codes
from webapp.rules.allocation import Payment
from webapp.rules.careers import Category
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.supplementary_pension import (
    Access,
    PensionPlan,
    Premiums,
    Room,
    deductible,
    from_income,
    from_reference_income,
    from_starter_base,
    open_to,
    room,
)
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 1, 1))


def test_above_the_cap_the_premium_stands_still() -> None:
    at_cap = from_reference_income(year=2024, income_cents=48540_64, law=LAW)
    above = from_reference_income(year=2024, income_cents=99999_00, law=LAW)
    assert at_cap.value.max_ordinary_cents == above.value.max_ordinary_cents == 3965_77
    assert Explained.from_json(above.as_json(), Premiums) == above


def test_2026_waits_for_its_coefficient() -> None:
    with pytest.raises(MissingValue):
        from_income(year=2026, income_n3_cents=10000_00, law=LAW)


def test_a_loss_gives_no_premium() -> None:
    assert from_income(year=2024, income_n3_cents=-1, law=LAW).value == Premiums(0, 0, 0)


@pytest.mark.parametrize(
    ("year", "ordinary", "social"),
    [
        (2018, 3187_04, 3666_85),
        (2020, 3291_30, 3786_81),
        (2021, 3302_77, 3800_01),
        (2022, 3447_62, 3966_67),
        (2023, 3859_40, 4440_43),
        (2024, 3965_77, 4562_82),
        (2025, 4000_44, 4602_71),
        (2026, 4086_34, 4701_54),
    ],
)
def test_the_highest_premiums_of_each_year(year: int, ordinary: int, social: int) -> None:
    found = from_reference_income(year=year, income_cents=100_000_00, law=LAW).value
    assert (found.max_ordinary_cents, found.max_social_cents) == (ordinary, social)


def test_a_starter_pays_on_the_base_income_of_the_law() -> None:
    found = from_starter_base(year=2025, law=LAW)
    assert found.value == Premiums(17008_88, 1389_63, 1598_83)
    assert codes(found)[0] == "starter_base"
    primo = from_starter_base(year=2025, category=Category.PRIMOSTARTER, law=LAW)
    assert primo.value == found.value
    assert from_starter_base(year=2026, law=LAW).value.indexed_income_cents == 17374_08


def left(income: int, *, plan: PensionPlan = PensionPlan.ORDINARY, paid: int = 0) -> Explained[Room]:
    premiums = from_reference_income(year=2025, income_cents=income, law=LAW)
    return room(premiums, plan=plan, paid_cents=paid, law=LAW)


@pytest.mark.parametrize(
    ("paid", "cents"), [(0, 1634_00), (1633_99, 1), (1634_00, 0), (1634_01, 0), (5000_00, 0)]
)
def test_the_room_is_what_was_not_paid_yet(paid: int, cents: int) -> None:
    found = left(20000_00, paid=paid)
    assert found.value.left_cents == cents
    assert Explained.from_json(found.as_json(), Room) == found
    assert aloud(found)


@pytest.mark.parametrize(
    ("plan", "income", "maximum", "minimum", "cents"),
    [
        (PensionPlan.ORDINARY, 1223_92, 99_99, 100_00, 0),
        (PensionPlan.ORDINARY, 1223_99, 100_00, 100_00, 100_00),
        (PensionPlan.SOCIAL, 1182_07, 111_11, 111_12, 0),
        (PensionPlan.SOCIAL, 1182_13, 111_12, 111_12, 111_12),
    ],
)
def test_under_the_lowest_premium_there_is_no_room(
    plan: PensionPlan, income: int, maximum: int, minimum: int, cents: int
) -> None:
    assert left(income, plan=plan).value == Room(maximum, minimum, 0, cents, cents)


@pytest.mark.parametrize(("paid", "least"), [(0, 100_00), (99_99, 1), (100_00, 0), (100_01, 0)])
def test_what_a_contract_still_needs_at_least(paid: int, least: int) -> None:
    assert left(20000_00, paid=paid).value.least_cents == least


@given(st.integers(0, 200_000_00), st.integers(0, 10_000_00), st.sampled_from(PensionPlan))
def test_never_more_than_the_highest_premium_of_the_year(income: int, paid: int, plan: PensionPlan) -> None:
    found = left(income, plan=plan, paid=paid).value
    assert 0 <= found.left_cents <= max(found.maximum_cents - paid, 0)
    assert found.maximum_cents <= (4602_71 if plan is PensionPlan.SOCIAL else 4000_44)


@pytest.mark.parametrize(
    ("category", "quarterly", "access"),
    [
        (Category.MAIN, 0, Access.OPEN),
        (Category.PRIMOSTARTER, 459_82, Access.OPEN),
        (Category.SPOUSE_MAXI, 391_16, Access.OPEN),
        (Category.SECONDARY, 890_41, Access.CLOSED),
        (Category.SECONDARY, 890_42, Access.OPEN),
        (Category.ARTICLE_37, 890_41, Access.CLOSED),
        (Category.ARTICLE_37, 890_42, Access.OPEN),
        (Category.STUDENT, 890_41, Access.UNCERTAIN),
        (Category.STUDENT, 890_42, Access.OPEN),
        (Category.SPOUSE_MINI, 5000_00, Access.UNCERTAIN),
        (Category.PENSIONER, 5000_00, Access.UNCERTAIN),
    ],
)
def test_who_may_pay_premiums(category: Category, quarterly: int, access: Access) -> None:
    found = open_to(category=category, quarterly_cents=quarterly, quarter=Quarter(2026, 2), law=LAW)
    assert found.value == access
    assert aloud(found)


@pytest.mark.parametrize(
    ("paid_on", "paid", "cents"),
    [
        (date(2025, 12, 31), 4000_00, 1500_00),
        (date(2026, 1, 1), 4000_00, 0),
        (date(2025, 12, 31), 3999_99, 0),
        (date(2025, 12, 31), 4000_01, 1500_00),
    ],
)
def test_deductible_only_when_the_contributions_of_the_year_are_paid_in_it(
    paid_on: date, paid: int, cents: int
) -> None:
    found = deductible(
        year=2025,
        premium_cents=1500_00,
        maximum_cents=1634_00,
        due_cents=4000_00,
        payments=[Payment(paid_on, paid)],
        law=LAW,
    )
    assert found.value == cents
    assert aloud(found)


def test_what_was_paid_above_the_maximum_is_not_deductible() -> None:
    found = deductible(
        year=2025, premium_cents=1634_01, maximum_cents=1634_00, due_cents=0, payments=(), law=LAW
    )
    assert found.value == 1634_00
