"""The law over time: what changes around a day, what is due and unknown, what is not read at its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp.rules.law import LawBook, MissingValue
from webapp.rules.law_files import Entry, Value

SURE = "sourced"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A value that is another one since a day; `before` is None where it begins."""

    since: date
    before: Value | None
    after: Value


def changes(book: LawBook, *, since: date, until: date) -> list[Change]:
    """Every value that begins or becomes another one in a period, by day and name; both bounds count.

    A yearly line that repeats last year's figure is no change.
    """
    found: list[Change] = []
    for name in book.names():
        before: Value | None = None
        for value in book.entry(name).history():
            other = before is None or before.value != value.value
            if since <= value.since <= until and other:
                found.append(Change(since=value.since, before=before, after=value))
            before = value
    return sorted(found, key=lambda change: (change.since, change.after.name))


def less_sure(book: LawBook, *, on: date) -> list[Value]:
    """The values in force on a day, or later, that were not read at their source; by name and day."""
    return [
        value
        for name in book.names()
        for value in book.entry(name).history()
        if value.confidence != SURE and (value.until is None or value.until >= on)
    ]


def beside(entry: Entry, years: Iterable[int]) -> list[Value | None]:
    """A value on 1 January of each year; None where it does not exist or is not known."""
    return [_on(entry, date(year, 1, 1)) for year in years]


def matching(book: LawBook, words: str, *, language: str) -> list[Entry]:
    """The values whose name or label in a language holds every word, by name; all of them without words."""
    wanted = words.casefold().split()
    entries = (book.entry(name) for name in book.names())
    return [
        entry
        for entry in entries
        if all(word in f"{entry.name} {entry.label[language]}".casefold() for word in wanted)
    ]


def _on(entry: Entry, day: date) -> Value | None:
    try:
        return entry.on(day)
    except MissingValue:
        return None
