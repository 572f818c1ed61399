"""The curve of a contribution: what each income pays in a quarter, which share of it, and one's own place.

Pure geometry in units of the picture, drawn by a macro; every height comes from the rules themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from webapp.rules.careers import Tariff
from webapp.rules.units import QUARTERS_A_YEAR, RATE_UNITS, half_up

#: The axes end this share beyond the last thing that is shown.
ROOM_PERCENT: Final = 108
#: Steps of the axes in cents: the first one that gives few enough lines is taken.
STEPS: Final = tuple(digit * 10**noughts for noughts in range(4, 11) for digit in (1, 2, 5))
LINES_AT_MOST: Final = 5
#: The axis of shares: how high it goes, its marks, and at how many incomes the line is drawn.
SHARE_SHOWN: Final = Decimal("0.30")
SHARES: Final = tuple(Decimal(percent) / 100 for percent in (10, 20, 30))
SHARE_POINTS: Final = 40
#: Incomes of the table that says the same as the picture.
ROUND_INCOMES: Final = tuple(
    euro * 100 for euro in (0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 80_000, 100_000)
)

#: What an income of a full year pays in a quarter; cents to cents.
Price = Callable[[int], int]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A line of the grid: where, and how much it stands for."""

    at: int
    cents: int


@dataclass(frozen=True, kw_only=True)
class ShareTick:
    """A mark on the axis of shares: where, and which share of the income."""

    at: int
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stretch of income with one rate."""

    x: int
    width: int
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class Point:
    """One income and what it pays."""

    x: int
    y: int
    income_cents: int
    quarter_cents: int
    turned: bool


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The picture, in its own units."""

    width: int
    height: int
    line: str
    share_line: str
    shares: tuple[ShareTick, ...]
    bands: tuple[Band, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    mine: Point | None


def curve(*, tariff: Tariff, price: Price, income_cents: int | None, width: int, height: int) -> Curve:
    """Draw the curve of a tariff; `income_cents` is that of a full year, or none for the curve alone."""
    farthest = max(income_cents or 0, tariff.threshold_2_cents) * ROOM_PERCENT // 100
    highest = max(price(farthest) * ROOM_PERCENT // 100, 1)

    def x(cents: int) -> int:
        return half_up(cents * width, farthest)

    def y(cents: int) -> int:
        return height - half_up(cents * height, highest)

    corners = [(x(cents), y(price(cents))) for cents in [*_corners(tariff), farthest]]
    mine = None
    if income_cents is not None:
        at, pays = x(income_cents), price(income_cents)
        mine = Point(x=at, y=y(pays), income_cents=income_cents, quarter_cents=pays, turned=2 * at > width)
    first, second = tariff.threshold_1_cents, tariff.threshold_2_cents
    return Curve(
        width=width,
        height=height,
        line="M" + " L".join(f"{at} {up}" for at, up in corners),
        share_line=_share_line(tariff, price, farthest, x, height),
        shares=tuple(
            ShareTick(at=_share_height(share, height), share=share)
            for share in SHARES
            if share <= SHARE_SHOWN
        ),
        bands=tuple(
            Band(x=x(start), width=x(end) - x(start), rate=Decimal(rate) / RATE_UNITS)
            for start, end, rate in (
                (0, first, tariff.rate_1),
                (first, second, tariff.rate_2),
                (second, farthest, 0),
            )
        ),
        across=tuple(Tick(at=x(cents), cents=cents) for cents in _ticks(farthest)),
        up=tuple(Tick(at=y(cents), cents=cents) for cents in _ticks(highest)),
        mine=mine,
    )


def share_of(income_cents: int, price: Price) -> Decimal | None:
    """The share of an income that a year of quarters takes, to a tenth of a percent; None without income."""
    if not income_cents:
        return None
    return Decimal(half_up(price(income_cents) * QUARTERS_A_YEAR * 1000, income_cents)) / 1000


def _share_line(tariff: Tariff, price: Price, farthest: int, x: Price, height: int) -> str:
    """The share of every income, where it fits into the picture: a floor weighs without end on nothing."""
    between = [farthest * place // SHARE_POINTS for place in range(1, SHARE_POINTS + 1)]
    points = []
    for cents in sorted({*between, *_corners(tariff)}):
        share = share_of(cents, price)
        if share is not None and share <= SHARE_SHOWN:
            points.append(f"{x(cents)} {_share_height(share, height)}")
    return "M" + " L".join(points) if points else ""


def _share_height(share: Decimal, height: int) -> int:
    return height - int(height * share / SHARE_SHOWN)


def rows(*, tariff: Tariff, price: Price, income_cents: int | None) -> list[tuple[int, int, Decimal | None]]:
    """The same curve as income, quarter and share: round incomes, the limits, and one's own."""
    chosen = {*ROUND_INCOMES, *_limits(tariff)} | ({income_cents} if income_cents is not None else set())
    return [(cents, price(cents), share_of(cents, price)) for cents in sorted(chosen)]


def _limits(tariff: Tariff) -> list[int]:
    limits = (
        tariff.exempt_below_cents,
        tariff.free_up_to_cents,
        tariff.floor_cents,
        tariff.floor_from_cents,
        tariff.threshold_1_cents,
        tariff.threshold_2_cents,
    )
    return [cents for cents in limits if cents is not None]


def _corners(tariff: Tariff) -> list[int]:
    """Every income where the curve may bend or jump: each limit, and a cent before it."""
    return sorted({0, *(cents for limit in _limits(tariff) for cents in (limit - 1, limit))})


def _ticks(highest: int) -> range:
    step = next((step for step in STEPS if highest // step <= LINES_AT_MOST), STEPS[-1])
    return range(0, highest + 1, step)
