"""The law of a day: ``law_on(day)("contributions.rate_1")``.

The day asked is the day the thing belongs to – first day of the contribution quarter, date of the birth –
never today, so a due of 2026 recalculated in 2029 reads the law of 2026. How values are written:
`webapp.rules.law_files`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from webapp.rules.law_files import (
    CONFIDENCES,
    COUNTING_UNITS,
    INDEX,
    LANGUAGES,
    UNITS,
    Entry,
    LawFileError,
    LawValue,
    MissingValue,
    NotInForce,
    UnknownName,
    Value,
    exact_decimal,
    read_entries,
    weaker,
    whole_number,
)

__all__ = [
    "CONFIDENCES",
    "LANGUAGES",
    "UNITS",
    "Entry",
    "Law",
    "LawBook",
    "LawFileError",
    "LawValue",
    "MissingValue",
    "NotInForce",
    "UnknownName",
    "Value",
    "install",
    "law_book",
    "law_of_files",
    "law_on",
    "law_shown_on",
    "read_law",
    "reading",
    "weaker",
]

#: A day asked once is kept, so that its looked-up values are; but no stranger may fill the memory with days.
DAYS_KEPT: Final = 2_000
#: What every contribution is counted with: a year without one of them has no contribution law.
CARRYING: Final = (
    "contributions.rate_1",
    "contributions.rate_2",
    "contributions.threshold_1",
    "contributions.threshold_2",
    "contributions.floor_main",
)
OUR_FOLDER: Final = Path(__file__).resolve().parents[2] / "content" / "law"


class LawBook:
    """All values of one folder of the law, read once."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = dict(entries)
        self._days: dict[date, Law] = {}
        self._shown: dict[date, Law] = {}

    def on(self, day: date) -> Law:
        """The law of a day. The same day mostly gives the same object, so looked-up values are kept."""
        law = self._days.get(day)
        if law is None:
            if len(self._days) >= DAYS_KEPT:
                self._days.clear()
            law = self._days[day] = Law(day, self)
        return law

    def shown_on(self, day: date) -> Law:
        """The law of a day for readers, see `law_shown_on`; the same day mostly gives the same object."""
        last = self.entry(INDEX).lines[-1].until
        if last is None or day <= last:
            return self.on(day)
        law = self._shown.get(day)
        if law is None:
            if len(self._shown) >= DAYS_KEPT:
                self._shown.clear()
            law = self._shown[day] = ShownLaw(day, self, carried_over=self.on(last))
        return law

    def entry(self, name: str) -> Entry:
        """A value with its history. Raises `UnknownName`."""
        try:
            return self._entries[name]
        except KeyError:
            raise UnknownName(f"{name} stands in no file of content/law") from None

    def names(self) -> tuple[str, ...]:
        """Every name, in alphabetical order."""
        return tuple(sorted(self._entries))

    @cached_property
    def edition(self) -> str:
        """Twelve hexadecimal digits for the figures of this book: another figure or day, another edition.

        Labels, sources and notes do not count; the code that reads the figures has `rules_edition`.
        """
        figures = [
            f"{name} {entry.unit} {line.since} {line.until} {line.value}"
            for name, entry in sorted(self._entries.items())
            for line in entry.lines
        ]
        return sha256("\n".join(figures).encode()).hexdigest()[:12]

    @cached_property
    def contribution_years(self) -> range:
        """The years whose contribution law is known from the first day to the last: what may be asked for.

        The latest run of such years without a gap. A single value may still be missing in them, as a
        coefficient that is not published yet: asking for it raises `MissingValue`.
        """
        entries = [self.entry(name) for name in CARRYING]
        first = max(entry.lines[0].since for entry in entries).year
        last = max(line.since for entry in entries for line in entry.lines).year
        known = {year for year in range(first, last + 1) if all(_known_all(year, entry) for entry in entries)}
        end = begin = max(known, default=first - 1) + 1
        while begin - 1 in known:
            begin -= 1
        return range(begin, end)

    def expected(self) -> tuple[tuple[date, str], ...]:
        """Lines that are due on a day and have no known value yet, soonest first: the law calendar."""
        open_lines = [
            (day, name)
            for name, entry in self._entries.items()
            for day in entry.expected
            if not any(line.since == day and line.value is not None for line in entry.lines)
        ]
        return tuple(sorted(open_lines))


class Law:
    """The law of one day. Calling it gives the bare value, `value` everything about it."""

    def __init__(self, day: date, book: LawBook) -> None:
        self.day = day
        self.book = book
        self._known: dict[str, Value] = {}

    def __repr__(self) -> str:
        return f"Law({self.day.isoformat()})"

    def __call__(self, name: str) -> LawValue:
        """The bare value: cents, Decimal, whole number or "MM-DD" by its unit."""
        return self.value(name).value

    def value(self, name: str) -> Value:
        """The value with unit, dates, source and confidence. Raises `UnknownName` or `MissingValue`."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self.book.entry(name).on(self.day)
        return found

    def cents(self, name: str) -> int:
        """An amount of money in whole cents. Raises TypeError if the value is no money."""
        return whole_number(self.value(name), frozenset({"euro"}))

    def count(self, name: str) -> int:
        """A number of days, weeks, quarters … Raises TypeError for another unit."""
        return whole_number(self.value(name), COUNTING_UNITS)

    def decimal(self, name: str) -> Decimal:
        """A share, a coefficient or an index. Raises TypeError for another unit."""
        return exact_decimal(self.value(name))

    def month_day(self, name: str) -> tuple[int, int]:
        """A day of every year as (month, day). Raises TypeError for another unit."""
        value = self.value(name)
        if not isinstance(value.value, str):
            raise TypeError(f"{name} is in {value.unit}, no day of the year")
        month, day = value.value.split("-")
        return int(month), int(day)

    def in_force(self, name: str) -> bool:
        """Whether the rule behind this value exists on the day, even if its value is unknown to us."""
        return self.book.entry(name).lines[0].since <= self.day

    @property
    def for_contributions(self) -> Law:
        """The law to count a contribution by: its values belong to one year and are never mixed."""
        return self


class ShownLaw(Law):
    """The law of a day whose yearly amounts are not published: each value that is missing is carried over.

    What did change by then is shown as it is now. A contribution is counted by the last whole year.
    """

    def __init__(self, day: date, book: LawBook, *, carried_over: Law) -> None:
        super().__init__(day, book)
        self._carried_over = carried_over

    def value(self, name: str) -> Value:
        """The value of the day, else that of the last day known. Raises `UnknownName` or `MissingValue`."""
        try:
            return super().value(name)
        except MissingValue:
            found = self._known[name] = self._carried_over.value(name)
            return found

    @property
    def for_contributions(self) -> Law:
        """The law of the last year whose amounts are published."""
        return self._carried_over


def _known_all(year: int, entry: Entry) -> bool:
    """Whether a value is known on every day of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    turns = {first} | {line.since for line in entry.lines}
    turns |= {line.until + timedelta(days=1) for line in entry.lines if line.until is not None}
    try:
        for day in turns:
            if first <= day <= last:
                entry.on(day)
    except MissingValue:
        return False
    return True


def read_law(folder: Path) -> LawBook:
    """Read a folder of law values; for tests and for checking a draft. Raises `LawFileError`."""
    return LawBook(read_entries(folder))


@lru_cache(maxsize=1)
def law_of_files() -> LawBook:
    """Our own ``content/law``, read once in the life of the process."""
    return read_law(OUR_FOLDER)


class _Shelf:
    """Where the book of this process lies: that of the files until another one is installed."""

    book: LawBook | None = None


_opened: ContextVar[LawBook | None] = ContextVar("opened", default=None)


def law_book() -> LawBook:
    """The book every rule reads: the files, with the lines published since (decision 011)."""
    return _opened.get() or _Shelf.book or law_of_files()


def install(book: LawBook | None) -> None:
    """Put another book on the shelf for the whole process; None puts that of the files back."""
    _Shelf.book = book


@contextmanager
def reading(book: LawBook) -> Iterator[None]:
    """Let everything inside read another book: how a draft is tried by the very code that will use it."""
    opened = _opened.set(book)
    try:
        yield
    finally:
        _opened.reset(opened)


def law_on(day: date) -> Law:
    """The law of a day, strictly: what is not known yet on it raises `MissingValue`. For calculations."""
    return law_book().on(day)


def law_shown_on(day: date) -> Law:
    """The law to show to readers: that of the day; a yearly amount not published yet stays the last one.

    On 1 January a page must not fall over because the new amounts are not out, nor keep showing the old value
    of a rule that did change. Every amount says since when it holds. Calculations of dues use `law_on` and do
    fail.
    """
    return law_book().shown_on(day)
