"""When to order a bank transfer so that it arrives in time: what counts is the day our account is credited.

General regulation (Royal Decree of 19 December 1967), art. 42; Directive (EU) 2015/2366 on payment services,
art. 83: the payer's bank has until the end of the next business day. An instant transfer needs no such day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from webapp.rules.deadlines import easter, is_working_day
from webapp.rules.law import Law

TRANSFER_DAYS: Final = "deadlines.transfer_working_days"

_ONE_DAY: Final = timedelta(days=1)
_GOOD_FRIDAY: Final = timedelta(days=-2)
_SECOND_DAY_OF_CHRISTMAS: Final = (12, 26)


def order_transfer_until(arrives_by: date, law: Law) -> date:
    """The latest day to order an ordinary transfer that must be credited by a day (directive, art. 83).

    Where that day is no banking day, the money has to be there on the last banking day before it.
    """
    day = _banking_day_until(arrives_by)
    for _ in range(law.count(TRANSFER_DAYS)):
        day = _banking_day_until(day - _ONE_DAY)
    return day


def is_banking_day(day: date) -> bool:
    """A working day on which the European settlement system (TARGET) is open too."""
    return is_working_day(day) and day not in _closed(day.year)


def _banking_day_until(day: date) -> date:
    while not is_banking_day(day):
        day -= _ONE_DAY
    return day


@lru_cache(maxsize=64)
def _closed(year: int) -> frozenset[date]:
    """The closing days of TARGET that are no Belgian public holidays."""
    return frozenset({easter(year) + _GOOD_FRIDAY, date(year, *_SECOND_DAY_OF_CHRISTMAS)})
