"""A fund of people of every category and kind of income, for the benchmarks of contributions; always the same."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from webapp.rules.batch import CATEGORIES, KINDS, Column, People
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

#: The last quarter whose law is known for every kind of income.
QUARTER = Quarter(2025, 4)
LAW = law_on(QUARTER.first_day)
FEE_PERCENT = Decimal("4.05")
SEED = 20261127
HIGHEST_CENTS = 150_000_00


def versions() -> str:
    return f"numpy {np.__version__}"


def incomes(count: int) -> Column:
    return np.random.default_rng(SEED).integers(0, HIGHEST_CENTS, count)


def people(count: int) -> People:
    """All categories and kinds in equal parts; half the incomes lie where floors and exemptions are."""
    dice = np.random.default_rng(SEED)
    low, other = dice.integers(-1_000_00, 20_000_00, count), dice.integers(0, HIGHEST_CENTS, count)
    return People(
        category=dice.integers(0, len(CATEGORIES), count),
        kind=dice.integers(0, len(KINDS), count),
        income_cents=np.where(dice.random(count) < 0.5, low, other),
        earned_in_quarters=dice.integers(1, 5, count),
        opt_out=dice.random(count) < 0.1,
        first_quarter=dice.integers(0, 5, count),
    )


def one_by_one(group: People) -> list[dict[str, object]]:
    """The arguments of the single rule for each of them."""
    return [
        {
            "category": CATEGORIES[group.category[row]],
            "kind": KINDS[group.kind[row]],
            "income_cents": int(group.income_cents[row]),
            "earned_in_quarters": int(group.earned_in_quarters[row]),
            "opt_out": bool(group.opt_out[row]),
            "first_quarter": bool(group.first_quarter[row] == QUARTER.number),
            "quarter": QUARTER,
            "fee_percent": FEE_PERCENT,
            "law": LAW,
        }
        for row in range(len(group))
    ]
