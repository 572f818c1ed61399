"""The yearly contribution of a company: how much, and by when (law of 30 December 1992, title III).

The size is that of the balance-sheet total (codes 20/58) of the last but one closed financial year. In 2026
only the low amount is published: asking for the high one raises `MissingValue`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law, MissingValue, weaker
from webapp.rules.units import last_day_of_month

THRESHOLD: Final = "company.balance_threshold"
LOW: Final = "company.small"
NEW_YEARS: Final = "company.new_company_small_years"
PRO_RATA: Final = "company.pro_rata"
ARTICLE: Final = "law92_title3"
FULL_YEAR: Final = 12  # months
PUT_OFF: Final = "company.due_day_put_off"


class Size(StrEnum):
    """The two amounts there are."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class CompanyContribution:
    """What a company pays for a year: cents, size, and the last day to have it on the fund's account."""

    amount_cents: int
    size: str
    due_on: date


def yearly(
    *,
    year: int,
    balance_sheet_total_cents: int | None,
    law: Law,
    incorporated_on: date | None = None,
    financial_year_months: int = FULL_YEAR,
) -> Explained[CompanyContribution]:
    """The contribution of a company for a year. `law` is any day of the book wanted.

    `balance_sheet_total_cents` may be None for a company in its first two years, which pays the low amount.
    Raises `MissingValue` where the threshold or the high amount of the year is not known, or how the total of
    a financial year of another length (`financial_year_months`) is recalculated; ValueError for a year before
    the incorporation or a missing balance-sheet total.
    """
    _must_exist(year, incorporated_on)
    work = Working(law.book.on(date(year, 1, 1)))
    size = _size(work, year, balance_sheet_total_cents, incorporated_on, financial_year_months)
    amount = work.cents(f"company.{size}")
    work.step(f"company_{size}", cents=amount, article=ARTICLE, year=year)
    due = work.include(due_day(year=year, law=law, incorporated_on=incorporated_on))
    return work.result(CompanyContribution(amount, str(size), due))


def due_day(*, year: int, law: Law, incorporated_on: date | None = None) -> Explained[date]:
    """The last day to have the contribution of a year on the fund's account, whatever its amount.

    Raises `MissingValue` where the day is not known, ValueError for a year before the incorporation.
    """
    _must_exist(year, incorporated_on)
    work = Working(law.book.on(date(year, 1, 1)))
    due = _due_on(work, year, incorporated_on)
    work.step("company_due", article=ARTICLE, day=due)
    if any(line.since.year == year for line in law.book.entry(PUT_OFF).lines):
        work.step("company_due_put_off", article=ARTICLE)
    return work.result(due)


def _must_exist(year: int, incorporated_on: date | None) -> None:
    if incorporated_on is not None and incorporated_on.year > year:
        raise ValueError("a company owes nothing for the years before its incorporation")


def _size(
    work: Working, year: int, total_cents: int | None, incorporated_on: date | None, months: int
) -> Size:
    """Small up to the threshold itself, and during the first two years."""
    small_years = work.law.count(NEW_YEARS)
    if incorporated_on is not None and year < incorporated_on.year + small_years:
        work.value(NEW_YEARS)
        work.step("company_is_new", article=ARTICLE, day=incorporated_on, years=small_years)
        return Size.SMALL
    if total_cents is None:
        raise ValueError("the balance-sheet total is needed from the third year on")
    if months != FULL_YEAR:
        work.decimal(PRO_RATA)
    try:
        threshold = work.cents(THRESHOLD)
    except MissingValue:
        return _small_by_last_year(work, total_cents)
    size = Size.LARGE if total_cents > threshold else Size.SMALL
    work.step(f"balance_{size}", article=ARTICLE, total=total_cents, limit=threshold)
    return size


def _small_by_last_year(work: Working, total_cents: int) -> Size:
    """Small by the threshold of the year before, where that of the year is not published.

    Threshold and amounts are indexed together, so as long as the low amount did not fall, a total up to the
    old threshold is small: derived, not read. Above it nothing is certain: `MissingValue`.
    """
    before = work.law.book.on(date(work.law.day.year - 1, 12, 31))
    if not _certainly_below(total_cents, before, work.law):
        work.cents(THRESHOLD)
    read = before.value(THRESHOLD)
    work.note(replace(read, confidence=weaker(read.confidence, "derived")))
    work.step("balance_small_last_year", article=ARTICLE, total=total_cents, limit=before.cents(THRESHOLD))
    return Size.SMALL


def _certainly_below(total_cents: int, before: Law, now: Law) -> bool:
    """Whether a total was small last year, and the amounts have not fallen since."""
    try:
        return total_cents <= before.cents(THRESHOLD) and before.cents(LOW) <= now.cents(LOW)
    except MissingValue:
        return False


def _due_on(work: Working, year: int, incorporated_on: date | None) -> date:
    """The due day of the year; a company founded late in it has until the end of the third month after.

    With 30 June (until 2022) that means founded from April on, with 31 December (since 2023) from October on.
    """
    month, day = work.month_day("company.due_day")
    ordinary = date(year, month, day)
    if incorporated_on is None or incorporated_on.year != year:
        return ordinary
    return max(ordinary, last_day_of_month(incorporated_on, work.count("company.new_company_months")))
