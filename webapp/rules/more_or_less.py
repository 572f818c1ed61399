"""Paying more or less than what is called: what it changes in the year, and what a wrong guess costs.

Royal Decree no. 38, art. 11 § 3 (paying more or less), § 5 (settlement) and art. 11bis. How much one may pay
less or more is said by `reductions` and `provisional`; here the year is laid beside what is called today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from webapp.rules.careers import Category
from webapp.rules.contributions import quarterly_amounts
from webapp.rules.explained import Explained
from webapp.rules.law import Law
from webapp.rules.reductions import unjustified, unjustified_quarters
from webapp.rules.units import QUARTERS_A_YEAR, Quarter, fee_cents, fee_ratio, half_up

NO_FEE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class YearBeside:
    """The year on the expected income beside what is called, in cents with the fee.

    `missing_cents` is what the settlement would ask if nothing changes, `surplus_cents` what it would give
    back. `catch_up_cents` more in each quarter from the current one on and nothing is left to settle.
    """

    called_cents: int
    final_cents: int
    missing_cents: int
    surplus_cents: int
    quarters_left: int
    catch_up_cents: int


@dataclass(frozen=True, slots=True)
class WrongGuess:
    """What a reduction costs if the real income is this one, in cents without fee."""

    income_cents: int
    missing_cents: int
    surcharge: Explained[int]


def contribution_in(total_cents: int, fee_percent: Decimal) -> int:
    """The contribution in a total that a due notice asks, without its fee (RD no. 38, art. 20 § 4).

    Exact for every total that the rules produce: the fee is less than the contribution.
    """
    numerator, denominator = fee_ratio(fee_percent)
    return half_up(total_cents * denominator, denominator + numerator)


def income_behind(
    quarterly_cents: int, *, category: Category, quarter: Quarter, law: Law, opt_out: bool = False
) -> int | None:
    """The lowest income of a full year on which a quarter costs at least so much; None above the highest.

    Read back through the same rules: a contribution never falls when the income rises.
    """
    law = law.book.on(quarter.first_day)

    def costs(income_cents: int) -> int:
        return quarterly_amounts(
            category=category,
            income_cents=income_cents,
            quarter=quarter,
            fee_percent=NO_FEE,
            law=law,
            opt_out=opt_out,
        ).quarterly_cents

    low, high = 0, law.cents("contributions.threshold_2")
    if costs(high) < quarterly_cents:
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if costs(middle) >= quarterly_cents else (middle + 1, high)
    return low


def year_beside(
    *,
    category: Category,
    expected_income_cents: int,
    current_quarterly_cents: int,
    quarter: Quarter,
    fee_percent: Decimal,
    law: Law,
    opt_out: bool = False,
) -> YearBeside:
    """Lay the final contribution of a year beside what is called for its four quarters (art. 11 § 3 and § 5).

    `current_quarterly_cents` is called for each quarter, without fee; `quarter` is the current one, the first
    in which something can still change. Raises `MissingValue` like `quarterly_amounts`.
    """
    called = QUARTERS_A_YEAR * (current_quarterly_cents + fee_cents(current_quarterly_cents, fee_percent))
    final = _final(category, expected_income_cents, quarter.year, fee_percent, law, opt_out=opt_out)
    left = QUARTERS_A_YEAR + 1 - quarter.number
    missing = max(final - called, 0)
    return YearBeside(called, final, missing, max(called - final, 0), left, -(-missing // left))


def wrong_guess(
    *,
    category: Category,
    income_cents: int,
    reduced_quarterly_cents: int,
    current_quarterly_cents: int,
    quarter: Quarter,
    stated_on: date,
    law: Law,
    opt_out: bool = False,
) -> WrongGuess:
    """What art. 11bis asks if the year brings this income after a reduction from a quarter on.

    Nothing was paid on top before 31 December, and the fund states the settlement on `stated_on`. The
    quarters before the reduction were paid as called.
    """
    year = quarter.year
    left = QUARTERS_A_YEAR + 1 - quarter.number
    reduced = (QUARTERS_A_YEAR - left) * current_quarterly_cents + left * reduced_quarterly_cents
    unreduced = QUARTERS_A_YEAR * current_quarterly_cents
    final = _final(category, income_cents, year, NO_FEE, law, opt_out=opt_out)
    surcharge = unjustified(
        final_cents=final,
        reduced_cents=reduced,
        unreduced_cents=unreduced,
        quarters=unjustified_quarters(year, stated_on=stated_on, law=law).value,
        law=law.book.on(date(year, 12, 31)),
    )
    return WrongGuess(income_cents, max(min(final, unreduced) - reduced, 0), surcharge)


def _final(
    category: Category, income_cents: int, year: int, fee_percent: Decimal, law: Law, *, opt_out: bool
) -> int:
    """The final contribution of a full year, each quarter by its own law."""
    return sum(
        quarterly_amounts(
            category=category,
            income_cents=income_cents,
            quarter=quarter,
            fee_percent=fee_percent,
            law=law,
            opt_out=opt_out,
        ).total_cents
        for quarter in Quarter.of_year(year)
    )
