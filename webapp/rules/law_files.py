"""The strict reader of ``content/law``: a badly written value stops the house, by name of file and table.

One TOML table is one value; its name for code is ``<file>.<table>``::

    [floor_main]
    label.fr = "…"    # and label.nl, label.de, label.en
    unit = "euro"                      # one of UNITS
    source = "…"                       # where it was read; a dated line may name its own
    article = "rd38_12_1"              # optional: a name of articles.toml
    confidence = "sourced"             # optional: sourced (default) | derived | remembered | unknown
    yearly = true                      # optional: a line ends with its year, the next year needs its own
    indexed = true                     # optional: lines are base amounts, brought to the index of each year
    quotient = ["file.a", "file.b"]    # optional: each line is a divided by b, rounded as it is written
    expected = 2027-01-01              # optional: a line that will be due and is not there yet
    note = "…"                         # optional
    2018-01-01 = 3666.15               # the value since that day …
    2026-01-01 = { value = 1, source = "…", confidence = "derived", note = "…" }   # … or with its own facts
    printed.2018-01-01 = { value = 13550.50, source = "…" }   # what others published for an indexed value
    notes.2018-01-01 = "…"             # what to know about one year of an indexed value

An indexed value must equal every printed one to the cent, a quotient the fraction, or the file is refused.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NoReturn

from webapp.rules.units import cents_of, indexed_cents

LANGUAGES: Final = ("fr", "nl", "de", "en")
_RIGHTS: Final = ("benefits", "pensions", "family", "related")
FILES: Final = ("contributions", "company", *_RIGHTS, "deadlines", "fees", "status")
DECIMAL_UNITS: Final = frozenset({"share", "coefficient", "index"})
COUNTING_UNITS: Final = frozenset(
    {
        "days",
        "working_days",
        "weeks",
        "months",
        "quarters",
        "years",
        "vouchers",
        "hours",
        "credits",
        "points",
        "calendar_year",
    }
)
UNITS: Final = DECIMAL_UNITS | COUNTING_UNITS | {"euro", "month_day"}
CONFIDENCES: Final = ("unknown", "remembered", "derived", "sourced")  # weakest first
INDEX: Final = "contributions.index_numerator"
INDEX_BASE: Final = "contributions.index_base"

_TOLD: Final = frozenset({"label", "unit", "source", "article", "confidence", "note", "notes"})
_RULED: Final = frozenset({"yearly", "indexed", "quotient", "expected", "printed"})
_HEAD: Final = _TOLD | _RULED
_LINE: Final = frozenset({"value", "source", "confidence", "note"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

LawValue = int | Decimal | str


class LawFileError(Exception):
    """A file of ``content/law`` breaks the format; the sentence names file and table."""


class UnknownName(LookupError):
    """Code or a text asks for a value that stands in no file of the law."""


class MissingValue(LookupError):
    """The law has this value, but we do not know it on this day. Never guess it: say so."""

    def __init__(self, name: str, day: date, file: str, why: str) -> None:
        self.name, self.day, self.file, self.why = name, day, file, why
        super().__init__(f"{name} has no value on {day.isoformat()} in {file}: {why}")


class NotInForce(MissingValue):
    """The day lies before the first dated line: the rule did not exist yet, or is older than our files."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the law as it stands on a day, with all that a reader may ask about it.

    `value` is whole cents for "euro", a `Decimal` for "share", "coefficient" and "index", text "MM-DD" for
    "month_day" and a whole number for the counting units. `until` is the last day it holds (None: open).
    """

    name: str
    value: LawValue
    unit: str
    since: date
    until: date | None
    source: str
    confidence: str
    label: Mapping[str, str] = field(compare=False, repr=False)
    article: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A dated line of a value. `value` None: it exists, but not known to us. Bounds are inclusive."""

    since: date
    until: date | None
    value: LawValue | None
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A named value with its whole history, oldest line first."""

    name: str
    file: str
    unit: str
    label: Mapping[str, str]
    article: str | None
    expected: tuple[date, ...]
    lines: tuple[Line, ...]

    def on(self, day: date) -> Value:
        """The value on a day. Raises `NotInForce` before the first line, `MissingValue` where unknown."""
        place = bisect_right(self.lines, day, key=lambda line: line.since) - 1
        if place < 0:
            raise NotInForce(self.name, day, self.file, f"its first line is of {self.lines[0].since}")
        line = self.lines[place]
        if line.until is not None and day > line.until:
            raise MissingValue(self.name, day, self.file, f"its last line ends on {line.until}")
        if line.value is None:
            raise MissingValue(self.name, day, self.file, line.note or "the value is unknown")
        return self._value(line, line.value)

    def history(self) -> tuple[Value, ...]:
        """Every known line: what a page "this amount over the years" shows."""
        return tuple(self._value(line, line.value) for line in self.lines if line.value is not None)

    def _value(self, line: Line, value: LawValue) -> Value:
        return Value(
            name=self.name,
            value=value,
            unit=self.unit,
            since=line.since,
            until=line.until,
            source=line.source,
            confidence=line.confidence,
            label=self.label,
            article=self.article,
            note=line.note,
        )


def read_toml(path: Path) -> dict[str, Any]:
    """One file of the law with exact decimals. Raises `LawFileError` if it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LawFileError(f"{path.name}: {error}") from error


def read_entries(folder: Path) -> dict[str, Entry]:
    """Every value of a folder by name. Raises `LawFileError` at the first thing that is badly written."""
    return entries_of(read_tables(folder), articles=read_toml(folder / "articles.toml"))


def read_tables(folder: Path) -> dict[str, Any]:
    """The tables of a folder as they are written, by the name of their value."""
    files = {stem: read_toml(folder / f"{stem}.toml") for stem in FILES}
    return {f"{stem}.{name}": table for stem, tables in files.items() for name, table in tables.items()}


def entries_of(written: Mapping[str, Any], *, articles: Mapping[str, Any]) -> dict[str, Entry]:
    """The values that tables say, each checked by itself and against the others. Raises `LawFileError`."""
    parts = {name: name.partition(".") for name in written}
    tables = {name: _Table(f"{parts[name][0]}.toml", parts[name][2], written[name]) for name in written}
    entries = {name: table.entry(articles) for name, table in tables.items()}
    for name, table in tables.items():
        if table.is_indexed:
            entries[name] = table.indexed(entries[name], entries)
        table.check_quotient(entries)
    return entries


def whole_number(value: Value, units: frozenset[str]) -> int:
    """The value as a whole number of the given units. Raises TypeError if it is measured otherwise."""
    if value.unit not in units or not isinstance(value.value, int):
        raise TypeError(f"{value.name} is in {value.unit}")
    return value.value


def exact_decimal(value: Value) -> Decimal:
    """The value as an exact decimal. Raises TypeError if it is no share, coefficient or index."""
    if value.unit not in DECIMAL_UNITS or not isinstance(value.value, Decimal):
        raise TypeError(f"{value.name} is in {value.unit}")
    return value.value


def weaker(first: str, second: str) -> str:
    """The lower of two confidences: a result is as sure as the least sure thing in it."""
    return min(first, second, key=CONFIDENCES.index)


class _Table:
    """One TOML table on its way to an `Entry`."""

    def __init__(self, file: str, name: str, table: object) -> None:
        self.file, self.name = file, name
        self.full_name = f"{file.removesuffix('.toml')}.{name}"
        if not isinstance(table, dict):
            self.refuse("is no table; a value is a [table] with label, unit, source and dated lines")
        self.table: dict[str, Any] = table
        self.is_indexed = self._flag("indexed")
        self.is_yearly = self._flag("yearly")
        self.unit = self._unit()

    def refuse(self, why: str) -> NoReturn:
        """Stop: the sentence names the file and the table."""
        raise LawFileError(f"{self.file} [{self.name}]: {why}")

    def entry(self, articles: Mapping[str, Any]) -> Entry:
        unknown = [key for key in self.table if key not in _HEAD and not _DAY.fullmatch(key)]
        if unknown:
            self.refuse(f"unknown key {unknown[0]!r}")
        article = self.table.get("article")
        if article is not None and article not in articles:
            self.refuse(f"article {article!r} stands in no articles.toml")
        return Entry(
            name=self.full_name,
            file=self.file,
            unit=self.unit,
            label=self._label(),
            article=article,
            expected=self._expected(),
            lines=self._dated_lines(),
        )

    def indexed(self, entry: Entry, entries: Mapping[str, Entry]) -> Entry:
        """The entry with its base amounts brought to each year's index, checked against the printed ones."""
        printed, notes = dict(self._printed()), self._notes()
        base = entries[INDEX_BASE].lines[0].value
        lines = []
        for index in entries[INDEX].lines:
            for line in entry.lines:
                since, until = max(index.since, line.since), _earlier(index.until, line.until)
                if until is not None and since > until:
                    continue
                if not (isinstance(index.value, Decimal) and isinstance(base, Decimal)):
                    raise LawFileError(f"{INDEX} and {INDEX_BASE} must be known to index {entry.name}")
                cents = indexed_cents(Decimal(line.value or 0), index.value, base)
                confidence = weaker(line.confidence, index.confidence)
                other = printed.pop(since, None)
                note = _joined(line.note, other.note if other else "", notes.pop(since, ""))
                computed = Line(since, until, cents, line.source, confidence, note)
                lines.append(self._confirmed(computed, other))
        if printed or notes:
            self.refuse(f"printed value or note of {min(printed | notes)} belongs to no line")
        return replace(entry, lines=tuple(lines))

    def check_quotient(self, entries: Mapping[str, Entry]) -> None:
        """Refuse a line that is not what the table says is divided by what; unknown parts prove nothing."""
        names = self.table.get("quotient")
        if names is None:
            return
        if not isinstance(names, list) or len(names) != 2 or not set(names) <= set(entries):  # noqa: PLR2004 a fraction
            self.refuse("quotient must be two names of values: what is divided, and by what")
        for line in entries[self.full_name].lines:
            above, below = (_known_on(entries[name], line.since) for name in names)
            if above is None or below is None or not isinstance(line.value, Decimal):
                continue
            half_of_the_last_place = Fraction(10) ** int(line.value.as_tuple().exponent) / 2
            if abs(Fraction(above) / Fraction(below) - Fraction(line.value)) > half_of_the_last_place:
                self.refuse(f"{line.since}: {line.value} is not {above} / {below}")

    def _confirmed(self, computed: Line, printed: Line | None) -> Line:
        """A computed line is as good as its source once somebody else printed the same amount."""
        if printed is None:
            return computed
        if printed.value != computed.value:
            self.refuse(
                f"{computed.since}: {printed.source} prints {printed.value} cents, we get {computed.value}"
            )
        return replace(computed, source=f"{computed.source}; {printed.source}", confidence=printed.confidence)

    def _dated_lines(self) -> tuple[Line, ...]:
        days = sorted((self._day(key), key) for key in self.table if _DAY.fullmatch(key))
        if not days:
            self.refuse("has no dated line")
        lines = []
        for place, (since, key) in enumerate(days):
            until = days[place + 1][0] - timedelta(days=1) if place + 1 < len(days) else None
            if self.is_yearly:
                until = _earlier(until, date(since.year, 12, 31))
            lines.append(replace(self._line(since, self.table[key], base=self.is_indexed), until=until))
        return tuple(lines)

    def _printed(self) -> list[tuple[date, Line]]:
        printed = self.table.get("printed", {})
        days = [(self._day(key), raw) for key, raw in printed.items()]
        return [(since, self._line(since, raw, base=False)) for since, raw in days]

    def _notes(self) -> dict[date, str]:
        notes = self.table.get("notes", {})
        if not isinstance(notes, dict) or not all(isinstance(note, str) and note for note in notes.values()):
            self.refuse("notes must be sentences by day")
        return {self._day(key): note for key, note in notes.items()}

    def _line(self, since: date, raw: object, *, base: bool) -> Line:
        facts: dict[str, Any] = raw if isinstance(raw, dict) else {"value": raw}
        if set(facts) - _LINE:
            self.refuse(f"{since}: unknown key {min(set(facts) - _LINE)!r}")
        confidence = facts.get("confidence", self.table.get("confidence", "sourced"))
        source = facts.get("source", self.table.get("source"))
        if confidence not in CONFIDENCES:
            self.refuse(f"{since}: confidence {confidence!r} is none of {', '.join(CONFIDENCES)}")
        if not isinstance(source, str) or not source.strip():
            self.refuse(f"{since}: no source; write where the value was read")
        if ("value" in facts) == (confidence == "unknown"):
            self.refuse(f"{since}: a line has either a value or the confidence unknown")
        value = self._measured(since, facts["value"], base=base) if "value" in facts else None
        note = facts.get("note", self.table.get("note", ""))
        return Line(since, None, value, str(source), confidence, note)

    def _measured(self, since: date, raw: object, *, base: bool) -> LawValue:
        """A raw TOML value in the shape of the unit; base amounts of indexed values stay exact decimals."""
        if isinstance(raw, str) and self.unit == "month_day" and _MONTH_DAY.fullmatch(raw):
            return raw
        if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool) and raw >= 0:
            if base or self.unit in DECIMAL_UNITS:
                return Decimal(raw)
            if self.unit == "euro" and Decimal(raw) * 100 % 1 == 0:
                return cents_of(raw)
            if self.unit in COUNTING_UNITS and isinstance(raw, int):
                return raw
        return self.refuse(f"{since}: {raw!r} is no value in {self.unit}")

    def _label(self) -> Mapping[str, str]:
        label = self.table.get("label")
        if not isinstance(label, dict) or set(label) != set(LANGUAGES) or not all(label.values()):
            self.refuse(f"label must have {', '.join(LANGUAGES)}")
        return {language: str(label[language]) for language in LANGUAGES}

    def _expected(self) -> tuple[date, ...]:
        raw = self.table.get("expected", [])
        days = raw if isinstance(raw, list) else [raw]
        if not all(type(day) is date for day in days):
            self.refuse("expected must be a date or a list of dates")
        return tuple(days)

    def _unit(self) -> str:
        unit = self.table.get("unit")
        if unit not in UNITS:
            self.refuse(f"unit {unit!r} is none of {', '.join(sorted(UNITS))}")
        return str(unit)

    def _flag(self, name: str) -> bool:
        flag = self.table.get(name, False)
        if not isinstance(flag, bool):
            self.refuse(f"{name} must be true or false")
        return bool(flag)

    def _day(self, key: str) -> date:
        try:
            return date.fromisoformat(key)
        except ValueError:
            self.refuse(f"{key!r} is no date")


def _earlier(first: date | None, second: date | None) -> date | None:
    """The earlier of two last days, None being open."""
    return min((day for day in (first, second) if day is not None), default=None)


def _known_on(entry: Entry, day: date) -> Decimal | None:
    """The value as an exact decimal on a day, None where it is not known."""
    try:
        return exact_decimal(entry.on(day))
    except MissingValue:
        return None


def _joined(*notes: str) -> str:
    """Notes one after the other, each once."""
    return "; ".join(dict.fromkeys(note for note in notes if note))
