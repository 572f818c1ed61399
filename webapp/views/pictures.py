"""Drawings that say an amount better than words: pure geometry, drawn by macros as SVG without style.

The picture of the bands is a plan: the width is income, the height is the rate, so the filled area is what
a year costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from webapp.rules.careers import Category, Tariff, scale_of, tariff_of
from webapp.rules.contributions import Kind, assess
from webapp.rules.law import Law
from webapp.rules.units import RATE_UNITS, half_up

#: The axis ends this share beyond the last thing that is shown.
ROOM_PERCENT: Final = 8
#: The label of a mark turns to the other side when it stands in the last part of the picture.
TURN_PERCENT: Final = 55


@dataclass(frozen=True, kw_only=True)
class Block:
    """A rectangle of the plan, in units of the picture; cents and rate for its words."""

    x: int
    y: int
    width: int
    height: int
    rate: Decimal
    part_cents: int
    yearly_cents: int


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A line across the plan at an income: a threshold, a minimum, or the person's own income."""

    x: int
    cents: int
    kind: str
    turned: bool


@dataclass(frozen=True, kw_only=True)
class Bands:
    """The plan of one contribution: what every income would pay (frame) and what this one pays (filled)."""

    width: int
    height: int
    base: int
    frame: tuple[Block, ...]
    filled: tuple[Block, ...]
    marks: tuple[Mark, ...]
    income_cents: int
    yearly_cents: int
    #: What the marked income is: the person's own, the law's base for starters, or the minimum.
    counts_as: str


def income_bands(
    *, category: Category, income_cents: int, kind: Kind, law: Law, opt_out: bool, width: int, height: int
) -> Bands:
    """Lay an income along the scale of its category by the law of a day.

    `income_cents` is the income after revaluation and floor; width and height are units of the picture.
    """
    tariff = tariff_of(scale_of(category, law, opt_out=opt_out), law)
    highest = max(income_cents, tariff.threshold_2_cents) * (100 + ROOM_PERCENT) // 100
    steepest = max(tariff.rate_1, tariff.rate_2)

    def at(cents: int) -> int:
        return half_up(cents * width, highest)

    def tall(rate: int) -> int:
        return half_up(rate * height, steepest)

    def block(start: int, end: int, rate: int) -> Block:
        return Block(
            x=at(start),
            y=height - tall(rate),
            width=at(end) - at(start),
            height=tall(rate),
            rate=Decimal(rate) / RATE_UNITS,
            part_cents=end - start,
            yearly_cents=half_up((end - start) * rate, RATE_UNITS),
        )

    frame = (
        block(0, tariff.threshold_1_cents, tariff.rate_1),
        block(tariff.threshold_1_cents, tariff.threshold_2_cents, tariff.rate_2),
    )
    filled = tuple(block(start, end, rate) for start, end, rate in _filled(income_cents, kind, tariff))
    marks = [
        Mark(x=at(cents), cents=cents, kind=name, turned=at(cents) * 100 > TURN_PERCENT * width)
        for name, cents in _marks(income_cents, tariff)
    ]
    return Bands(
        width=width,
        height=height,
        base=height,
        frame=frame,
        filled=filled,
        marks=tuple(marks),
        income_cents=income_cents,
        yearly_cents=sum(one.yearly_cents for one in filled),
        counts_as=_counts_as(income_cents, kind, tariff),
    )


def _counts_as(income_cents: int, kind: Kind, tariff: Tariff) -> str:
    if kind is Kind.STARTER:
        return "starter"
    return "minimum" if income_cents == tariff.floor_cents else "income"


def _filled(income_cents: int, kind: Kind, tariff: Tariff) -> list[tuple[int, int, int]]:
    """From where to where at which rate; a student's first part stays empty."""
    if kind is Kind.STARTER:
        return [(0, income_cents, tariff.rate_1)]
    assessed = assess(income_cents, tariff)
    first = 0
    if tariff.free_up_to_cents is not None and assessed.band_1_cents < income_cents < (
        tariff.floor_from_cents or 0
    ):
        first = tariff.free_up_to_cents
    parts = []
    if assessed.band_1_cents:
        parts.append((first, first + assessed.band_1_cents, tariff.rate_1))
    if assessed.band_2_cents:
        start = tariff.threshold_1_cents
        parts.append((start, start + assessed.band_2_cents, tariff.rate_2))
    return parts


def _marks(income_cents: int, tariff: Tariff) -> list[tuple[str, int]]:
    """The person's income, and the limits that matter for her category."""
    limits = {
        "threshold_1": tariff.threshold_1_cents,
        "threshold_2": tariff.threshold_2_cents,
        "floor": tariff.floor_cents,
        "exempt_below": tariff.exempt_below_cents,
        "free_up_to": tariff.free_up_to_cents,
    }
    known = [(name, cents) for name, cents in limits.items() if cents is not None]
    return [*known, ("income", income_cents)]
