"""What a reduction would change, worked out before anybody decides: for the person who asks and for staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from webapp.domain import affiliates
from webapp.domain.contributions.basis import (
    MISSING_VALUE,
    CannotReckonError,
    Choice,
    Dossier,
    reckon_provisional,
)
from webapp.domain.contributions.dossiers import dossier_of
from webapp.domain.contributions.queries import QuarterLine, QuarterState, quarter, year
from webapp.domain.contributions.service import fee_percent
from webapp.kit.fund import MissingChoiceError
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.reductions import ReductionAdvice, advice
from webapp.rules.units import Quarter

CALLED = frozenset({QuarterState.CALLED, QuarterState.LATE, QuarterState.PAID, QuarterState.NOTHING})


@dataclass(frozen=True, kw_only=True)
class QuarterEffect:
    """One quarter before and after; `kept_cents` was paid already and stays until the final calculation."""

    quarter: Quarter
    called: bool
    before_cents: int
    after_cents: int
    kept_cents: int = 0


@dataclass(frozen=True, kw_only=True)
class ReductionOutlook:
    """What a reduction would change: the amounts of the first quarter with the fee, the advice, the quarters."""

    first: Quarter
    now_cents: int
    then_cents: int
    advice: Explained[ReductionAdvice]
    quarters: tuple[QuarterEffect, ...]


def reducible_quarters(affiliate_id: int, *, on: date) -> tuple[Quarter, ...]:
    """The quarters for which one may still ask to pay less: those not fallen due whose amount we can reckon."""
    dossier = dossier_of(affiliate_id)
    wanted = Quarter.range(Quarter.of(on), Quarter(on.year + 1, 1))
    return tuple(one for one in wanted if _is_owed(dossier, one))


def reduction_outlook(
    affiliate_id: int, *, income_cents: int, from_quarter: Quarter, on: date
) -> ReductionOutlook | None:
    """What would change if the expected income were accepted from a quarter on; None when nothing is due then.

    Raises:
        CannotReckonError: an income or a value of the law is missing.
    """
    dossier = dossier_of(affiliate_id)
    standing = affiliates.standing(dossier.stretches, from_quarter)
    reckoned = reckon_provisional(dossier, from_quarter, fee_percent=fee_percent(from_quarter))
    if standing is None or reckoned is None:
        return None
    called = quarter(affiliate_id, from_quarter, on=on)
    now = called.now if called else None
    try:
        advised = advice(
            category=standing.category,
            expected_income_cents=income_cents,
            current_quarterly_cents=(
                now.contribution_cents if now else reckoned.explained.value.quarterly_cents
            ),
            quarter=from_quarter,
            fee_percent=fee_percent(from_quarter),
            law=law_on(from_quarter.first_day),
            opt_out=standing.opt_out,
        )
    except MissingValue as error:
        raise CannotReckonError(MISSING_VALUE, error.name) from error
    return ReductionOutlook(
        first=from_quarter,
        now_cents=now.total_cents if now else reckoned.explained.value.total_cents,
        then_cents=advised.value.total_cents,
        advice=advised,
        quarters=_effects(dossier, income_cents, from_quarter, on=on),
    )


def _effects(dossier: Dossier, income_cents: int, first: Quarter, *, on: date) -> tuple[QuarterEffect, ...]:
    choice = Choice(year=first.year, cents=income_cents, from_quarter=first, granted_on=on)
    wished = replace(dossier, choices=(*dossier.choices, choice))
    lines = year(dossier.affiliate_id, first.year, on=on).quarters
    found = [_effect(wished, line) for line in lines if line.quarter >= first and line.cents is not None]
    return tuple(effect for effect in found if effect is not None)


def _effect(wished: Dossier, line: QuarterLine) -> QuarterEffect | None:
    reckoned = reckon_provisional(wished, line.quarter, fee_percent=fee_percent(line.quarter))
    if reckoned is None or line.cents is None:
        return None
    new_cents, called = reckoned.explained.value.total_cents, line.state in CALLED
    less = line.cents - new_cents
    taken = min(less, line.open_cents) if called and less > 0 else less
    return QuarterEffect(
        quarter=line.quarter,
        called=called,
        before_cents=line.cents,
        after_cents=line.cents - taken,
        kept_cents=less - taken,
    )


def _is_owed(dossier: Dossier, wanted: Quarter) -> bool:
    try:
        return reckon_provisional(dossier, wanted, fee_percent=fee_percent(wanted)) is not None
    except (CannotReckonError, MissingChoiceError):
        return False
