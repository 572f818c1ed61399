"""Cents, shares and quarters: the measures the law counts in, and the only places that round.

Money is whole cents. Amounts between two roundings are exact integers or fractions, never floats.
Each rounding has one function, named after its ground, so that a reader finds who rounds what and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

#: Rates are kept as whole ten-thousandths (20.50 % = 2050), so that contributions are exact integers.
RATE_UNITS: Final = 10_000
QUARTERS_A_YEAR: Final = 4

_LAST_DAYS: Final = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
_QUARTER: Final = re.compile(r"(?P<year>[12]\d{3})Q(?P<number>[1-4])")


def half_up(numerator: int, denominator: int) -> int:
    """A fraction of at least zero, rounded to a whole number, the half upwards. The others below call it.

    Nothing is doubled on the way, so that whole columns of 64-bit numbers can be rounded by the same line.
    """
    return (numerator + denominator // 2) // denominator


def indexed_cents(base_euro: Decimal, index: Decimal, index_base: Decimal) -> int:
    """A base amount of the law brought to the index of a year (RD no. 38, art. 14), half up to the cent."""
    exact = Fraction(base_euro) * 100 * Fraction(index) / Fraction(index_base)
    return half_up(exact.numerator, exact.denominator)


def base_income_cents(income_cents: int, *, quarters: int = 4, coefficient: Decimal = Decimal(1)) -> int:
    """An income brought to a full year and the prices of the year (RD no. 38, art. 11), half up to the cent.

    `quarters` is the number of quarters in which it was earned, `coefficient` the revaluation coefficient.
    Raises ValueError for another number of quarters.
    """
    if not 1 <= quarters <= QUARTERS_A_YEAR:
        raise ValueError(f"an income is earned in one to four quarters, not {quarters}")
    numerator, denominator = coefficient.as_integer_ratio()
    return half_up(income_cents * QUARTERS_A_YEAR * numerator, quarters * denominator)


def yearly_contribution_cents(rate_units: int) -> int:
    """The contribution of a year, from cents times `RATE_UNITS`, half up to the cent (practice of funds)."""
    return half_up(rate_units, RATE_UNITS)


def quarterly_contribution_cents(rate_units: int) -> int:
    """A quarter of the exact contribution of the year, half up to the cent (practice of the funds).

    The general regulation (RD 19 December 1967, art. 53) still rounds to the franc; every published amount
    in euro is in cents.
    """
    return half_up(rate_units, RATE_UNITS * QUARTERS_A_YEAR)


def fee_cents(contribution_cents: int, fee_percent: Decimal) -> int:
    """The fund's management fee on a rounded contribution (RD no. 38, art. 20 § 4), half up to the cent."""
    numerator, denominator = fee_ratio(fee_percent)
    return half_up(contribution_cents * numerator, denominator)


@lru_cache(maxsize=256)
def fee_ratio(fee_percent: Decimal) -> tuple[int, int]:
    """A percentage as two whole numbers; a fund has one for millions of contributions, so it is kept."""
    return (fee_percent / 100).as_integer_ratio()


def share_cents(amount_cents: int, share: Decimal) -> int:
    """A share of an amount (a surcharge, a half day, a block of weeks), half up to the cent."""
    numerator, denominator = share.as_integer_ratio()
    return half_up(amount_cents * numerator, denominator)


def rate_units(rate: Decimal) -> int:
    """A rate in whole ten-thousandths. Raises ValueError for a finer rate, which would no longer be exact."""
    units = rate * RATE_UNITS
    if units != units.to_integral_value():
        raise ValueError(f"{rate} is finer than a ten-thousandth")
    return int(units)


def cents_of(euro: Decimal | int) -> int:
    """Exact euro as cents. Raises ValueError for a part of a cent: who rounds must say on what ground."""
    cents = Decimal(euro) * 100
    if cents != cents.to_integral_value():
        raise ValueError(f"{euro} euro is no whole number of cents")
    return int(cents)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter, the period in which the self-employed pay. Written "2026Q4"; ordered by time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in _LAST_DAYS:
            raise ValueError(f"a year has quarters 1 to 4, not {self.number}")

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read "2026Q4". Raises ValueError for anything else."""
        found = _QUARTER.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is no quarter such as 2026Q4")
        return cls(int(found["year"]), int(found["number"]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def of_year(cls, year: int) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        """The four quarters of a year."""
        return cls(year, 1), cls(year, 2), cls(year, 3), cls(year, 4)

    @classmethod
    def range(cls, first: Quarter, last: Quarter) -> Iterator[Quarter]:
        """Every quarter from the first to the last, both included; nothing if the last is earlier."""
        while first <= last:
            yield first
            first = first.next

    @property
    def first_day(self) -> date:
        """The day whose law holds for the whole quarter."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The day on which the contribution of the quarter must have reached the fund."""
        return date(self.year, *_LAST_DAYS[self.number])

    @property
    def next(self) -> Quarter:
        """The quarter after this one."""
        return self.plus(1)

    @property
    def previous(self) -> Quarter:
        """The quarter before this one."""
        return self.plus(-1)

    def plus(self, quarters: int) -> Quarter:
        """The quarter so many quarters later (earlier if negative)."""
        year, place = divmod(self.year * QUARTERS_A_YEAR + self.number - 1 + quarters, QUARTERS_A_YEAR)
        return Quarter(year, place + 1)

    def minus(self, other: Quarter) -> int:
        """How many quarters this one lies after another (negative if before)."""
        return (self.year - other.year) * QUARTERS_A_YEAR + self.number - other.number

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def last_day_of_month(day: date, months_later: int = 0) -> date:
    """The last day of the month of a day, or of a month so many months later."""
    year, place = divmod(day.year * 12 + day.month - 1 + months_later, 12)
    following = date(year + 1, 1, 1) if place == 11 else date(year, place + 2, 1)  # noqa: PLR2004
    return following - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    end = last_day_of_month(day, months)
    return end.replace(day=min(day.day, end.day))
