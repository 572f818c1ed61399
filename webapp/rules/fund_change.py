"""When somebody may leave his fund for another (general regulation, art. 10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter, months_after

ARTICLE: Final = "gr67_10"
YEARS: Final = "deadlines.fund_change_years"
NOTICE: Final = "deadlines.fund_change_notice_months"
MONTHS_A_YEAR: Final = 12


class Obstacle(StrEnum):
    """Why a change cannot happen; an open debt can still be paid in time."""

    OPEN_DEBT = "open_debt"
    PENDING_CHANGE = "pending_change"
    PENSION_AGE = "pension_age"
    EARLY_PENSION = "early_pension"


@dataclass(frozen=True, slots=True)
class FundChange:
    """The first possible 1 January, the last day for the new fund to give notice, and what stands against it.

    Both days are None when the pension comes first: then there is no change any more.
    """

    on: date | None
    ask_until: date | None
    obstacles: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether nothing stands against it as things are today."""
        return self.on is not None and not self.obstacles


def earliest(
    *,
    asked_on: date,
    started_on: date,
    declared_on: date,
    law: Law,
    open_cents: int = 0,
    changed_on: date | None = None,
    pension_age_on: date | None = None,
    early_pension_on: date | None = None,
) -> Explained[FundChange]:
    """The first day on which somebody may be with another fund (general regulation, art. 10).

    After four years in the same fund, on a 1 January, with notice at least six months before. `declared_on`
    is the day of the declaration, or of the affiliation by INASTI; `changed_on` that of the last change of
    fund, which may still lie ahead: then a notice is void. `open_cents` is all that is claimed and payable,
    increases and fines included: none of it may be open on the day of the change.
    """
    work = Working(law.book.on(asked_on))
    obstacles: list[Obstacle] = []
    counted_from = _counted_from(work, started_on, declared_on, changed_on)
    if changed_on is not None and asked_on < changed_on:
        work.step("fund_change_pending", article=ARTICLE, day=changed_on)
        obstacles.append(Obstacle.PENDING_CHANGE)
    day, ask_until = _first_january(work, counted_from, asked_on)
    if pension_age_on is not None and day.year >= pension_age_on.year:
        work.step("fund_change_pension_age", article=ARTICLE, year=pension_age_on.year)
        obstacles.append(Obstacle.PENSION_AGE)
    if early_pension_on is not None and day.year > early_pension_on.year:
        work.step("fund_change_early_pension", article=ARTICLE, year=early_pension_on.year)
        obstacles.append(Obstacle.EARLY_PENSION)
    if {Obstacle.PENSION_AGE, Obstacle.EARLY_PENSION} & set(obstacles):
        return work.result(FundChange(None, None, tuple(obstacles)))
    work.step("fund_change_notice", article=ARTICLE, day=ask_until)
    if open_cents:
        work.step("fund_change_debt", cents=open_cents, article=ARTICLE, day=day)
        obstacles.append(Obstacle.OPEN_DEBT)
    return work.result(FundChange(day, ask_until, tuple(obstacles)))


def _counted_from(work: Working, started_on: date, declared_on: date, changed_on: date | None) -> date:
    """The day from which the four years count: the first of a quarter, or that of the last change of fund."""
    if changed_on is not None:
        work.step("fund_change_since_change", article=ARTICLE, day=changed_on)
        return changed_on
    if declared_on < started_on:
        first = Quarter.of(started_on).first_day
        work.step("fund_change_since_start", article=ARTICLE, day=first)
        return first
    first = Quarter.of(declared_on).first_day
    work.step("fund_change_since_declaration", article=ARTICLE, day=first)
    return first


def _first_january(work: Working, counted_from: date, asked_on: date) -> tuple[date, date]:
    """The first 1 January after the four years for which notice can still be given, and its last day."""
    years, months = work.count(YEARS), work.count(NOTICE)
    over = months_after(counted_from, years * MONTHS_A_YEAR)
    day = date(over.year if (over.month, over.day) == (1, 1) else over.year + 1, 1, 1)
    while asked_on > _notice_until(day, months):
        day = day.replace(year=day.year + 1)
    work.step("fund_change_first", article=ARTICLE, years=years, day=day)
    work.value(NOTICE)
    return day, _notice_until(day, months)


def _notice_until(day: date, months: int) -> date:
    """The last day that leaves the months of notice whole."""
    return months_after(day, -months) - timedelta(days=1)
