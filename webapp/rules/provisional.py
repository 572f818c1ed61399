"""On which income the provisional contributions of a year stand, and how much more one may pay.

Royal Decree no. 38, art. 11 § 3: the income of three years before as it was known on 1 January, or the latest
earlier one; art. 13bis: a flat base while there is no such year. Paying less is `webapp.rules.reductions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final

from webapp.rules.careers import Category
from webapp.rules.contributions import (
    REFERENCE_YEARS_BACK,
    Kind,
    QuarterlyContribution,
    quarterly,
    quarterly_amounts,
)
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.law_files import exact_decimal
from webapp.rules.units import QUARTERS_A_YEAR, Quarter, base_income_cents, half_up

STARTER_YEARS: Final = "contributions.starter_years"
INDEX_OF_THE_YEAR: Final = "contributions.index_numerator"
INDEX_THREE_YEARS_BEFORE: Final = "contributions.index_three_years_ago"
NO_FEE: Final = Decimal(0)
#: So many decimals of a coefficient are shown; the reckoning stays exact.
SHOWN: Final = Decimal("0.0000001")


class NoReferenceYear(LookupError):
    """No income of three years before or earlier was known on 1 January: it must be found, never guessed."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"no income of {year} or earlier is known for {year + REFERENCE_YEARS_BACK}")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearIncome:
    """The net professional income of a year, the quarters it was earned in, and the day it became known."""

    year: int
    cents: int
    known_on: date
    quarters: int = QUARTERS_A_YEAR


@dataclass(frozen=True, slots=True)
class Base:
    """What a year's provisional contributions stand on; for the flat base of a starter, no income at all."""

    kind: Kind
    year: int
    income_cents: int
    earned_in_quarters: int


def flat_until(began: Quarter, law: Law) -> int:
    """The last year of the flat base: that of the start and three full calendar years (art. 13bis § 2)."""
    first_full_year = began.year if began.number == 1 else began.year + 1
    return first_full_year + law.count(STARTER_YEARS) - 1


def provisional_base(
    *, quarter: Quarter, began: Quarter, incomes: Iterable[YearIncome], law: Law
) -> Explained[Base]:
    """On which income a quarter is paid provisionally, the same for its whole year (art. 11 § 3, 13bis).

    `began` is the first quarter of the activity without a break. What became known after 1 January counts for
    the next year only. Raises `NoReferenceYear` where nothing earlier is known either.
    """
    work = Working(law.book.on(quarter.first_day))
    until = flat_until(began, work.law)
    if quarter.year <= until:
        work.count(STARTER_YEARS)
        work.step("base_flat", article="rd38_13bis", year=until)
        return work.result(Base(Kind.STARTER, quarter.year, 0, QUARTERS_A_YEAR))
    wanted, new_year = quarter.year - REFERENCE_YEARS_BACK, date(quarter.year, 1, 1)
    known = [one for one in incomes if one.year <= wanted and one.known_on <= new_year]
    if not known:
        raise NoReferenceYear(wanted)
    found = max(known, key=lambda one: (one.year, one.known_on))
    if found.year == wanted:
        work.step("base_reference", article="rd38_11_3", year=wanted)
    else:
        work.step("base_earlier", article="rd38_11_3", year=found.year, wanted=wanted, day=new_year)
    return work.result(Base(Kind.PROVISIONAL, found.year, found.cents, found.quarters))


def provisional(
    *,
    category: Category,
    quarter: Quarter,
    base: Explained[Base],
    fee_percent: Decimal,
    law: Law,
    opt_out: bool = False,
    first_quarter: bool = False,
) -> Explained[QuarterlyContribution]:
    """What a quarter costs provisionally on a base found by `provisional_base` (art. 11 § 3, 13bis).

    An income older than three years is revalued from its own year: the denominator of the fraction is the
    average index of the year that is used (subpar. 3). The decree of each year fixes one fraction only, so
    this is our reading of the law. Raises `MissingValue` where an index is not known.
    """
    reckon = partial(
        quarterly,
        category=category,
        quarter=quarter,
        fee_percent=fee_percent,
        law=law,
        opt_out=opt_out,
        first_quarter=first_quarter,
    )
    counted = as_counted(base, quarter, law)
    explained = reckon(
        kind=Kind(counted.value.kind),
        income_cents=counted.value.income_cents,
        earned_in_quarters=counted.value.earned_in_quarters,
    )
    head = 1 if counted.steps else 0
    return replace(explained, steps=counted.steps + explained.steps[head:])


def as_counted(base: Explained[Base], quarter: Quarter, law: Law) -> Explained[Base]:
    """The base as `contributions.quarterly` takes it, with the steps it does not know.

    An income older than three years comes in the prices of the year already, as if it were expected; any
    other base comes as it is, without steps.
    """
    found, work = base.value, Working(law.book.on(quarter.first_day))
    if found.kind == Kind.STARTER or found.year == quarter.year - REFERENCE_YEARS_BACK:
        return work.result(found)
    return _revalued(work, base, quarter).map(
        lambda cents: Base(Kind.EXPECTED, found.year, cents, QUARTERS_A_YEAR)
    )


def _revalued(work: Working, base: Explained[Base], quarter: Quarter) -> Explained[int]:
    """An older income in the prices of the year, step by step; exact until the last cent."""
    found = base.value
    work.step("income_provisional", cents=found.income_cents, article="rd38_11_3", year=found.year)
    work.include(base)
    counted, earned_in = max(found.income_cents, 0), found.earned_in_quarters
    if earned_in != QUARTERS_A_YEAR:
        full_year = base_income_cents(counted, quarters=earned_in)
        work.step("income_annualised", cents=full_year, article="rd38_11_3", quarters=earned_in)
    its_day = date(found.year + REFERENCE_YEARS_BACK, 1, 1)
    its_index = work.law.book.on(its_day).value(INDEX_THREE_YEARS_BEFORE)
    work.note(its_index)
    fraction = Fraction(work.decimal(INDEX_OF_THE_YEAR)) / Fraction(exact_decimal(its_index))
    exact = Fraction(counted * QUARTERS_A_YEAR, earned_in) * fraction
    cents = half_up(exact.numerator, exact.denominator)
    shown = (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(SHOWN)
    work.step("income_revalued", cents=cents, article="rd38_11_3", coefficient=shown, year=quarter.year)
    return work.result(cents)


@dataclass(frozen=True, slots=True)
class RoomForMore:
    """How much more one may pay for a quarter, in cents without fee, and the highest contribution."""

    maximum_cents: int
    room_cents: int


def paying_more(
    *,
    category: Category,
    current_quarterly_cents: int,
    quarter: Quarter,
    law: Law,
    open_debt_cents: int = 0,
    opt_out: bool = False,
) -> Explained[RoomForMore]:
    """How much more one may pay beforehand: up to the highest contribution, if no debt is open (art. 11 § 3).

    `open_debt_cents` is what is payable, unpaid and not disputed. What is paid too much comes back when the
    year is settled.
    """
    work = Working(law.book.on(quarter.first_day))
    limit = work.cents("contributions.threshold_2")
    highest = quarterly_amounts(
        category=category,
        income_cents=limit,
        quarter=quarter,
        fee_percent=NO_FEE,
        law=law,
        kind=Kind.EXPECTED,
        opt_out=opt_out,
    ).quarterly_cents
    work.step("more_maximum", cents=highest, article="rd38_11_3", limit=limit)
    if open_debt_cents:
        work.step("more_refused", cents=0, article="rd38_11_3", open=open_debt_cents)
        return work.result(RoomForMore(highest, 0))
    room = max(highest - current_quarterly_cents, 0)
    work.step("more_room", cents=room, article="rd38_11_3", current=current_quarterly_cents)
    return work.result(RoomForMore(highest, room))
