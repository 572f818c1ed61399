"""What a self-employed person pays for a quarter (Royal Decree no. 38, art. 11 to 13bis).

`quarterly` explains every step; `quarterly_amounts` gives the same cents without words, for runs of many
thousands. Both stand on one arithmetic: `assess` decides what part of the income counts, two bands give the
contribution of a year in exact integers, a quarter of it is rounded once, then the fee once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from webapp.rules.careers import Category, Scale, Tariff, scale_of, tariff_of
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law, LawBook
from webapp.rules.units import (
    QUARTERS_A_YEAR,
    RATE_UNITS,
    Quarter,
    base_income_cents,
    fee_cents,
    half_up,
    quarterly_contribution_cents,
    yearly_contribution_cents,
)

CUT: Final = "contributions.primostarter_first_quarter_cut"
COEFFICIENT: Final = "contributions.revaluation_coefficient"
REFERENCE_YEARS_BACK: Final = 3


class Kind(StrEnum):
    """Which income the contribution stands on.

    FINAL: the income of the year itself (art. 11 § 2). PROVISIONAL: that of three years before, revalued
    (art. 11 § 3). EXPECTED: the income of the year as the person expects it, after a request. STARTER: none
    known yet, a flat base (art. 13bis).
    """

    FINAL = "final"
    PROVISIONAL = "provisional"
    EXPECTED = "expected"
    STARTER = "starter"


@dataclass(frozen=True, slots=True)
class QuarterlyContribution:
    """The contribution of one quarter, in cents. `annual_cents` is that of a full year on the same base.

    `base_income_cents` is the income after annualising, revaluation and floor. `total_cents` is the quarter
    with the fund's fee.
    """

    annual_cents: int
    quarterly_cents: int
    fee_cents: int
    total_cents: int
    base_income_cents: int


class Situation(StrEnum):
    """Where an income lies on a scale; each is also the code of the step that says so."""

    FLOOR_APPLIES = "floor_applies"
    ABOVE_FLOOR = "above_floor"
    EXEMPT = "exempt_below"
    WHOLE_INCOME = "whole_income_counts"
    FREE = "free_up_to"
    PART_ABOVE = "part_above_counts"


class Assessed(NamedTuple):
    """An income cut along the scale: what counts, how much of it in each band. Cents."""

    situation: Situation
    base_cents: int
    band_1_cents: int
    band_2_cents: int
    beyond_cents: int

    def rate_units(self, tariff: Tariff) -> int:
        """The exact contribution of a year: cents times ten-thousandths."""
        return self.band_1_cents * tariff.rate_1 + self.band_2_cents * tariff.rate_2


def assess(income_cents: int, tariff: Tariff) -> Assessed:
    """Lay an income of a full year along a tariff. "Below" a limit is strictly below, as the law says it."""
    if tariff.exempt_below_cents is not None and income_cents < tariff.exempt_below_cents:
        return Assessed(Situation.EXEMPT, income_cents, 0, 0, 0)
    if tariff.free_up_to_cents is not None and _below(income_cents, tariff.floor_from_cents):
        part = max(income_cents - tariff.free_up_to_cents, 0)
        return Assessed(Situation.PART_ABOVE if part else Situation.FREE, income_cents, part, 0, 0)
    if tariff.floor_cents is None or _below(income_cents, tariff.floor_from_cents):
        return _in_bands(Situation.WHOLE_INCOME, income_cents, tariff)
    if income_cents < tariff.floor_cents:
        return _in_bands(Situation.FLOOR_APPLIES, tariff.floor_cents, tariff)
    return _in_bands(Situation.ABOVE_FLOOR, income_cents, tariff)


def _below(income_cents: int, limit_cents: int | None) -> bool:
    return limit_cents is not None and income_cents < limit_cents


def _in_bands(situation: Situation, base_cents: int, tariff: Tariff) -> Assessed:
    band_1 = min(base_cents, tariff.threshold_1_cents)
    band_2 = min(base_cents, tariff.threshold_2_cents) - band_1
    return Assessed(situation, base_cents, band_1, band_2, base_cents - band_1 - band_2)


class Terms(NamedTuple):
    """All that the law fixes for one category, kind of income and quarter, in whole numbers.

    An income earned in so many quarters counts `numerator` / (`denominator` x quarters) times. The starter's
    flat base is written as what it is: a floor under an income of nothing.
    """

    tariff: Tariff
    numerator: int
    denominator: int
    cut_cents: int


@lru_cache(maxsize=4_096)
def terms(  # noqa: PLR0917 – a key made of plain things, looked up once a contribution
    category: str,
    kind: str,
    year: int,
    number: int,
    opt_out: bool,  # noqa: FBT001 – part of the key
    first_quarter: bool,  # noqa: FBT001 – part of the key
    book: LawBook,
) -> Terms:
    """The terms of a quarter, by the law of its first day.

    `first_quarter` brings the primostarter's cut, for starts from 1 April 2022 (art. 12 § 1bis). Raises
    `MissingValue` where the law of the quarter is not known, ValueError for an unknown category or kind.
    """
    category, kind = Category(category), Kind(kind)
    law = book.on(Quarter(year, number).first_day)
    tariff = tariff_of(scale_of(category, law, opt_out=opt_out), law)
    is_cut = first_quarter and category is Category.PRIMOSTARTER and law.in_force(CUT)
    cut = law.cents(CUT) if is_cut else 0
    if kind is Kind.STARTER:
        flat = replace(
            tariff,
            floor_cents=tariff.starter_base_cents,
            exempt_below_cents=None,
            free_up_to_cents=None,
            floor_from_cents=None,
        )
        return Terms(flat, 0, 1, cut)
    coefficient = law.decimal(COEFFICIENT) if kind is Kind.PROVISIONAL else Decimal(1)
    numerator, denominator = coefficient.as_integer_ratio()
    return Terms(tariff, QUARTERS_A_YEAR * numerator, denominator, cut)


def quarterly_amounts(
    *,
    category: Category,
    income_cents: int,
    quarter: Quarter,
    fee_percent: Decimal,
    law: Law,
    kind: Kind = Kind.FINAL,
    earned_in_quarters: int = QUARTERS_A_YEAR,
    opt_out: bool = False,
    first_quarter: bool = False,
) -> QuarterlyContribution:
    """The cents of `quarterly`, without the explanation: same arguments, same result, for long runs."""
    if not 1 <= earned_in_quarters <= QUARTERS_A_YEAR:
        raise ValueError(f"an income is earned in one to four quarters, not {earned_in_quarters}")
    tariff, numerator, denominator, cut = terms(
        category, kind, quarter.year, quarter.number, opt_out, first_quarter, law.book
    )
    base = half_up(max(income_cents, 0) * numerator, denominator * earned_in_quarters)
    assessed = assess(base, tariff)
    return _amounts(assessed.base_cents, assessed.rate_units(tariff), cut, fee_percent)


def quarterly(
    *,
    category: Category,
    income_cents: int,
    quarter: Quarter,
    fee_percent: Decimal,
    law: Law,
    kind: Kind = Kind.FINAL,
    earned_in_quarters: int = QUARTERS_A_YEAR,
    opt_out: bool = False,
    first_quarter: bool = False,
) -> Explained[QuarterlyContribution]:
    """What one quarter costs, step by step (RD no. 38, art. 11, 12, 12bis, 13 and 13bis).

    `income_cents` is the net professional income, a loss counts as nothing; it was earned in
    `earned_in_quarters` quarters of its year. `law` is the law of any day of the book wanted; the values are
    those of the first day of the quarter. `opt_out` is art. 37/1 of the general regulation, `first_quarter`
    the primostarter's first quarter with its cut. Raises `MissingValue` where the law of the quarter is not
    known (the coefficient of 2026, any year not published yet).
    """
    work = Working(law.book.on(quarter.first_day))
    category, kind = Category(category), Kind(kind)
    scale = scale_of(category, work.law, opt_out=opt_out)
    tariff, _numerator, _denominator, cut = terms(
        category, kind, quarter.year, quarter.number, opt_out, first_quarter, law.book
    )
    if kind is Kind.STARTER:
        work.value(scale.starter_base)
        work.step("starter_base", cents=tariff.starter_base_cents, article="rd38_13bis", year=quarter.year)
        base = tariff.starter_base_cents
        exact = _explain_band(work, "band_1", scale.rate_1, base, scale.article)
    else:
        income = _explain_income(work, kind, income_cents, quarter, earned_in_quarters)
        assessed = assess(income, tariff)
        _explain_situation(work, scale, tariff, assessed)
        exact = _explain_bands(work, scale, tariff, assessed)
        base = assessed.base_cents
    amounts = _amounts(base, exact, cut, fee_percent)
    _explain_quarter(work, amounts, exact, fee_percent)
    return work.result(amounts)


def _amounts(base_cents: int, exact: int, cut_cents: int, fee_percent: Decimal) -> QuarterlyContribution:
    """Round: the year for showing, the quarter from the exact year, the fee from the rounded quarter."""
    quarter = max(quarterly_contribution_cents(exact) - cut_cents, 0)
    fee = fee_cents(quarter, fee_percent)
    return QuarterlyContribution(yearly_contribution_cents(exact), quarter, fee, quarter + fee, base_cents)


def _explain_income(work: Working, kind: Kind, income_cents: int, quarter: Quarter, earned_in: int) -> int:
    """From the income as earned to that of a full year in the prices of the year (art. 11 § 2 and 3)."""
    year = quarter.year - REFERENCE_YEARS_BACK if kind is Kind.PROVISIONAL else quarter.year
    article = "rd38_11_3" if kind is Kind.PROVISIONAL else "rd38_11_2"
    work.step(f"income_{kind}", cents=income_cents, article=article, year=year)
    counted = max(income_cents, 0)
    if earned_in != QUARTERS_A_YEAR:
        full_year = base_income_cents(counted, quarters=earned_in)
        work.step("income_annualised", cents=full_year, article=article, quarters=earned_in)
    if kind is not Kind.PROVISIONAL:
        return base_income_cents(counted, quarters=earned_in)
    coefficient = work.decimal(COEFFICIENT)
    revalued = base_income_cents(counted, quarters=earned_in, coefficient=coefficient)
    work.step("income_revalued", cents=revalued, article=article, coefficient=coefficient, year=quarter.year)
    return revalued


def _explain_situation(work: Working, scale: Scale, tariff: Tariff, assessed: Assessed) -> None:
    """Say which limit of the scale decided, and quote it."""
    limits: dict[Situation, str | None] = {
        Situation.FLOOR_APPLIES: scale.floor,
        Situation.ABOVE_FLOOR: scale.floor,
        Situation.EXEMPT: scale.exempt_below,
        Situation.WHOLE_INCOME: scale.exempt_below,
        Situation.FREE: scale.free_up_to,
        Situation.PART_ABOVE: scale.free_up_to,
    }
    if scale.floor_from is not None and not _below(assessed.base_cents, tariff.floor_from_cents):
        work.step("main_rules_from", article=scale.article, limit=work.cents(scale.floor_from))
    name = limits[assessed.situation]
    if name is not None and name != scale.floor_from:
        code, limit = str(assessed.situation), work.cents(name)
        counted = {Situation.FLOOR_APPLIES: limit, Situation.PART_ABOVE: assessed.band_1_cents}
        cents = counted.get(assessed.situation)
        work.step(code, cents=cents, article=scale.article, limit=limit)


def _explain_bands(work: Working, scale: Scale, tariff: Tariff, assessed: Assessed) -> int:
    """The two rates on their parts of the income; gives the exact contribution of the year in rate units."""
    if assessed.band_1_cents == tariff.threshold_1_cents:
        work.value("contributions.threshold_1")
    if assessed.band_1_cents:
        _explain_band(work, "band_1", scale.rate_1, assessed.band_1_cents, scale.article)
    if assessed.band_2_cents:
        work.value("contributions.threshold_2")
        _explain_band(work, "band_2", scale.rate_2, assessed.band_2_cents, scale.article)
    if assessed.beyond_cents:
        limit = work.cents("contributions.threshold_2")
        part = assessed.beyond_cents
        work.step("beyond_threshold_2", cents=0, article=scale.article, part=part, limit=limit)
    return assessed.rate_units(tariff)


def _explain_band(work: Working, code: str, rate: str, part_cents: int, article: str) -> int:
    share = work.decimal(rate)
    exact = int(part_cents * share * RATE_UNITS)
    work.step(code, cents=half_up(exact, RATE_UNITS), article=article, rate=share, part=part_cents)
    return exact


def _explain_quarter(work: Working, amounts: QuarterlyContribution, exact: int, fee_percent: Decimal) -> None:
    """From the year to what the due notice asks: a quarter, the first quarter's cut, the fee, the total."""
    quarter_cents = quarterly_contribution_cents(exact)
    work.step("year", cents=amounts.annual_cents)
    work.step("quarter", cents=quarter_cents, article="rd38_15")
    if amounts.quarterly_cents != quarter_cents:
        work.value(CUT)
        cut = quarter_cents - amounts.quarterly_cents
        work.step("first_quarter_cut", cents=-cut, article="rd38_12_1bis")
    if fee_percent:
        work.step("fee", cents=amounts.fee_cents, article="rd38_20_4", percent=fee_percent / 100)
    if amounts.total_cents != quarter_cents:
        work.step("total", cents=amounts.total_cents)
