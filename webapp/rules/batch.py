"""The same contributions for a whole fund at once: columns of people in, columns of cents out.

`quarterly` gives for every row what `contributions.quarterly_amounts` gives for one person, to the cent. The
law and the roundings are the single rule's own (`terms`, `units`); only the laying of an income along its
scale is written once more, for columns. The one file of the rules that stands on NumPy (decision 008).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, Terms, terms
from webapp.rules.law import Law, MissingValue
from webapp.rules.units import (
    QUARTERS_A_YEAR,
    Quarter,
    fee_ratio,
    half_up,
    quarterly_contribution_cents,
    yearly_contribution_cents,
)

Column = NDArray[np.int64]
Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]

#: A category or a kind stands in a column as its place here.
CATEGORIES: Final = tuple(Category)
KINDS: Final = tuple(Kind)
CATEGORY_CODES: Final = {category: code for code, category in enumerate(CATEGORIES)}
KIND_CODES: Final = {kind: code for code, kind in enumerate(KINDS)}

#: Ten thousand billion euro: no income, but a slip of the pen.
MOST_CENTS: Final = 10**15
_LARGEST: Final = int(np.iinfo(np.int64).max)
_ROWS: Final = 16_384

# The roundings of the single rule, told that they round columns too.
_half_up = cast("Callable[[Column, Column | int], Column]", half_up)
_year = cast("Callable[[Column], Column]", yearly_contribution_cents)
_quarter = cast("Callable[[Column], Column]", quarterly_contribution_cents)


class Person(NamedTuple):
    """One row: the facts of `quarterly_amounts` that differ from person to person."""

    category: Category
    kind: Kind
    income_cents: int
    earned_in_quarters: int = QUARTERS_A_YEAR
    opt_out: bool = False
    first_quarter: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Columns of equal length, one row a person.

    `first_quarter` is the number of the quarter of the year that is the person's first, 0 for none of them. A
    loss (income below zero) counts as nothing. ValueError names a column that holds something else.
    """

    category: Column
    kind: Column
    income_cents: Column
    earned_in_quarters: Column
    opt_out: Flags
    first_quarter: Column

    def __post_init__(self) -> None:
        lengths = {len(getattr(self, part.name)) for part in fields(self)}
        if len(lengths) != 1:
            raise ValueError(f"the columns of people have different lengths: {sorted(lengths)}")
        self._within("category", 0, len(CATEGORIES) - 1)
        self._within("kind", 0, len(KINDS) - 1)
        self._within("income_cents", -MOST_CENTS, MOST_CENTS)
        self._within("earned_in_quarters", 1, QUARTERS_A_YEAR)
        self._within("first_quarter", 0, QUARTERS_A_YEAR)

    @classmethod
    def of(cls, rows: Iterable[Person]) -> People:
        """The columns of single persons."""
        columns = list(zip(*rows, strict=True)) or [()] * len(Person._fields)
        category, kind, income, earned, opt_out, first = columns
        return cls(
            category=np.array([CATEGORY_CODES[one] for one in category], np.int64),
            kind=np.array([KIND_CODES[one] for one in kind], np.int64),
            income_cents=np.array(income, np.int64),
            earned_in_quarters=np.array(earned, np.int64),
            opt_out=np.array(opt_out, np.bool_),
            first_quarter=np.array(first, np.int64),
        )

    def __len__(self) -> int:
        return len(self.category)

    def codes(self, quarter: Quarter) -> Codes:
        """Who pays by the same terms has the same number, which `_terms_of` reads back."""
        codes = self.category.astype(np.int16)
        codes *= len(KINDS)
        codes += self.kind.astype(np.int16)
        for flag in (self.opt_out, self.first_quarter == quarter.number):
            codes *= 2
            codes += flag
        return codes

    def _within(self, name: str, lowest: int, highest: int) -> None:
        column = getattr(self, name)
        if column.dtype.kind != "i":
            raise ValueError(f"{name} must be whole numbers, not {column.dtype}")
        if len(column) and not (lowest <= column.min() and column.max() <= highest):
            raise ValueError(f"{name} must lie between {lowest} and {highest}")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The columns of a `QuarterlyContribution`, in cents."""

    annual_cents: Column
    quarterly_cents: Column
    fee_cents: Column
    total_cents: Column
    base_income_cents: Column


class Lacking(NamedTuple):
    """A value of the law that is not known, and the rows of the people who need it."""

    missing: MissingValue
    rows: NDArray[np.intp]


class Limits(NamedTuple):
    """Terms as columns, or as single numbers where all rows have the same.

    A limit that a tariff does not have stands as 0, below which no income lies. Up to `exact_up_to` cents,
    income x numerator + (denominator x quarters) // 2 fits 64 bits, quarters being four at most.
    """

    numerator: Column
    denominator: Column
    exact_up_to: Column
    rate_1: Column
    rate_2: Column
    threshold_1: Column
    threshold_2: Column
    floor: Column
    exempt_below: Column
    free_up_to: Column
    floor_from: Column
    cut: Column

    @classmethod
    def of(cls, known: Terms) -> Limits:
        """The limits of one kind of people."""
        tariff, numerator, denominator, cut = known
        numbers = (
            numerator,
            denominator,
            (_LARGEST - 2 * denominator) // numerator if numerator else _LARGEST,
            tariff.rate_1,
            tariff.rate_2,
            tariff.threshold_1_cents,
            tariff.threshold_2_cents,
            tariff.floor_cents or 0,
            tariff.exempt_below_cents or 0,
            tariff.free_up_to_cents or 0,
            tariff.floor_from_cents or 0,
            cut,
        )
        return cls(*np.array(numbers, np.int64))


def quarterly(people: People, *, quarter: Quarter, fee_percent: Decimal, law: Law) -> Amounts:
    """What a quarter costs each of many people (RD no. 38, art. 11 to 13bis).

    `law` is the law of any day of the book wanted. Raises `MissingValue` with every value that somebody among
    them needs and that is not known, before any number is given.
    """
    codes = people.codes(quarter)
    known, missing = _terms_of(codes, quarter, law)
    if missing:
        raise _together(list(missing.values()))
    table = _table(known)
    found = np.empty((len(fields(Amounts)), len(people)), np.int64)
    for rows in parts(len(people)):
        limits = _limits_of(codes[rows], table)
        base = _base(people.income_cents[rows], people.earned_in_quarters[rows], limits)
        found[:, rows] = _amounts(base, limits, fee_percent)
    return Amounts(*found)


def parts(count: int) -> Iterator[slice]:
    """So many rows in parts whose columns stay in the processor's cache while they are reckoned."""
    return (slice(start, start + _ROWS) for start in range(0, count, _ROWS))


def yearly(people: People, *, year: int, fee_percent: Decimal, law: Law) -> tuple[Amounts, ...]:
    """The four quarters of a year, each by the law of its own first day (2025 changed on 1 October)."""
    quarters = Quarter.of_year(year)
    if missing := [one.missing for quarter in quarters for one in lacking(people, quarter=quarter, law=law)]:
        raise _together(missing)
    return tuple(quarterly(people, quarter=one, fee_percent=fee_percent, law=law) for one in quarters)


def lacking(people: People, *, quarter: Quarter, law: Law) -> tuple[Lacking, ...]:
    """The values of the law that are not known for a quarter, with the people who need them."""
    codes = people.codes(quarter)
    _known, missing = _terms_of(codes, quarter, law)
    by_name: dict[str, list[int]] = defaultdict(list)
    for code, value in missing.items():
        by_name[value.name].append(code)
    return tuple(Lacking(missing[them[0]], np.flatnonzero(np.isin(codes, them))) for them in by_name.values())


def _terms_of(codes: Codes, quarter: Quarter, law: Law) -> tuple[dict[int, Terms], dict[int, MissingValue]]:
    """The terms of every code that somebody has, and the codes whose terms are not known."""
    known: dict[int, Terms] = {}
    missing: dict[int, MissingValue] = {}
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        rest, first_quarter = divmod(code, 2)
        rest, opt_out = divmod(rest, 2)
        category, kind = divmod(rest, len(KINDS))
        try:
            known[code] = terms(
                CATEGORIES[category], KINDS[kind], quarter.year, quarter.number,
                bool(opt_out), bool(first_quarter), law.book,
            )  # fmt: skip
        except MissingValue as value:
            missing[code] = value
    return known, missing


def _table(known: dict[int, Terms]) -> Column:
    """One column a code, one line a limit."""
    table = np.zeros((len(Limits._fields), max(known, default=0) + 1), np.int64)
    for code, them in known.items():
        table[:, code] = Limits.of(them)
    return table


def _limits_of(codes: Codes, table: Column) -> Limits:
    """The limits of each row."""
    first, last = codes.min(), codes.max()
    return Limits(*(table[:, first] if first == last else table.take(codes, axis=1)))


def _base(income_cents: Column, earned_in: Column, limits: Limits) -> Column:
    """The income of a full year in the prices of the year (art. 11 § 2 and 3), half up to the cent.

    A coefficient of nine decimals takes incomes above some twenty million euro out of 64 bits: those few are
    reckoned one by one, in Python's whole numbers, which have no end.
    """
    income = np.maximum(income_cents, 0)
    denominator = limits.denominator * earned_in
    base = _half_up(np.minimum(income, limits.exact_up_to) * limits.numerator, denominator)
    for row in np.flatnonzero(income > limits.exact_up_to).tolist():
        numerator = np.broadcast_to(limits.numerator, income.shape)[row]
        base[row] = half_up(int(income[row]) * int(numerator), int(denominator[row]))
    return base


def assess(base: Column, limits: Limits) -> tuple[Column, Column]:
    """`contributions.assess` for columns: the income that counts, and the exact contribution of a year.

    The latter in cents times ten-thousandths. It never overflows: at most `threshold_2` counts, some 10^7
    cents, times rates of at most 10^4.
    """
    is_below = base < limits.floor_from
    is_exempt = base < limits.exempt_below
    base = np.where(is_below, base, np.maximum(base, limits.floor))
    counted = np.where(is_below, np.maximum(base - limits.free_up_to, 0), base)
    counted[is_exempt] = 0
    band_1: Column = np.minimum(counted, limits.threshold_1)
    band_2: Column = np.minimum(counted, limits.threshold_2) - band_1
    return base, band_1 * limits.rate_1 + band_2 * limits.rate_2


def _amounts(base: Column, limits: Limits, fee_percent: Decimal) -> tuple[Column, ...]:
    """The roundings in the order of the single rule; the fee, the one factor from outside, is tried first."""
    base, exact = assess(base, limits)
    quarter: Column = np.maximum(_quarter(exact) - limits.cut, 0)
    numerator, denominator = fee_ratio(fee_percent)
    if int(quarter.max(initial=0)) * numerator + denominator // 2 > _LARGEST:
        raise ValueError(f"a fee of {fee_percent} % is written too finely for 64 bits")
    fee = _half_up(quarter * numerator, denominator)
    return _year(exact), quarter, fee, quarter + fee, base


def _together(missing: list[MissingValue]) -> MissingValue:
    """One error that names every value; a single one is raised as it is."""
    by_name = {one.name: one for one in missing}
    if len(by_name) == 1:
        return missing[0]
    found = by_name.values()
    files = ", ".join(sorted({one.file for one in found}))
    return MissingValue(", ".join(by_name), missing[0].day, files, "; ".join({one.why: "" for one in found}))
