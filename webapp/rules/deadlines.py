"""Days by which something must happen: due days, working days, and the clocks of decisions.

Lengths of terms stand in ``content/law/deadlines.toml``; this file only counts. Public holidays are those of
the law of 4 January 1974 on public holidays, Easter is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from webapp.rules.law import Law
from webapp.rules.units import Quarter, last_day_of_month, months_after

_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)
_FIXED_HOLIDAYS: Final = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER: Final = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday


def due_on(quarter: Quarter) -> date:
    """The day by which a contribution must stand on the fund's account (general regulation)."""
    return quarter.last_day


def starter_due_on(quarter: Quarter, *, started_in: Quarter, law: Law) -> date:
    """The due day of a starter who affiliated in time: one quarter more for his first two (art. 44 § 2).

    His other quarters have the ordinary day.
    """
    if 0 <= quarter.minus(started_in) <= 1:
        return quarter.plus(law.count("deadlines.starter_extra_quarters")).last_day
    return quarter.last_day


def statement_until(data_received_on: date, law: Law) -> date:
    """The last day to send a regularisation statement: end of the month after the data came (art. 43)."""
    return last_day_of_month(data_received_on, law.count("deadlines.regularisation_statement_months"))


def supplement_due_on(statement_sent_on: date, law: Law) -> date:
    """The day to have paid a supplement: end of the quarter after that of the statement (art. 44 § 3)."""
    quarters = law.count("deadlines.regularisation_payment_quarters")
    return Quarter.of(statement_sent_on).plus(quarters).last_day


def decision_until(received_on: date, law: Law, *, waited_days: int = 0) -> date:
    """The last day to decide a request: four months (charter of the insured person), plus the days waited.

    `waited_days` are the days on which information was missing; the clock stood still then.
    """
    end = months_after(received_on, law.count("deadlines.decision_months"))
    return end + timedelta(days=waited_days)


def payment_until(notified_on: date, law: Law) -> date:
    """The last day to pay out what was granted: four months after the notification (charter)."""
    return months_after(notified_on, law.count("deadlines.payment_months"))


def appeal_until(notified_on: date, law: Law) -> date:
    """The last day to go to the labour court against a decision: three months (charter)."""
    return months_after(notified_on, law.count("deadlines.appeal_months"))


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule (integer form by J.-M. Oudin)."""
    golden, century = year % 19, year // 100
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - correction // 28 * (1 - 29 // (correction + 1) * ((21 - golden) // 11))
    sunday = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (sunday + 40) // 44
    return date(year, month, sunday + 28 - 31 * (month // 4))


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The ten Belgian public holidays of a year, without replacement days."""
    moving = {easter(year) + timedelta(days=days) for days in _AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED_HOLIDAYS})


def is_working_day(day: date) -> bool:
    """Monday to Friday, public holidays excepted."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def working_day_from(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def last_working_day_until(day: date) -> date:
    """The day itself if it is a working day, else the one before: the latest day to order a transfer."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def after_working_days(day: date, count: int) -> date:
    """The working day so many working days after a day; the day itself does not count."""
    following = _working_days_after(day)
    for _ in range(count):
        day = next(following)
    return day


def _working_days_after(day: date) -> Iterator[date]:
    while True:
        day += _ONE_DAY
        if is_working_day(day):
            yield day
