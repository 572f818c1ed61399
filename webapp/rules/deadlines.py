"""Days by which something must happen: due days, working days, and the clocks of decisions.

Lengths of terms stand in ``content/law/deadlines.toml``; this file only counts. Public holidays are those of
the law of 4 January 1974 on public holidays, Easter is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from webapp.rules.law import Law
from webapp.rules.units import Quarter, last_day_of_month, months_after

STARTER_QUARTERS: Final = "deadlines.starter_extra_quarters"

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
        return quarter.plus(law.count(STARTER_QUARTERS)).last_day
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


def affiliate_from(starts_on: date, law: Law) -> date:
    """The first day to sign a declaration of affiliation, months before the start (RD no. 38, art. 10)."""
    return months_after(starts_on, -law.count("deadlines.affiliation_months_ahead"))


def affiliate_until(starts_on: date) -> date:
    """The last day to affiliate in time: the one before the start (RD no. 38, art. 10)."""
    return starts_on - _ONE_DAY


def join_after_notice_until(sent_on: date, law: Law) -> date:
    """The last day to choose a fund after INASTI's formal notice, counted from its sending (art. 9)."""
    return sent_on + timedelta(days=law.count("deadlines.affiliation_notice_days"))


def report_change_until(changed_on: date, law: Law) -> date:
    """The last day to tell the fund of a change (general regulation, art. 7)."""
    return changed_on + timedelta(days=law.count("deadlines.report_change_days"))


def report_stop_until(stopped_on: date, law: Law) -> date:
    """The last day to tell the fund that all activity ended, with a document (general regulation, art. 8)."""
    return stopped_on + timedelta(days=law.count("deadlines.report_stop_days"))


def affiliate_company_until(incorporated_on: date, law: Law) -> date:
    """The last day for a company to affiliate after its incorporation (law of 30 December 1992)."""
    return months_after(incorporated_on, law.count("deadlines.company_affiliation_months"))


def notice_until(quarter: Quarter) -> date:
    """The last day to send the due notice: in the first month of the quarter (art. 42)."""
    return last_day_of_month(quarter.first_day)


def answer_last_reminder_until(sent_on: date, law: Law) -> date:
    """The last day to dispute or to ask for terms; from the day after, a writ may be issued (art. 46)."""
    return months_after(sent_on, law.count("deadlines.last_reminder_months"))


def pay_after_writ_until(served_at: datetime, law: Law) -> datetime:
    """The moment by which a served writ orders to pay (general regulation, art. 47bis)."""
    return served_at + timedelta(hours=law.count("deadlines.writ_payment_hours"))


def oppose_writ_until(served_on: date, law: Law) -> date:
    """The last day to oppose a writ before the labour court, with reasons; it suspends (art. 47bis)."""
    return months_after(served_on, law.count("deadlines.writ_opposition_months"))


def appeal_fine_until(notified_on: date, law: Law) -> date:
    """The last day to appeal against a fine for not affiliating (RD no. 38, art. 17bis)."""
    return months_after(notified_on, law.count("deadlines.fine_appeal_months"))


def business_transfer_binds_from(notified_on: date, law: Law) -> date:
    """The first day on which the fund is bound by the transfer of a business (RD no. 38, art. 16ter).

    Until the end of the month after that of the notice, the buyer answers for the seller's debts.
    """
    return last_day_of_month(notified_on, law.count("deadlines.business_transfer_months")) + _ONE_DAY


def business_certificate_until(asked_on: date, law: Law) -> date:
    """The last day to deliver or refuse the certificate that frees the buyer (RD no. 38, art. 16ter § 3)."""
    return asked_on + timedelta(days=law.count("deadlines.business_certificate_days"))


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
