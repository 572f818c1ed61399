"""Dated lines that were published between two releases, laid into the tables of ``content/law``.

A line goes through the very reader of the files, so that an index, a quotient and a printed amount are
checked as if somebody had typed it there. Where a file holds a line of the same name and day, the file is
right: it was read by a jurist and tested with its release.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from webapp.rules.law import OUR_FOLDER, LawBook
from webapp.rules.law_files import (
    COUNTING_UNITS,
    LawFileError,
    Value,
    entries_of,
    read_tables,
    read_toml,
)

#: Where a line stands beside the files: in none, in one with the same value, in one with another.
Place = Literal["new", "taken", "conflict"]
BOOKS_KEPT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DatedLine:
    """One line as TOML would have it: `value` is a decimal, a whole number or "MM-DD", written plainly."""

    name: str
    since: date
    value: str
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A value that one book has and another has not; `before` is what holds until then, if anything does."""

    name: str
    since: date
    before: Value | None
    after: Value


def place_of(line: DatedLine) -> Place:
    """Where a line stands beside our files; a line there that says "unknown" waits for this one."""
    written = _written().get(line.name, {}).get(line.since.isoformat())
    value = written.get("value") if isinstance(written, Mapping) else written
    if value is None:
        return "new"
    return "taken" if _plain(value) == line.value else "conflict"


def is_indexed(name: str) -> bool:
    """Whether the lines of a value are base amounts, which the index of each year multiplies."""
    return bool(_written()[name].get("indexed", False))


def unit_of(name: str) -> str | None:
    """The unit of a value; None where no file has it."""
    table = _written().get(name)
    return str(table["unit"]) if table else None


@lru_cache(maxsize=BOOKS_KEPT)
def joined(lines: tuple[DatedLine, ...]) -> LawBook:
    """The files with these lines; those that stand in a file already are left out.

    Raises:
        LawFileError: a value that stands in no file, a line that is badly written, or one that contradicts
            another; the sentence names the table.
    """
    tables = dict(_written())
    for line in lines:
        if line.name not in tables:
            raise LawFileError(f"{line.name} stands in no file of content/law")
        if place_of(line) == "new":
            table = tables[line.name] = copy(tables[line.name])
            table[line.since.isoformat()] = _facts(line, str(table.get("unit")))
    return LawBook(entries_of(tables, articles=read_toml(OUR_FOLDER / "articles.toml")))


def differences(before: LawBook, after: LawBook) -> tuple[Difference, ...]:
    """Every value of `after` that `before` has not on its day, by name and day; indexed amounts included."""
    found = []
    for name in after.names():
        entry, old = after.entry(name), before.entry(name)
        known = {(value.since, value.value) for value in old.history()}
        found += [
            Difference(name=name, since=one.since, before=_until(old.history(), one.since), after=one)
            for one in entry.history()
            if (one.since, one.value) not in known
        ]
    return tuple(found)


def toml_of(lines: Iterable[DatedLine]) -> str:
    """The lines as they are merged into ``content/law``, file by file."""
    parts: list[str] = []
    file = ""
    for line in sorted(lines):
        stem, _, table = line.name.partition(".")
        if stem != file:
            parts.append(f"# content/law/{stem}.toml")
            file = stem
        parts.append(f"[{table}]\n{line.since.isoformat()} = {_inline(line)}\n")
    return "\n".join(parts)


def _until(history: Iterable[Value], day: date) -> Value | None:
    """The last known value of a day or before it."""
    return max((one for one in history if one.since <= day), key=lambda one: one.since, default=None)


def _facts(line: DatedLine, unit: str) -> dict[str, Any]:
    value: int | Decimal | str = line.value
    if unit in COUNTING_UNITS:
        value = int(line.value)
    elif unit != "month_day":
        value = Decimal(line.value)
    facts = {"value": value, "source": line.source, "confidence": line.confidence}
    return facts | ({"note": line.note} if line.note else {})


def _inline(line: DatedLine) -> str:
    day_of_year = unit_of(line.name) == "month_day"
    facts = {"value": _quoted(line.value) if day_of_year else line.value, "source": _quoted(line.source)}
    facts |= {"confidence": _quoted(line.confidence)} | ({"note": _quoted(line.note)} if line.note else {})
    return "{ " + ", ".join(f"{key} = {fact}" for key, fact in facts.items()) + " }"


def _quoted(text: str) -> str:
    """A basic string of TOML; a line end becomes a blank, so that a line stays one line."""
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain(value: Decimal | int | str) -> str:
    """A value of a file as a line writes it: 0.205, 3666.15, 12-31; no zeros that say nothing."""
    return value if isinstance(value, str) else plain_decimal(Decimal(value))


def plain_decimal(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    return read_tables(OUR_FOLDER)
