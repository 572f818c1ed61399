"""Why a contribution is due by a day, and its transfer ordered by another: `deadlines`, explained."""

from __future__ import annotations

from datetime import date

from webapp.rules import deadlines
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.transfers import TRANSFER_DAYS, order_transfer_until
from webapp.rules.units import Quarter


def of_quarter(quarter: Quarter, law: Law, *, started_in: Quarter | None = None) -> Explained[date]:
    """The day by which the contribution of a quarter must be on the fund's account (art. 42).

    `started_in` is the first quarter of somebody who affiliated in time: he has one quarter more for his
    first two (art. 44 § 2). `law` is any day of the book wanted, here and below.
    """
    work = Working(law.book.on(quarter.first_day))
    ordinary = deadlines.due_on(quarter)
    if started_in is None:
        work.step("due_ordinary", article="gr67_42", quarter=quarter, day=ordinary)
        return work.result(ordinary)
    day = deadlines.starter_due_on(quarter, started_in=started_in, law=work.law)
    if day == ordinary:
        work.step("due_ordinary", article="gr67_42", quarter=quarter, day=day)
    else:
        work.value(deadlines.STARTER_QUARTERS)
        work.step("due_starter", article="gr67_44", quarter=quarter, day=day)
    return work.result(day)


def to_order(arrives_by: date, law: Law) -> Explained[date]:
    """The latest day to order an ordinary transfer that must be credited by a day (art. 42)."""
    work = Working(law.book.on(arrives_by))
    day = order_transfer_until(arrives_by, work.law)
    work.value(TRANSFER_DAYS)
    work.step("transfer_ordered", article="gr67_42", day=day)
    return work.result(day)
