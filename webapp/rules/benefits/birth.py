"""Leave of the father or co-parent when a child is born, and the birth help instead of part of it.

Law of 7 April 2019. The fund pays a day's allowance for each day without work, in half days too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter, half_up, last_day_of_month

ARTICLE: Final = "law_birth_leave"
HALF_DAYS: Final = 2


class TooManyDays(ValueError):
    """More days than the leave has, or than go together with birth help."""

    def __init__(self, allowed_days: int) -> None:
        self.allowed_days = allowed_days
        super().__init__(f"at most {allowed_days} days")


@dataclass(frozen=True, slots=True)
class BirthLeave:
    """What a birth gives: days at most, the last day to take one, the last day to ask for the allowance."""

    days: int
    take_until: date
    request_until: date


@dataclass(frozen=True, slots=True)
class LeaveTaken:
    """Days of leave taken on one day of the calendar: two half days, or one."""

    on: date
    half_days: int = HALF_DAYS


def leave(born_on: date, law: Law) -> Explained[BirthLeave]:
    """The leave that goes with a birth: the day of the birth decides how long it is.

    It is taken from the birth to the end of the fourth month after that of the birth, and asked for by the
    end of the quarter after that of the birth. Raises `NotInForce` for a birth before 1 May 2019.
    """
    work = Working(law.book.on(born_on))
    days = work.count("benefits.birth_leave_days")
    until = last_day_of_month(born_on, work.count("benefits.birth_leave_months"))
    work.step("birth_leave", article=ARTICLE, day=born_on, days=days, until=until)
    quarters = work.count("deadlines.birth_leave_request_quarters")
    ask = Quarter.of(born_on).plus(quarters).last_day
    work.step("birth_leave_request", article=ARTICLE, day=ask)
    return work.result(BirthLeave(days, until, ask))


def allowance(
    born_on: date, taken: Sequence[LeaveTaken], law: Law, *, birth_help: bool = False
) -> Explained[int]:
    """The allowance in cents for the days taken, each at its own day's amount, and birth help if chosen.

    Raises `TooManyDays` beyond the leave, or beyond the days that go together with birth help.
    """
    work = Working(law.book.on(born_on))
    allowed = work.count("benefits.birth_help_days" if birth_help else "benefits.birth_leave_days")
    halves = sum(one.half_days for one in taken)
    if halves > allowed * HALF_DAYS:
        raise TooManyDays(allowed)
    total = _days(work, taken)
    if birth_help:
        help_cents = work.cents("benefits.birth_help_lump_sum")
        work.step("birth_help", cents=help_cents, article=ARTICLE)
        total += help_cents
    work.step("allowance_total", cents=total)
    return work.result(total)


def _days(work: Working, taken: Sequence[LeaveTaken]) -> int:
    """The days grouped by the amount in force on them, oldest first; half a day is half the amount."""
    total = 0
    values = {one.on: work.law.book.on(one.on).value("benefits.birth_leave_day") for one in taken}
    for since in sorted({value.since for value in values.values()}):
        same = [one for one in taken if values[one.on].since == since]
        halves = sum(one.half_days for one in same)
        value = values[same[0].on]
        each = work.law.book.on(same[0].on).cents(value.name)
        cents = half_up(each * halves, HALF_DAYS)
        work.note(value)
        work.step("birth_leave_days", cents=cents, article=ARTICLE, halves=halves, amount=each)
        total += cents
    return total
