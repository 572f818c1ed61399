"""The law over time: what changes around a day, what is due and unknown, what is not read at its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp.rules.law import LawBook, MissingValue
from webapp.rules.law_files import CONFIDENCES, Entry, Line, Value

SURE = "sourced"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A value that is another one since a day; `before` is None where it begins."""

    since: date
    before: Value | None
    after: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a value stands since a day. `value` None: in force and not known; `note` says why, if we can."""

    entry: Entry
    since: date
    value: Value | None
    confidence: str
    source: str
    note: str


def changes(book: LawBook, *, since: date, until: date) -> list[Change]:
    """Every value that begins or becomes another one in a period, by day and name; both bounds count.

    A yearly line that repeats last year's figure is no change.
    """
    found: list[Change] = []
    for entry in _entries(book):
        before: Value | None = None
        for value in entry.history():
            other = before is None or before.value != value.value
            if since <= value.since <= until and other:
                found.append(Change(since=value.since, before=before, after=value))
            before = value
    return sorted(found, key=lambda change: (change.since, change.after.name))


def less_sure(book: LawBook, *, on: date | None = None) -> list[Standing]:
    """The lines that were not read at their source, the least sure first, then by name and day.

    With a day only those in force on it or later.
    """
    found = [
        _standing(entry, line)
        for entry in _entries(book)
        for line in entry.lines
        if line.confidence != SURE and (on is None or line.until is None or line.until >= on)
    ]
    return sorted(found, key=lambda one: CONFIDENCES.index(one.confidence))


def expected(book: LawBook) -> list[Standing]:
    """The lines that are due on a day and have no known value, soonest first, with what we know of them."""
    return [_awaited(book.entry(name), day) for day, name in book.expected()]


def beside(entry: Entry, years: Iterable[int]) -> list[Value | None]:
    """A value on 1 January of each year; None where it does not exist or is not known."""
    return [one.value if one else None for one in standing(entry, years)]


def standing(entry: Entry, years: Iterable[int]) -> list[Standing | None]:
    """How a value stands on 1 January of each year, unknown ones too; None where the rule does not exist."""
    return [_on(entry, date(year, 1, 1)) for year in years]


def matching(book: LawBook, words: str, *, language: str) -> list[Entry]:
    """The values whose name or label in a language holds every word, by name; all of them without words."""
    wanted = words.casefold().split()
    return [
        entry
        for entry in _entries(book)
        if all(word in f"{entry.name} {entry.label[language]}".casefold() for word in wanted)
    ]


def _on(entry: Entry, day: date) -> Standing | None:
    begun = [line for line in entry.lines if line.since <= day]
    if begun and (begun[-1].until is None or day <= begun[-1].until):
        return _standing(entry, begun[-1])
    return _awaited(entry, day) if day in entry.expected else None


def _standing(entry: Entry, line: Line) -> Standing:
    try:
        value = entry.on(line.since)
    except MissingValue:
        value = None
    return Standing(
        entry=entry,
        since=line.since,
        value=value,
        confidence=line.confidence,
        source=line.source,
        note=line.note,
    )


def _awaited(entry: Entry, day: date) -> Standing:
    """A line that is due: the one that says it is unknown, or none yet."""
    for line in entry.lines:
        if line.since == day:
            return _standing(entry, line)
    return Standing(entry=entry, since=day, value=None, confidence=CONFIDENCES[0], source="", note="")


def _entries(book: LawBook) -> list[Entry]:
    return [book.entry(name) for name in book.names()]
