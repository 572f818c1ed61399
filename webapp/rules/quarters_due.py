"""Which quarters of a year are due, and why the others are not.

Royal Decree no. 38, art. 15 § 2: one day of activity makes the whole quarter due, with exceptions; art. 17:
exemption granted by the National Institute. General regulation (Royal Decree of 19 December 1967), art. 50:
illness, forced interruption and childbirth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter

BIRTH_QUARTERS: Final = "benefits.birth_exemption_quarters"


class Ground(StrEnum):
    """Why a quarter is not due; the first that fits is named."""

    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    DEATH = "death"
    PENSION = "pension"
    ILLNESS = "illness"
    BIRTH = "birth"
    BRIDGING_RIGHT = "bridging_right"
    EXEMPTION = "exemption"


ARTICLES: Final = {
    Ground.BEFORE_START: "rd38_15_2",
    Ground.AFTER_END: "rd38_15_2",
    Ground.DEATH: "rd38_15_2",
    Ground.PENSION: "rd38_15_2",
    Ground.ILLNESS: "gr67_50",
    Ground.BIRTH: "gr67_50_5",
    Ground.BRIDGING_RIGHT: "gr67_50_4",
    Ground.EXEMPTION: "rd38_17",
}


@dataclass(frozen=True, slots=True)
class Illness:
    """An incapacity recognised as illness: `until` is the day of resumption, or the last day without one."""

    started_on: date
    until: date
    resumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What happened to an activity, as far as it decides on quarters.

    `resumes_next_year`: a seasonal activity that ends and normally starts again owes the whole year.
    `pension_on`: the day of pension age or of the first retirement pension. `bridging_right` and `exempt` are
    the quarters named in those decisions.
    """

    started_on: date
    ended_on: date | None = None
    resumes_next_year: bool = False
    died_on: date | None = None
    pension_on: date | None = None
    illnesses: tuple[Illness, ...] = ()
    births: tuple[date, ...] = ()
    bridging_right: tuple[Quarter, ...] = ()
    exempt: tuple[Quarter, ...] = ()


@dataclass(frozen=True, slots=True)
class YearDue:
    """The quarters of a year that are due, and the others with their grounds."""

    due: tuple[Quarter, ...]
    free: tuple[tuple[Quarter, str], ...]


def quarters_due(year: int, activity: Activity, law: Law) -> Explained[YearDue]:
    """Which quarters of a year are due and why not (RD no. 38, art. 15 § 2 and 17; regulation, art. 50).

    `law` is the law of any day of the book wanted.
    """
    work = Working(law.book.on(Quarter(year, 1).first_day))
    due, free = [], []
    for quarter in Quarter.of_year(year):
        ground = ground_of(quarter, activity, law)
        if ground is None:
            due.append(quarter)
            work.step("quarter_due", article="rd38_15_2", quarter=quarter)
        else:
            free.append((quarter, str(ground)))
            work.step(f"not_due_{ground}", article=ARTICLES[ground], quarter=quarter)
    return work.result(YearDue(tuple(due), tuple(free)))


def ground_of(quarter: Quarter, activity: Activity, law: Law) -> Ground | None:
    """Why a quarter is not due, None when it is."""
    return (
        _outside(quarter, activity)
        or (Ground.ILLNESS if quarter in _ill(activity.illnesses) else None)
        or (Ground.BIRTH if quarter in _after_births(activity.births, law) else None)
        or (Ground.BRIDGING_RIGHT if quarter in activity.bridging_right else None)
        or (Ground.EXEMPTION if quarter in activity.exempt else None)
    )


def _outside(quarter: Quarter, activity: Activity) -> Ground | None:
    """The exceptions of RD no. 38, art. 15 § 2: before the start, after the end, death, pension."""
    died_in = None if activity.died_on is None else Quarter.of(activity.died_on)
    ended_in = None if activity.ended_on is None else Quarter.of(activity.ended_on)
    if quarter < Quarter.of(activity.started_on):
        return Ground.BEFORE_START
    if died_in is not None and quarter >= died_in:
        return Ground.DEATH if quarter == died_in else Ground.AFTER_END
    if ended_in is None:
        return None
    if quarter > ended_in:
        goes_on = activity.resumes_next_year and quarter.year == ended_in.year
        return None if goes_on else Ground.AFTER_END
    stops_with_pension = activity.pension_on is not None and Quarter.of(activity.pension_on) == ended_in
    return Ground.PENSION if stops_with_pension and quarter == ended_in else None


def quarters_after_birth(born_on: date, law: Law) -> Explained[tuple[Quarter, ...]]:
    """The quarters without contribution after a birth: one, two for births from 1 January 2026 (art. 50 § 5).

    They follow the quarter of the birth. `law` is any day of the book wanted; the day of the birth decides.
    """
    work = Working(law.book.on(born_on))
    count = work.count(BIRTH_QUARTERS)
    born_in = Quarter.of(born_on)
    quarters = tuple(Quarter.range(born_in.next, born_in.plus(count)))
    work.step(
        "birth_quarters", article="gr67_50_5", day=born_on, count=count, first=quarters[0], last=quarters[-1]
    )
    return work.result(quarters)


def quarters_of_illness(started_on: date, until: date, *, resumed: bool) -> tuple[Quarter, ...]:
    """The quarters assimilated for an illness (art. 50 § 1): full quarters, with two helpful edges.

    The first quarter counts too when the illness starts in its first month; the last one when work resumes in
    its third month, or – without resumption – whenever the incapacity ends in it. `until` is the day of
    resumption or the last day of incapacity.
    """
    first, last = Quarter.of(started_on), Quarter.of(until)
    if started_on.month != first.first_day.month:
        first = first.next
    if resumed and until.month != last.last_day.month:
        last = last.previous
    return tuple(Quarter.range(first, last))


def _ill(illnesses: Iterable[Illness]) -> frozenset[Quarter]:
    return frozenset(
        quarter
        for illness in illnesses
        for quarter in quarters_of_illness(illness.started_on, illness.until, resumed=illness.resumed)
    )


def _after_births(births: Iterable[date], law: Law) -> frozenset[Quarter]:
    """Births before the first rule of October 2016 free nothing."""
    return frozenset(
        quarter
        for born_on in births
        if law.book.on(born_on).in_force(BIRTH_QUARTERS)
        for quarter in quarters_after_birth(born_on, law).value
    )
