"""The highest premium for the free supplementary pension (PLCI/VAPZ): a share of the income, up to a cap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.rules.contributions import COEFFICIENT
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import base_income_cents, share_cents


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
