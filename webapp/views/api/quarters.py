"""Which quarters of a year a question counts when it names none."""

from __future__ import annotations

from functools import lru_cache

from webapp.rules.careers import Category, scale_of, tariff_of
from webapp.rules.contributions import CUT
from webapp.rules.law import NotInForce, law_on
from webapp.rules.units import Quarter


@lru_cache(maxsize=512)
def quarters_of(year: int, category: Category) -> tuple[Quarter, ...]:
    """The quarters of a year in which a category exists; primostarters do since the second of 2018."""
    return tuple(one for one in Quarter.of_year(year) if _exists(category, one))


@lru_cache(maxsize=512)
def starting_quarters_of(year: int, category: Category) -> tuple[Quarter, ...]:
    """The same for somebody who starts in it, with the cut of the first quarter.

    In the year in which the cut came, the quarters that have it; in a year that has none, all.
    """
    quarters = quarters_of(year, category)
    cut = tuple(one for one in quarters if law_on(one.first_day).in_force(CUT))
    return cut if category is Category.PRIMOSTARTER and cut else quarters


def _exists(category: Category, quarter: Quarter) -> bool:
    law = law_on(quarter.first_day)
    try:
        tariff_of(scale_of(category, law), law)
    except NotInForce:
        return False
    return True
