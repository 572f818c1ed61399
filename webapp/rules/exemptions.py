"""Quarters for which nothing is due, and the windows to ask for an exemption.

General regulation (Royal Decree of 19 December 1967), art. 50 and 50ter; Royal Decree no. 38, art. 17.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from webapp.rules.careers import Category
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter, months_after

BIRTH_QUARTERS: Final = "benefits.birth_exemption_quarters"

#: Who may ask for an exemption (RD no. 38, art. 17): no secondary occupation, article 37 or pensioner.
OPEN_TO: Final = frozenset(
    {
        Category.MAIN,
        Category.PRIMOSTARTER,
        Category.SPOUSE_MAXI,
        Category.STUDENT,
        Category.PENSION_AGE_WITHOUT_PENSION,
    }
)


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


def request_until(quarter: Quarter, law: Law, *, first_quarter: Quarter | None = None) -> Explained[date]:
    """The last day to ask for the exemption of a quarter: twelve months after its end (art. 50ter).

    For one of the first three quarters of an affiliation (`first_quarter` given), the months start with
    the fifth quarter. For a regularisation, ask with the quarter of its statement.
    """
    work = Working(law)
    months = work.count("deadlines.exemption_months")
    after = quarter.next
    if first_quarter is not None:
        after = max(after, first_quarter.plus(work.count("deadlines.exemption_quarters_affiliated")))
    first_day = after.first_day
    last_day = date.fromordinal(months_after(first_day, months).toordinal() - 1)
    work.step("exemption_window", article="gr67_50ter", months=months, since=first_day, day=last_day)
    return work.result(last_day)


def quarters_of_illness(started_on: date, until: date, *, resumed: bool) -> tuple[Quarter, ...]:
    """The quarters assimilated for an illness (art. 50): full quarters, with two helpful edges.

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
