"""Exemption of contributions: who may ask for it, from when and until when.

Royal Decree no. 38, art. 17; general regulation (Royal Decree of 19 December 1967), art. 50ter. Whether it is
granted is for the National Institute to judge.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from webapp.rules.careers import MAIN_FLOOR, Category
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter, months_after

MONTHS: Final = "deadlines.exemption_months"
QUARTERS_AFFILIATED: Final = "deadlines.exemption_quarters_affiliated"

#: Who may ask (RD no. 38, art. 17 § 2): those of art. 12 § 1, 1bis and 1ter, and those of art. 13 § 1. Read
#: as art. 13 stood until 30 September 2025; under its new wording all of pension age are taken to stay in.
OPEN_TO: Final = frozenset(
    {
        Category.MAIN,
        Category.PRIMOSTARTER,
        Category.SPOUSE_MAXI,
        Category.PENSIONER,
        Category.PENSION_AGE_WITHOUT_PENSION,
        Category.EARLY_PENSION_SUSPENDED,
        Category.SURVIVOR_PENSION,
    }
)


def may_ask(category: Category, law: Law, *, income_cents: int = 0) -> Explained[bool]:
    """Whether somebody of a category may ask for an exemption (RD no. 38, art. 17 § 2).

    A student only when his income reaches the minimum of a main occupation (art. 12bis § 2): `income_cents`
    is the income of a full year his contribution stands on. Closed to secondary occupation and article 37.
    """
    work = Working(law)
    if category is Category.STUDENT:
        limit = work.cents(MAIN_FLOOR)
        may = income_cents >= limit
        if may:
            work.step("exemption_student_may", article="rd38_12bis", limit=limit)
        else:
            work.step("exemption_student_may_not", article="rd38_12bis", limit=limit)
        return work.result(may)
    may = category in OPEN_TO
    if may:
        work.step("exemption_open", article="rd38_17")
    else:
        work.step("exemption_closed", article="rd38_17")
    return work.result(may)


def request_from(first_quarter: Quarter, law: Law) -> Explained[date]:
    """The first day somebody still active can ask: after four consecutive full quarters (art. 50ter).

    Who stopped before may ask at once.
    """
    work = Working(law)
    count = work.count(QUARTERS_AFFILIATED)
    first_day = first_quarter.plus(count).first_day
    work.step("exemption_from", article="gr67_50ter", count=count, day=first_day)
    return work.result(first_day)


def request_until(quarter: Quarter, law: Law, *, first_quarter: Quarter | None = None) -> Explained[date]:
    """The last day to ask for the exemption of a quarter: twelve months after its end (art. 50ter).

    For one of the first three quarters of an affiliation (`first_quarter` given), the months start with
    the fifth quarter.
    """
    work = Working(law)
    after = quarter.next
    if first_quarter is not None:
        after = max(after, first_quarter.plus(work.count(QUARTERS_AFFILIATED)))
    return _within_months(work, after)


def supplement_request_until(statement_sent_on: date, law: Law) -> Explained[date]:
    """The last day to ask for the exemption of a supplement: twelve months after its statement's quarter."""
    return _within_months(Working(law), Quarter.of(statement_sent_on).next)


def _within_months(work: Working, quarter: Quarter) -> Explained[date]:
    """The twelve months that start on the first day of a quarter (art. 50ter)."""
    months, first_day = work.count(MONTHS), quarter.first_day
    last_day = date.fromordinal(months_after(first_day, months).toordinal() - 1)
    work.step("exemption_window", article="gr67_50ter", months=months, since=first_day, day=last_day)
    return work.result(last_day)
