"""What a reduction would change, worked out before anybody decides: for the person who asks and for staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from webapp.domain import affiliates
from webapp.domain.contributions.basis import CannotReckonError, Choice, Dossier, reckon_provisional
from webapp.domain.contributions.dossiers import dossier_of
from webapp.domain.contributions.queries import QuarterLine, QuarterState, quarter, year
from webapp.domain.contributions.service import fee_percent
from webapp.kit.fund import MissingChoiceError
from webapp.rules.contributions import QuarterlyContribution
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
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
    """What a reduction would change from its first quarter on, with the fee.

    Without `now_cents` and `advice` the amount of today is not known yet (a value of the law is missing).
    """

    first: Quarter
    then: Explained[QuarterlyContribution]
    quarters: tuple[QuarterEffect, ...]
    now_cents: int | None = None
    advice: Explained[ReductionAdvice] | None = None

    @property
    def saves_nothing(self) -> bool:
        """Whether the amount of today is known and would not become less."""
        return self.advice is not None and not self.advice.value.saving_cents


def reducible_quarters(affiliate_id: int, *, on: date) -> tuple[Quarter, ...]:
    """The quarters for which one may still ask to pay less: owed, not fallen due, and with known law."""
    dossier = dossier_of(affiliate_id)
    wanted = Quarter.range(Quarter.of(on), Quarter(on.year + 1, 1))
    return tuple(one for one in wanted if _can_be_reduced(dossier, one, on=on))


def reduction_outlook(
    affiliate_id: int, *, income_cents: int, from_quarter: Quarter, on: date
) -> ReductionOutlook | None:
    """What would change if the expected income were accepted from a quarter on; None if nothing is due then.

    Raises:
        CannotReckonError: an income or a value of the law is missing.
    """
    dossier = dossier_of(affiliate_id)
    wished = _with_choice(dossier, income_cents, from_quarter, on=on)
    then = reckon_provisional(wished, from_quarter, fee_percent=fee_percent(from_quarter))
    standing = affiliates.standing(dossier.stretches, from_quarter)
    if standing is None or then is None:
        return None
    lines = year(affiliate_id, from_quarter.year, on=on).quarters
    effects = [_effect(wished, line) for line in lines if line.quarter >= from_quarter]
    found = ReductionOutlook(
        first=from_quarter,
        then=then.explained,
        quarters=tuple(effect for effect in effects if effect is not None),
    )
    now = _amounts_now(dossier, from_quarter, on=on)
    if now is None:
        return found
    advised = advice(
        category=standing.category,
        expected_income_cents=income_cents,
        current_quarterly_cents=now[0],
        quarter=from_quarter,
        fee_percent=fee_percent(from_quarter),
        law=law_on(from_quarter.first_day),
        opt_out=standing.opt_out,
    )
    return replace(found, now_cents=now[1], advice=advised)


def _amounts_now(dossier: Dossier, wanted: Quarter, *, on: date) -> tuple[int, int] | None:
    """What the quarter costs today, without and with the fee; None when it cannot be known yet."""
    called = quarter(dossier.affiliate_id, wanted, on=on)
    if called is not None:
        return called.now.contribution_cents, called.now.total_cents
    try:
        reckoned = reckon_provisional(dossier, wanted, fee_percent=fee_percent(wanted))
    except CannotReckonError:
        return None
    return (
        (reckoned.explained.value.quarterly_cents, reckoned.explained.value.total_cents) if reckoned else None
    )


def _with_choice(dossier: Dossier, income_cents: int, first: Quarter, *, on: date) -> Dossier:
    choice = Choice(year=first.year, cents=income_cents, from_quarter=first, granted_on=on)
    return replace(dossier, choices=(*dossier.choices, choice))


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


def _can_be_reduced(dossier: Dossier, wanted: Quarter, *, on: date) -> bool:
    wished = _with_choice(dossier, 0, wanted, on=on)
    try:
        return reckon_provisional(wished, wanted, fee_percent=fee_percent(wanted)) is not None
    except (CannotReckonError, MissingChoiceError):
        return False
