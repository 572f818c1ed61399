"""Where the pages stand: each with its state of today, its last reading and what speaks for another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.domain.reviews.page_links import Known
from webapp.domain.reviews.pages import PageState, state_of
from webapp.domain.reviews.queries import last_reading, last_readings
from webapp.domain.reviews.reasons import Grounds, LastReading, grounds
from webapp.kit.guides import Guide, Guides
from webapp.rules.law import LawBook


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One page as its reader finds it."""

    guide: Guide
    state: PageState
    last: LastReading
    grounds: Grounds


def standings(shelves: Guides, *, book: LawBook, known: Known, today: date) -> list[Standing]:
    """Every page, in the order of the shelves: a theme, the pages behind it, then the service pages."""
    kept = last_readings()
    found = [_standing(shelves, one, kept, book=book, known=known, today=today) for one in shelves]
    themes = {theme.name: place for place, theme in enumerate(shelves.themes)}
    return sorted(
        found,
        key=lambda one: (
            themes.get(one.guide.theme or one.guide.name, len(themes)),
            one.guide.theme is not None,
            one.guide.order,
        ),
    )


def standing(shelves: Guides, guide: Guide, *, book: LawBook, known: Known, today: date) -> Standing:
    """One page alone."""
    return _standing(shelves, guide, last_readings(), book=book, known=known, today=today)


def _standing(
    shelves: Guides,
    guide: Guide,
    kept: Mapping[str, LastReading],
    *,
    book: LawBook,
    known: Known,
    today: date,
) -> Standing:
    state = state_of(shelves, guide, book=book, on=today)
    last = last_reading(guide, kept)
    return Standing(
        guide=guide,
        state=state,
        last=last,
        grounds=grounds(state, last, book=book, known=known, today=today),
    )
