"""A whole fund at once: every row is what the single rule gives, to the cent, and nothing unknown becomes a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.rules import batch
from webapp.rules.batch import CATEGORIES, KINDS, People, Person
from webapp.rules.careers import Category
from webapp.rules.contributions import COEFFICIENT, Kind, QuarterlyContribution, quarterly_amounts, terms
from webapp.rules.law import MissingValue, law_on
from webapp.rules.units import QUARTERS_A_YEAR, Quarter

LAW = law_on(date(2025, 1, 1))
FEE = Decimal("4.05")
YEARS = range(2018, 2027)
PEOPLE = 100_000
PART = PEOPLE // len(YEARS) // QUARTERS_A_YEAR + 1


def payable(quarter: Quarter) -> list[tuple[Category, Kind]]:
    """What can be reckoned: the coefficient of 2026 is not published, primostarters exist since April 2018."""

    def is_known(category: Category, kind: Kind) -> bool:
        try:
            terms(category, kind, quarter.year, quarter.number, False, True, LAW.book)
        except MissingValue:
            return False
        return True

    return [(category, kind) for category in Category for kind in Kind if is_known(category, kind)]


def somebody(dice: np.random.Generator, quarter: Quarter, count: int) -> People:
    """People of every category and kind, with incomes below, between and above all limits."""
    pairs = np.array([(CATEGORIES.index(category), KINDS.index(kind)) for category, kind in payable(quarter)])
    chosen = pairs[dice.integers(0, len(pairs), count)]
    low, any_ = dice.integers(-100_000, 2_000_000, count), dice.integers(0, 15_000_000, count)
    return People(
        category=chosen[:, 0],
        kind=chosen[:, 1],
        income_cents=np.where(dice.random(count) < 0.5, low, any_),
        earned_in_quarters=dice.integers(1, 5, count),
        opt_out=dice.random(count) < 0.3,
        first_quarter=dice.integers(0, 5, count),
    )


def persons(people: People) -> Iterator[Person]:
    for row in range(len(people)):
        yield Person(
            CATEGORIES[people.category[row]],
            KINDS[people.kind[row]],
            int(people.income_cents[row]),
            int(people.earned_in_quarters[row]),
            bool(people.opt_out[row]),
            int(people.first_quarter[row]),
        )


def one_by_one(people: People, quarter: Quarter, fee: Decimal) -> list[QuarterlyContribution]:
    return [
        quarterly_amounts(
            category=one.category,
            income_cents=one.income_cents,
            quarter=quarter,
            fee_percent=fee,
            law=LAW,
            kind=one.kind,
            earned_in_quarters=one.earned_in_quarters,
            opt_out=one.opt_out,
            first_quarter=one.first_quarter == quarter.number,
        )
        for one in persons(people)
    ]


def rows(amounts: batch.Amounts) -> list[QuarterlyContribution]:
    columns = (getattr(amounts, part.name).tolist() for part in fields(QuarterlyContribution))
    return [QuarterlyContribution(*row) for row in zip(*columns, strict=True)]


# --- equal to the single rule


@settings(max_examples=2, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), fee=st.decimals("3", "4.25", places=2))
def test_a_hundred_thousand_random_people_of_every_year_pay_what_the_single_rule_says(
    seed: int, fee: Decimal
) -> None:
    dice = np.random.default_rng(seed)
    reckoned = 0
    for quarter in Quarter.range(Quarter(YEARS[0], 1), Quarter(YEARS[-1], 4)):
        people = somebody(dice, quarter, PART)
        together = batch.quarterly(people, quarter=quarter, fee_percent=fee, law=LAW)
        assert rows(together) == one_by_one(people, quarter, fee)
        reckoned += len(people)
    assert reckoned >= PEOPLE


@pytest.mark.parametrize("year", YEARS)
def test_a_cent_below_on_and_above_every_limit_of_every_tariff(year: int) -> None:
    for quarter in Quarter.of_year(year):
        edges = People.of(
            Person(category, kind, limit + cent, opt_out=opt_out)
            for category, kind in payable(quarter)
            for opt_out in (False, True)
            for limit in limits(category, kind, quarter, opt_out)
            for cent in (-1, 0, 1)
        )
        together = batch.quarterly(edges, quarter=quarter, fee_percent=FEE, law=LAW)
        assert rows(together) == one_by_one(edges, quarter, FEE)


def limits(category: Category, kind: Kind, quarter: Quarter, opt_out: bool) -> set[int]:
    """Every limit of a tariff in cents, and the income that is revalued to it."""
    known = terms(category, kind, quarter.year, quarter.number, opt_out, False, LAW.book)
    tariff = known.tariff
    found = {getattr(tariff, part.name) for part in fields(tariff) if part.name.endswith("_cents")} - {None}
    revalued = {limit * 4 * known.denominator // known.numerator for limit in found if known.numerator}
    return found | revalued | {0}


@given(
    income=st.integers(0, batch.MOST_CENTS),
    quarters=st.integers(1, 4),
    category=st.sampled_from(list(Category)),
)
def test_no_income_is_too_large_for_the_columns(income: int, quarters: int, category: Category) -> None:
    quarter = Quarter(2025, 4)
    people = People.of([Person(category, kind, income, quarters) for kind in Kind])
    together = batch.quarterly(people, quarter=quarter, fee_percent=FEE, law=LAW)
    assert rows(together) == one_by_one(people, quarter, FEE)


def test_an_income_just_inside_and_just_outside_64_bits_is_reckoned_alike() -> None:
    quarter = Quarter(2025, 4)
    known = terms("secondary", "provisional", 2025, 4, False, False, LAW.book)
    edge = (2**63 - 1 - 2 * known.denominator) // known.numerator
    people = People.of(
        [
            Person(Category.SECONDARY, Kind.PROVISIONAL, edge + more, earned)
            for more in (-1, 0, 1)
            for earned in (1, 2, 3, 4)
        ]
    )
    together = batch.quarterly(people, quarter=quarter, fee_percent=FEE, law=LAW)
    assert rows(together) == one_by_one(people, quarter, FEE)


def test_a_year_is_its_four_quarters_each_by_its_own_law() -> None:
    people = People.of([Person(Category.PENSION_AGE_WITHOUT_PENSION, Kind.FINAL, 3_000_00)])
    year = batch.yearly(people, year=2025, fee_percent=Decimal(0), law=LAW)
    assert [amounts.total_cents.tolist() for amounts in year] == [[0], [0], [0], [871_71]]


def test_only_the_quarter_that_is_the_first_is_cut() -> None:
    people = People.of([Person(Category.PRIMOSTARTER, Kind.EXPECTED, 0, first_quarter=2)])
    year = batch.yearly(people, year=2026, fee_percent=Decimal(0), law=LAW)
    assert [int(amounts.quarterly_cents[0]) for amounts in year] == [459_82, 341_30, 459_82, 459_82]


def test_nobody_costs_nothing() -> None:
    nobody = People.of([])
    assert rows(batch.quarterly(nobody, quarter=Quarter(2026, 4), fee_percent=FEE, law=LAW)) == []
    assert batch.lacking(nobody, quarter=Quarter(2026, 4), law=LAW) == ()


# --- what is not known


def test_a_missing_value_is_named_with_the_people_who_need_it_and_no_number_is_given() -> None:
    quarter = Quarter(2026, 4)
    people = People.of(
        [
            Person(Category.MAIN, Kind.FINAL, 30_000_00),
            Person(Category.MAIN, Kind.PROVISIONAL, 30_000_00),
            Person(Category.SECONDARY, Kind.STARTER, 0),
            Person(Category.STUDENT, Kind.PROVISIONAL, 9_000_00),
        ]
    )
    (found,) = batch.lacking(people, quarter=quarter, law=LAW)
    assert (found.missing.name, found.missing.file, found.missing.day) == (
        COEFFICIENT,
        "contributions.toml",
        date(2026, 10, 1),
    )
    assert found.rows.tolist() == [1, 3]
    with pytest.raises(MissingValue, match=r"revaluation_coefficient has no value on 2026-10-01"):
        batch.quarterly(people, quarter=quarter, fee_percent=FEE, law=LAW)
    with pytest.raises(MissingValue, match=r"revaluation_coefficient has no value on 2026-01-01"):
        batch.yearly(people, year=2026, fee_percent=FEE, law=LAW)


def test_every_category_and_kind_is_among_the_random_people() -> None:
    assert {kind for _category, kind in payable(Quarter(2025, 4))} == set(Kind)
    assert {category for category, _kind in payable(Quarter(2025, 4))} == set(Category)
    assert Kind.PROVISIONAL not in {kind for _category, kind in payable(Quarter(2026, 4))}


def test_several_missing_values_are_named_together() -> None:
    people = People.of([Person(category, Kind.FINAL, 30_000_00) for category in Category])
    names = {found.missing.name for found in batch.lacking(people, quarter=Quarter(2017, 4), law=LAW)}
    assert len(names) > 1
    with pytest.raises(MissingValue) as refused:
        batch.quarterly(people, quarter=Quarter(2017, 4), fee_percent=FEE, law=LAW)
    assert set(refused.value.name.split(", ")) == names


# --- what is refused


@pytest.mark.parametrize(
    ("person", "column"),
    [
        (Person(Category.MAIN, Kind.FINAL, batch.MOST_CENTS + 1), "income_cents"),
        (Person(Category.MAIN, Kind.FINAL, 0, 0), "earned_in_quarters"),
        (Person(Category.MAIN, Kind.FINAL, 0, 5), "earned_in_quarters"),
        (Person(Category.MAIN, Kind.FINAL, 0, first_quarter=5), "first_quarter"),
    ],
)
def test_a_column_outside_its_range_is_named_with_the_range(person: Person, column: str) -> None:
    with pytest.raises(ValueError, match=rf"{column} must lie between -?\d+ and \d+"):
        People.of([person])


def test_columns_of_fractions_or_of_different_lengths_are_refused() -> None:
    one = np.zeros(1, np.int64)
    flags = np.zeros(1, np.bool_)
    columns = {
        "category": one,
        "kind": one,
        "earned_in_quarters": one + 1,
        "opt_out": flags,
        "first_quarter": one,
    }
    with pytest.raises(ValueError, match="income_cents must be whole numbers, not float64"):
        People(income_cents=np.zeros(1), **columns)
    with pytest.raises(ValueError, match="different lengths"):
        People(income_cents=np.zeros(2, np.int64), **columns)


def test_a_fee_that_would_overflow_is_refused() -> None:
    people = People.of([Person(Category.MAIN, Kind.FINAL, 30_000_00)])
    with pytest.raises(ValueError, match="too finely"):
        batch.quarterly(people, quarter=Quarter(2026, 4), fee_percent=Decimal("4." + "1" * 25), law=LAW)
