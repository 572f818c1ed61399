"""A run reckoned for everybody at once: what it will ask for, and which values of the law it lacks.

The batch forecasts and checks. Each due is still drawn by the single rule with its explanation, and `confirm`
compares the two to the cent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select

from webapp.domain import affiliates, notices
from webapp.domain.contributions.basis import CannotReckonError, Dossier, ground_of
from webapp.domain.contributions.dossiers import dossiers_of
from webapp.domain.contributions.models import Due
from webapp.domain.contributions.service import PROVISIONAL
from webapp.kit.db import session
from webapp.rules import batch
from webapp.rules.batch import People, Person
from webapp.rules.law import MissingValue, law_on
from webapp.rules.units import Quarter


class DisagreementError(Exception):
    """The two ways of reckoning do not give the same cents: nothing of the range is drawn."""


class Asked(NamedTuple):
    """What one person is asked for a quarter, in cents."""

    contribution_cents: int
    fee_cents: int
    total_cents: int


@dataclass(frozen=True, kw_only=True)
class Together:
    """What many persons owe for a quarter, as whom, and which values of the law others would need."""

    asked: Mapping[int, Asked]
    missing: tuple[tuple[MissingValue, int], ...]
    persons: Mapping[int, Person] = field(default_factory=dict)


def reckon_together(dossiers: Mapping[int, Dossier], quarter: Quarter, *, fee_percent: Decimal) -> Together:
    """The quarter of many persons by the batch. Whose income is unknown is left for the drawing to name."""
    subject = dict(_persons(dossiers, quarter))
    law = law_on(quarter.first_day)
    lacking = batch.lacking(People.of(subject.values()), quarter=quarter, law=law)
    numbers = list(subject)
    for number in {numbers[row] for one in lacking for row in one.rows.tolist()}:
        del subject[number]
    people = People.of(subject.values())
    amounts = batch.quarterly(people, quarter=quarter, fee_percent=fee_percent, law=law)
    columns = (amounts.quarterly_cents, amounts.fee_cents, amounts.total_cents)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return Together(
        asked={number: Asked(*row) for number, row in zip(subject, rows, strict=True)},
        missing=tuple((one.missing, len(one.rows)) for one in lacking),
        persons=subject,
    )


def expect(
    quarter: Quarter, *, ranges: Iterable[tuple[int, int]], fee_percent: Decimal
) -> notices.runs.Expected:
    """What the run of a quarter will ask for in all, range by range so that a large fund fits in memory."""
    count = cents = 0
    waiting: Counter[str] = Counter()
    values: dict[str, MissingValue] = {}
    for low, high in ranges:
        found = reckon_together(not_called(low, high, quarter), quarter, fee_percent=fee_percent)
        count += len(found.asked)
        cents += sum(asked.total_cents for asked in found.asked.values())
        for value, people in found.missing:
            values[value.name] = value
            waiting[value.name] += people
    lacking = [
        notices.runs.Lacking(name=name, file=value.file, day=value.day, people=waiting[name])
        for name, value in values.items()
    ]
    return notices.runs.Expected(count=count, cents=cents, lacking=tuple(lacking))


def not_called(low: int, high: int, quarter: Quarter) -> dict[int, Dossier]:
    """The dossiers of those of a range for whom the quarter is not drawn yet."""
    ids = affiliates.ids_between(low, high)
    drawn = select(Due.affiliate_id).where(
        Due.quarter == str(quarter), Due.kind == PROVISIONAL, Due.affiliate_id.between(low, high)
    )
    already = set(session.scalars(drawn))
    return dossiers_of([number for number in ids if number not in already])


def confirm(rows: Sequence[Mapping[str, Any]], together: Together) -> None:
    """Every drawn due equals the batch to the cent, and the batch knows nobody else.

    Raises:
        DisagreementError: they differ; it names the first person and both amounts.
    """
    drawn = {
        row["affiliate_id"]: Asked(row["contribution_cents"], row["fee_cents"], row["total_cents"])
        for row in rows
    }
    for number in sorted(drawn.keys() | together.asked.keys()):
        one, other = drawn.get(number), together.asked.get(number)
        if one != other:
            raise DisagreementError(f"affiliate {number}: drawn {one}, by the batch {other}")


def _persons(dossiers: Mapping[int, Dossier], quarter: Quarter) -> Iterable[tuple[int, Person]]:
    for number, dossier in dossiers.items():
        try:
            ground = ground_of(dossier, quarter)
        except CannotReckonError:
            continue
        if ground is not None:
            standing = ground.standing
            yield (
                number,
                Person(
                    category=standing.category,
                    kind=ground.kind,
                    income_cents=ground.cents,
                    earned_in_quarters=ground.earned_in,
                    opt_out=standing.opt_out,
                    first_quarter=quarter.number if standing.is_first_quarter else 0,
                ),
            )
