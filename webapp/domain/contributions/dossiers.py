"""The dossiers of many persons read with few questions, for runs as well as for one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from webapp.domain import affiliates
from webapp.domain.contributions.basis import Choice, Dossier, KnownIncome
from webapp.domain.contributions.models import ChosenIncome, ExemptQuarter, Income
from webapp.kit.db import session
from webapp.rules.units import Quarter


def dossier_of(affiliate_id: int) -> Dossier:
    """The dossier of one person."""
    return dossiers_of([affiliate_id])[affiliate_id]


def dossiers_of(affiliate_ids: Collection[int]) -> dict[int, Dossier]:
    """The dossiers of many persons."""
    careers = affiliates.careers_of(affiliate_ids)
    incomes: dict[int, list[KnownIncome]] = defaultdict(list)
    known = select(Income.affiliate_id, Income.year, Income.cents, Income.known_on)
    for number, year, cents, known_on in session.execute(
        known.where(Income.affiliate_id.in_(affiliate_ids)).order_by(Income.id)
    ):
        incomes[number].append(KnownIncome(year=year, cents=cents, known_on=known_on))
    choices: dict[int, list[Choice]] = defaultdict(list)
    for chosen in session.scalars(
        select(ChosenIncome).where(ChosenIncome.affiliate_id.in_(affiliate_ids)).order_by(ChosenIncome.id)
    ):
        choices[chosen.affiliate_id].append(
            Choice(
                year=chosen.year,
                cents=chosen.cents,
                from_quarter=Quarter.parse(chosen.from_quarter),
                granted_on=chosen.granted_on,
            )
        )
    exempt: dict[int, set[str]] = defaultdict(set)
    free = select(ExemptQuarter.affiliate_id, ExemptQuarter.quarter)
    for number, quarter in session.execute(free.where(ExemptQuarter.affiliate_id.in_(affiliate_ids))):
        exempt[number].add(quarter)
    return {
        affiliate_id: Dossier(
            affiliate_id=affiliate_id,
            stretches=careers[affiliate_id],
            incomes=tuple(incomes[affiliate_id]),
            choices=tuple(choices[affiliate_id]),
            exempt=frozenset(exempt[affiliate_id]),
        )
        for affiliate_id in affiliate_ids
    }
