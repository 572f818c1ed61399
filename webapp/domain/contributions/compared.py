"""The same quarter of the same people by two books of the law: whom a change touches, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain import affiliates
from webapp.domain.contributions.dossiers import dossiers_of
from webapp.domain.contributions.expected import Together, reckon_together
from webapp.rules import law
from webapp.rules.assumed_law import assumed
from webapp.rules.law import LawBook
from webapp.rules.units import Quarter


@dataclass(frozen=True, kw_only=True)
class TwoWays:
    """One person: her category, and what she is asked by each book in cents; None where that is not known."""

    category: str
    before_cents: int | None
    after_cents: int | None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The people of a range who owe something by one of the books, and the values the new one still lacks."""

    people: Mapping[int, TwoWays]
    missing: Mapping[str, int]


def compare_range(
    low: int, high: int, quarters: tuple[Quarter, ...], *, fees: Mapping[Quarter, Decimal],
    before: LawBook, after: LawBook,
) -> dict[Quarter, Compared]:  # fmt: skip
    """Quarters of a range of affiliates by both books.

    The batch of the quarterly run does it, opened on either book. Where the book in force does not reach the
    quarter yet, it is carried on unchanged: the difference is then that of the law alone.
    """
    dossiers = dossiers_of(affiliates.ids_between(low, high))
    carried_on = assumed(before)
    found = {}
    for quarter in quarters:
        with law.reading(carried_on):
            old = reckon_together(dossiers, quarter, fee_percent=fees[quarter])
        with law.reading(after):
            new = reckon_together(dossiers, quarter, fee_percent=fees[quarter])
        found[quarter] = Compared(
            people={
                number: _both(number, old, new) for number in sorted(old.asked.keys() | new.asked.keys())
            },
            missing={value.name: people for value, people in new.missing},
        )
    return found


def _both(number: int, old: Together, new: Together) -> TwoWays:
    person = new.persons.get(number) or old.persons[number]
    before, after = old.asked.get(number), new.asked.get(number)
    return TwoWays(
        category=str(person.category),
        before_cents=before.total_cents if before else None,
        after_cents=after.total_cents if after else None,
    )
