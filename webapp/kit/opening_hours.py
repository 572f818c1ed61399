"""When somebody is there: hours of the week as the fund writes them, on real days.

A day of the week in `content/site.toml` says what usually holds; public holidays and the fund's own closing
days go before it. All moments are Belgian.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from webapp.kit.clock import BELGIUM, day_of
from webapp.rules.deadlines import holidays

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Nobody is closed for so long; a fund that writes no hours at all never opens.
LOOK_AHEAD: Final = 60

Hours = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody is there from one moment to another."""

    opens_at: datetime
    closes_at: datetime

    @property
    def words(self) -> str:
        """The two hours: 09:00–12:00."""
        return f"{self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    @property
    def is_morning(self) -> bool:
        """Whether it begins before noon."""
        return self.opens_at.hour < 12  # noqa: PLR2004 - noon


@dataclass(frozen=True, slots=True)
class Day:
    """One real day. `closed_for` says why an ordinary day is none: "holiday", "fund", or nothing."""

    on: date
    spans: tuple[Span, ...]
    closed_for: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands at a moment: open until then, or closed and opening then (None: never again)."""

    is_open: bool
    until: datetime | None


def days(hours: Hours, *, first: date, count: int, closed_on: Collection[date] = ()) -> list[Day]:
    """The days from one on, each with its hours."""
    return [_day(hours, first + timedelta(days=number), closed_on) for number in range(count)]


def standing(hours: Hours, *, at: datetime, closed_on: Collection[date] = ()) -> Standing:
    """Whether it is open at a moment, and until when that holds."""
    for span in spans_from(hours, at=at, closed_on=closed_on):
        if span.opens_at <= at:
            return Standing(is_open=True, until=span.closes_at)
        return Standing(is_open=False, until=span.opens_at)
    return Standing(is_open=False, until=None)


def spans_from(hours: Hours, *, at: datetime, closed_on: Collection[date] = ()) -> Iterator[Span]:
    """The spans that are not over at a moment, the soonest first."""
    for day in days(hours, first=day_of(at), count=LOOK_AHEAD, closed_on=closed_on):
        yield from (span for span in day.spans if span.closes_at > at)


def _day(hours: Hours, on: date, closed_on: Collection[date]) -> Day:
    usual = tuple(_span(on, text) for text in hours[WEEKDAYS[on.weekday()]])
    if on in holidays(on.year):
        return Day(on, (), "holiday")
    if on in closed_on:
        return Day(on, (), "fund")
    return Day(on, usual)


def _span(on: date, text: str) -> Span:
    opens, closes = (time.fromisoformat(part) for part in text.split("-"))
    return Span(datetime.combine(on, opens, BELGIUM), datetime.combine(on, closes, BELGIUM))
