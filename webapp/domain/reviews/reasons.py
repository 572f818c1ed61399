"""Why a page must be read again: what it quotes changed or will, it is old, or something in it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from webapp.domain.reviews.page_links import Known, broken
from webapp.domain.reviews.pages import PageState, figure_on
from webapp.kit import reading, typed_law
from webapp.kit.i18n import LANGUAGES
from webapp.rules.law import LawBook
from webapp.rules.law_calendar import Change, changes

#: How long before a change of the law a page is asked for, and how long a reading lasts.
AHEAD: Final = timedelta(days=60)
LASTS: Final = timedelta(days=365)


class Reason(StrEnum):
    """One ground for reading a page again, the gravest first."""

    LAW_CHANGED = "law_changed"
    LAW_CORRECTED = "law_corrected"
    TYPED = "typed"
    BROKEN_LINK = "broken_link"
    LAW_COMING = "law_coming"
    TEXT_CHANGED = "text_changed"
    OLD = "old"
    HARD = "hard"


@dataclass(frozen=True, kw_only=True)
class LastReading:
    """What is known of the last time a page was read."""

    reviewed_on: date
    fingerprint: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """The reasons of one page with what stands behind each."""

    changed: tuple[Change, ...] = ()
    coming: tuple[Change, ...] = ()
    corrected: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()
    text_changed: bool = False
    old: bool = False

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it must be read, the gravest first; empty when all is well."""
        found = {
            Reason.LAW_CHANGED: self.changed,
            Reason.LAW_CORRECTED: self.corrected,
            Reason.TYPED: self.typed,
            Reason.BROKEN_LINK: self.broken,
            Reason.LAW_COMING: self.coming,
            Reason.TEXT_CHANGED: self.text_changed,
            Reason.OLD: self.old,
            Reason.HARD: self.hard,
        }
        return tuple(reason for reason in Reason if found[reason])


def grounds(
    state: PageState,
    last: LastReading,
    *,
    book: LawBook,
    known: Known,
    today: date,
) -> Grounds:
    """What speaks for reading a page again today."""
    found = _changes_of(state.figures, book, since=last.reviewed_on, until=today + AHEAD)
    return Grounds(
        changed=tuple(one for one in found if one.since <= today),
        coming=tuple(one for one in found if one.since > today),
        corrected=_corrected(state.figures, last, book),
        typed=tuple(words for code in LANGUAGES for words in typed_law.typed(state.texts[f"{code}.md"])),
        broken=tuple(sorted({one.target for code in LANGUAGES for one in broken(state, code, known)})),
        hard=tuple(code for code in LANGUAGES if reading.page(state.texts[f"{code}.md"], code).too_hard),
        text_changed=bool(last.fingerprint) and last.fingerprint != state.fingerprint,
        old=last.reviewed_on + LASTS < today,
    )


def _changes_of(names: Iterable[str], book: LawBook, *, since: date, until: date) -> list[Change]:
    """Changes of these values after a day; a yearly line that repeats its figure is none."""
    wanted = set(names)
    return [one for one in _all_changes(book, until) if one.since > since and one.after.name in wanted]


@lru_cache(maxsize=4)
def _all_changes(book: LawBook, until: date) -> tuple[Change, ...]:
    return tuple(changes(book, since=date.min, until=until))


def _corrected(names: Iterable[str], last: LastReading, book: LawBook) -> tuple[str, ...]:
    """Values that were another figure for the day of the reading: a mistake was mended since, or a change
    was published for a day that had passed.
    """
    quoted = set(names)
    return tuple(
        name
        for name, was in sorted(last.figures.items())
        if name in quoted and was and figure_on(book, name, last.reviewed_on) != was
    )
