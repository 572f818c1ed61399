"""The free supplementary pension (PLCI/VAPZ): who may have it, how much in a year, and what can be deducted.

A premium is a share of the income, up to a cap. The text of its law was not at hand: the rules are those that
insurers, funds and accountants publish. From 2026 on, quarters without contribution after a birth no longer
harm the deduction; how they did before was not found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from webapp.rules.allocation import Payment
from webapp.rules.careers import MAIN_FLOOR, Category, scale_of
from webapp.rules.contributions import COEFFICIENT, quarterly_amounts
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter, base_income_cents, share_cents


class PensionPlan(StrEnum):
    """The two kinds of contract; a part of each social premium pays solidarity benefits."""

    ORDINARY = "ordinary"
    SOCIAL = "social"


class Access(StrEnum):
    """Whether somebody may pay premiums; uncertain where nothing was found about his category."""

    OPEN = "open"
    CLOSED = "closed"
    UNCERTAIN = "uncertain"


#: Who pays as in a main occupation, or is held to have paid like it (RD no. 38, art. 12 § 1bis and 1ter).
LIKE_MAIN: Final = frozenset({Category.MAIN, Category.PRIMOSTARTER, Category.SPOUSE_MAXI})
#: Who must reach the contributions of a main occupation first: secondary, and what is assimilated to it.
LIKE_SECONDARY: Final = frozenset({Category.SECONDARY, Category.ARTICLE_37, Category.ARTICLE_37_MANDATE})
MINIMA: Final = {
    PensionPlan.ORDINARY: "contributions.plci_minimum",
    PensionPlan.SOCIAL: "contributions.plci_minimum_social",
}


@dataclass(frozen=True, slots=True)
class Premiums:
    """The income the premium stands on and the highest ordinary and social premium of a year, in cents."""

    indexed_income_cents: int
    max_ordinary_cents: int
    max_social_cents: int


def from_income(*, year: int, income_n3_cents: int, law: Law) -> Explained[Premiums]:
    """The premiums on the income of three years before, revalued like a provisional contribution.

    Raises `MissingValue` where the coefficient of the year is not known.
    """
    work = Working(law.book.on(date(year, 1, 1)))
    work.step("income_provisional", cents=income_n3_cents, article="rd38_11_3", year=year - 3)
    coefficient = work.decimal(COEFFICIENT)
    indexed = base_income_cents(max(income_n3_cents, 0), coefficient=coefficient)
    work.step("income_revalued", cents=indexed, article="rd38_11_3", coefficient=coefficient, year=year)
    return _premiums(work, indexed)


def from_reference_income(*, year: int, income_cents: int, law: Law) -> Explained[Premiums]:
    """The premiums on an income that is already in the prices of the year."""
    return _premiums(Working(law.book.on(date(year, 1, 1))), max(income_cents, 0))


def from_starter_base(*, year: int, law: Law, category: Category = Category.MAIN) -> Explained[Premiums]:
    """The premiums of a starter without an accepted estimate: on the base income of the law (art. 13bis)."""
    work = Working(law.book.on(date(year, 1, 1)))
    base = work.cents(scale_of(category, work.law).starter_base)
    work.step("starter_base", cents=base, article="rd38_13bis", year=year)
    return _premiums(work, base)


@dataclass(frozen=True, slots=True)
class Room:
    """What can still be paid in a year, in cents: at most `left_cents`, and at least `least_cents`.

    Both are zero where the income gives a highest premium under the lowest one.
    """

    maximum_cents: int
    minimum_cents: int
    paid_cents: int
    left_cents: int
    least_cents: int


def room(
    premiums: Explained[Premiums], *, plan: PensionPlan, law: Law, paid_cents: int = 0
) -> Explained[Room]:
    """The room left in a year: the highest premium of a plan minus what was paid already."""
    work = Working(law.book.on(premiums.law_on))
    found = work.include(premiums)
    maximum = found.max_social_cents if plan is PensionPlan.SOCIAL else found.max_ordinary_cents
    minimum = work.cents(MINIMA[plan])
    if maximum < minimum:
        work.step("pension_too_low", cents=0, limit=minimum, highest=maximum)
        return work.result(Room(maximum, minimum, paid_cents, 0, 0))
    work.step("pension_minimum", cents=minimum)
    if paid_cents:
        work.step("pension_paid", cents=-paid_cents)
    left = max(maximum - paid_cents, 0)
    work.step("pension_left", cents=left, highest=maximum)
    return work.result(Room(maximum, minimum, paid_cents, left, max(minimum - paid_cents, 0)))


def open_to(*, category: Category, quarterly_cents: int, quarter: Quarter, law: Law) -> Explained[str]:
    """Whether somebody may pay premiums, as `Access` writes it.

    In a secondary occupation only if the contribution, without fee, reaches the lowest one of a main
    occupation. A student who reaches it pays as in a main occupation; about him below it, about pensioners
    and about the mini-statute nothing was found.
    """
    work = Working(law.book.on(quarter.first_day))
    if category in LIKE_MAIN:
        work.step("pension_open")
        return work.result(Access.OPEN)
    if category not in {*LIKE_SECONDARY, Category.STUDENT}:
        work.step("pension_uncertain")
        return work.result(Access.UNCERTAIN)
    work.value(MAIN_FLOOR)
    lowest = quarterly_amounts(
        category=Category.MAIN, income_cents=0, quarter=quarter, fee_percent=Decimal(0), law=work.law
    ).quarterly_cents
    if quarterly_cents >= lowest:
        work.step("pension_reached", limit=lowest, asked=quarterly_cents)
        return work.result(Access.OPEN)
    work.step("pension_not_reached", limit=lowest, asked=quarterly_cents)
    if category is Category.STUDENT:
        work.step("pension_uncertain")
        return work.result(Access.UNCERTAIN)
    return work.result(Access.CLOSED)


def deductible(
    *,
    year: int,
    premium_cents: int,
    maximum_cents: int,
    due_cents: int,
    payments: Iterable[Payment],
    law: Law,
) -> Explained[int]:
    """What of a premium can be deducted: all up to the maximum, if the year's contributions are paid in time.

    `due_cents` are the social contributions due in the year; `payments` those that went to them, with the day
    they were credited. A cent missing on 31 December, and nothing can be deducted.
    """
    year_end = date(year, 12, 31)
    work = Working(law.book.on(year_end))
    missing = max(due_cents - sum(payment.cents for payment in payments if payment.on <= year_end), 0)
    if missing:
        work.step("pension_not_deductible", cents=0, missing=missing, day=year_end)
        return work.result(0)
    cents = min(premium_cents, maximum_cents)
    work.step("pension_deductible", cents=cents, day=year_end)
    return work.result(cents)


def _premiums(work: Working, indexed_cents: int) -> Explained[Premiums]:
    cap = work.cents("contributions.plci_income_cap")
    counted = min(indexed_cents, cap)
    work.step("pension_income", cents=counted, limit=cap)
    ordinary = _share(work, "pension_ordinary", "contributions.plci_ordinary_rate", counted)
    social = _share(work, "pension_social", "contributions.plci_social_rate", counted)
    return work.result(Premiums(indexed_cents, ordinary, social))


def _share(work: Working, code: str, rate: str, counted_cents: int) -> int:
    share = work.decimal(rate)
    cents = share_cents(counted_cents, share)
    work.step(code, cents=cents, rate=share, part=counted_cents)
    return cents
