"""On which income a quarter is paid: pure reckoning from career, known incomes and the person's choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from webapp.domain import affiliates
from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.provisional import (
    Base,
    NoReferenceYear,
    YearIncome,
    as_counted,
    provisional,
    provisional_base,
)
from webapp.rules.units import QUARTERS_A_YEAR, Quarter

NO_REFERENCE_INCOME: Final = "no_reference_income"
MISSING_VALUE: Final = "missing_value"


class CannotReckonError(Exception):
    """A due that cannot be reckoned honestly: `because` is a code, `detail` the missing value or year."""

    def __init__(self, because: str, detail: str) -> None:
        """Keep both for the list that staff reads."""
        self.because, self.detail = because, detail
        super().__init__(f"{because}: {detail}")


@dataclass(frozen=True, kw_only=True)
class KnownIncome:
    """An income of a year in cents, and the day we learnt it."""

    year: int
    cents: int
    known_on: date


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The income of a year on which a person asked to pay, and from which quarter."""

    year: int
    cents: int
    from_quarter: Quarter
    granted_on: date


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that decides on the dues of one person."""

    affiliate_id: int
    stretches: tuple[affiliates.Stretch, ...]
    incomes: tuple[KnownIncome, ...] = ()
    choices: tuple[Choice, ...] = ()
    exempt: frozenset[str] = frozenset()

    def income_of(self, year: int, *, known_by: date) -> KnownIncome | None:
        """The income of a year as it was known on a day: the latest message of the tax administration."""
        known = [one for one in self.incomes if one.year == year and one.known_on <= known_by]
        return max(known, key=lambda one: one.known_on, default=None)

    def incomes_with_quarters(self) -> tuple[YearIncome, ...]:
        """Every income with the quarters of its year; a career taken over without its past counts as full."""
        return tuple(
            YearIncome(
                year=one.year,
                cents=one.cents,
                known_on=one.known_on,
                quarters=affiliates.quarters_worked(self.stretches, one.year) or QUARTERS_A_YEAR,
            )
            for one in self.incomes
        )


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """One quarter worked out: in which category, on which basis, with every step."""

    quarter: Quarter
    category: str
    kind: Kind
    explained: Explained[QuarterlyContribution]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """On what a quarter is paid: how the person stands in it, and the income that counts.

    `base` is where a provisional income came from; that of an earlier year is in the prices of this one.
    """

    standing: affiliates.Standing
    kind: Kind
    cents: int = 0
    earned_in: int = QUARTERS_A_YEAR
    base: Explained[Base] | None = None


def reckon_provisional(dossier: Dossier, quarter: Quarter, *, fee_percent: Decimal) -> Reckoned | None:
    """What a person owes provisionally for a quarter; None when she owes none (not subject, or exempt).

    The law is that of the quarter's first day (RD no. 38, art. 11 § 3, 13bis).

    Raises:
        CannotReckonError: the reference income or a value of the law is not known; never guessed.
    """
    ground = ground_of(dossier, quarter)
    return None if ground is None else _reckon(ground, fee_percent=fee_percent)


def reckon_final(dossier: Dossier, quarter: Quarter, *, on: date, fee_percent: Decimal) -> Reckoned | None:
    """What a quarter costs in the end, on the income of its own year (art. 11 § 5); None when not subject.

    Raises:
        CannotReckonError: the income of the year is not known on this day.
    """
    standing = affiliates.standing(dossier.stretches, quarter)
    if standing is None or str(quarter) in dossier.exempt:
        return None
    income = dossier.income_of(quarter.year, known_by=on)
    if income is None:
        raise CannotReckonError(NO_REFERENCE_INCOME, str(quarter.year))
    earned_in = affiliates.quarters_worked(dossier.stretches, quarter.year)
    ground = Ground(standing=standing, kind=Kind.FINAL, cents=income.cents, earned_in=earned_in)
    return _reckon(ground, fee_percent=fee_percent)


def ground_of(dossier: Dossier, quarter: Quarter) -> Ground | None:
    """Her own choice first, then the flat base of a starter, else the income of three years before.

    None when she owes nothing for the quarter: not subject, or exempt.

    Raises:
        CannotReckonError: the reference income is not known.
    """
    standing = affiliates.standing(dossier.stretches, quarter)
    if standing is None or str(quarter) in dossier.exempt:
        return None
    chosen = [one for one in dossier.choices if one.year == quarter.year and one.from_quarter <= quarter]
    if chosen:
        return Ground(standing=standing, kind=Kind.EXPECTED, cents=chosen[-1].cents)
    return _on_base(dossier, standing)


def _on_base(dossier: Dossier, standing: affiliates.Standing) -> Ground:
    """The flat base of a starter, else the income of three years before or earlier (art. 11 § 3, 13bis)."""
    quarter, law = standing.quarter, law_on(standing.quarter.first_day)
    try:
        base = provisional_base(
            quarter=quarter, began=standing.began, incomes=dossier.incomes_with_quarters(), law=law
        )
        counted = as_counted(base, quarter, law).value
    except NoReferenceYear as error:
        raise CannotReckonError(NO_REFERENCE_INCOME, str(error.year)) from error
    except MissingValue as error:
        raise CannotReckonError(MISSING_VALUE, error.name) from error
    return Ground(
        standing=standing,
        kind=Kind(counted.kind),
        cents=counted.income_cents,
        earned_in=counted.earned_in_quarters,
        base=base,
    )


def _reckon(ground: Ground, *, fee_percent: Decimal) -> Reckoned:
    standing = ground.standing
    quarter = standing.quarter
    reckon = partial(
        quarterly, kind=ground.kind, income_cents=ground.cents, earned_in_quarters=ground.earned_in
    )
    if ground.base is not None:
        reckon = partial(provisional, base=ground.base)
    try:
        explained = reckon(
            category=standing.category,
            quarter=quarter,
            fee_percent=fee_percent,
            law=law_on(quarter.first_day),
            opt_out=standing.opt_out,
            first_quarter=standing.is_first_quarter,
        )
    except MissingValue as error:
        raise CannotReckonError(MISSING_VALUE, error.name) from error
    kind = ground.kind if ground.base is None else Kind(ground.base.value.kind)
    return Reckoned(quarter=quarter, category=str(standing.category), kind=kind, explained=explained)
