"""What a career says about a quarter: subject or not, in which category, a starter or not.

Pure reckoning over the stretches of one person; no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from webapp.rules.careers import Category
from webapp.rules.units import QUARTERS_A_YEAR, Quarter

#: A flat contribution for so many full calendar years (RD no. 38, art. 13bis).
STARTER_YEARS: Final = 3


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A time in one category, from a day until a day (None: still)."""

    category: Category
    since: date
    until: date | None
    activity: str = ""
    opt_out: bool = False

    def covers(self, quarter: Quarter) -> bool:
        """Whether it touches the quarter: one day of activity makes the whole quarter due (art. 15 § 2)."""
        return self.since <= quarter.last_day and (self.until is None or self.until >= quarter.first_day)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How somebody stands in one quarter."""

    quarter: Quarter
    category: Category
    opt_out: bool
    began: Quarter
    is_starter: bool
    is_first_quarter: bool


def standing(stretches: Sequence[Stretch], quarter: Quarter) -> Standing | None:
    """How a person stands in a quarter; None when she was not self-employed in it.

    The last stretch that touches the quarter decides on the category: moves that only count from the next
    quarter (general regulation, art. 39) are recorded from that quarter's first day.
    """
    here = [stretch for stretch in stretches if stretch.covers(quarter)]
    if not here:
        return None
    last = max(here, key=lambda stretch: stretch.since)
    began = _began(stretches, quarter)
    return Standing(
        quarter=quarter,
        category=last.category,
        opt_out=last.opt_out,
        began=began,
        is_starter=quarter.year <= _last_starter_year(began),
        is_first_quarter=began == quarter,
    )


def quarters_worked(stretches: Sequence[Stretch], year: int) -> int:
    """In how many quarters of a year the person was subject; an income of fewer than four is annualised."""
    return sum(any(stretch.covers(quarter) for stretch in stretches) for quarter in Quarter.of_year(year))


def _began(stretches: Sequence[Stretch], quarter: Quarter) -> Quarter:
    """The first quarter of the activity without a break; a new category is no new start (art. 38)."""
    first = quarter
    while before := [stretch for stretch in stretches if stretch.covers(first.previous)]:
        first = min(Quarter.of(stretch.since) for stretch in before)
    return first


def _last_starter_year(began: Quarter) -> int:
    first_full_year = began.year if began.number == 1 else began.year + 1
    return first_full_year + STARTER_YEARS - 1


def began_within(stretches: Sequence[Stretch], quarter: Quarter, *, quarters: int = QUARTERS_A_YEAR) -> bool:
    """Whether the activity began so recently that the quarter is one of its first (primostarters: four)."""
    return quarter.minus(_began(stretches, quarter)) < quarters
