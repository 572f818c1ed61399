"""A line as staff write it: one value typed by its unit, or several pasted as TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from webapp.kit.fields import read_cents
from webapp.rules.law_files import CONFIDENCES, COUNTING_UNITS
from webapp.rules.law_lines import DatedLine, is_indexed, plain_decimal, unit_of

#: What a line may say of itself; one that is not known changes nothing and is no change.
SURE_ENOUGH: Final = tuple(reversed(CONFIDENCES[1:]))
MOST_LINES: Final = 200
LONGEST_VALUE: Final = 20
LONGEST_SOURCE: Final = 400
_PERCENT: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_DECIMAL: Final = re.compile(r"\d+(?:[.,]\d+)?")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})/(\d{1,2})")
_MONTH_DAY: Final = re.compile(r"(\d{2})-(\d{2})")
_KEYS: Final = frozenset({"value", "source", "confidence", "note"})
_AT_LINE: Final = re.compile(r"\(at line (\d+)")


class BadValueError(Exception):
    """What was typed is no value in the unit of its name."""

    def __init__(self, unit: str) -> None:
        """Name the unit, so that the page can say how it is written."""
        self.unit = unit
        super().__init__(unit)


class BadTextError(Exception):
    """A pasted text that cannot be taken, so nothing of it is. `because` is a code."""

    def __init__(self, because: str, *, line: int | None = None, detail: str = "") -> None:
        """Say why, and in which line."""
        self.because, self.line, self.detail = because, line, detail
        super().__init__(f"line {line}: {because} {detail}")


def read_value(name: str, text: str) -> str:
    """A value as the files write it, from what people type: 1.234,56 for euro, 20,5 % for a share, 31/12.

    Raises:
        BadValueError: it is no value in the unit of this name.
    """
    unit, text = unit_of(name) or "", text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    if len(text) > LONGEST_VALUE:
        raise BadValueError(unit)
    found = _read(unit, text, exact=unit == "euro" and is_indexed(name))
    if found is None:
        raise BadValueError(unit)
    return found


def read_toml_lines(text: str) -> tuple[DatedLine, ...]:
    """The dated lines of a pasted text, whose tables bear whole names: ``[contributions.rate_1]``.

    Raises:
        BadTextError: something in it is wrong; the first such place is named.
    """
    try:
        files = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        raise BadTextError("no_toml", line=int(at[1]) if at else None) from error
    found = tuple(_lines(files, text))
    if not found:
        raise BadTextError("no_lines")
    if len(found) > MOST_LINES:
        raise BadTextError("too_many", detail=str(MOST_LINES))
    return found


def _read(unit: str, text: str, *, exact: bool) -> str | None:
    if unit == "month_day":
        return _day_of_year(text)
    if unit in COUNTING_UNITS:
        return str(int(text)) if text.isascii() and text.isdigit() else None
    if unit == "euro" and not exact:
        cents = read_cents(text.replace("€", "").replace("EUR", ""))
        return plain_decimal(Decimal(cents) / 100) if cents is not None and cents >= 0 else None
    percent = _PERCENT.fullmatch(text) if unit == "share" else None
    plain = percent[1] if percent else text.replace("€", "").strip()
    if not _DECIMAL.fullmatch(plain):
        return None
    value = Decimal(plain.replace(",", ".")) / (100 if percent else 1)
    # 20.5 without a percent sign would be twenty times the whole: surely a slip.
    return None if unit == "share" and not percent and value > 1 else plain_decimal(value)


def _day_of_year(text: str) -> str | None:
    belgian, written = _DAY_MONTH.fullmatch(text), _MONTH_DAY.fullmatch(text)
    if not (belgian or written):
        return None
    month, day = (belgian[2], belgian[1]) if belgian else (written[1], written[2])  # type: ignore[index]
    try:
        return date(2000, int(month), int(day)).strftime("%m-%d")
    except ValueError:
        return None


def _lines(files: Mapping[str, Any], text: str) -> Iterator[DatedLine]:
    for stem, tables in files.items():
        if not isinstance(tables, dict) or any(not isinstance(table, dict) for table in tables.values()):
            raise BadTextError("no_whole_name", line=_line_of(text, f"[{stem}]"), detail=stem)
        for table, dated in tables.items():
            name, at = f"{stem}.{table}", _line_of(text, f"[{stem}.{table}]")
            if unit_of(name) is None:
                raise BadTextError("unknown_name", line=at, detail=name)
            for day, facts in dated.items():
                yield _line(name, day, facts, _line_of(text, day, after=at))


def _line(name: str, day: str, raw: object, at: int | None) -> DatedLine:
    facts = raw if isinstance(raw, dict) else {"value": raw}
    try:
        since = date.fromisoformat(day)
    except ValueError:
        raise BadTextError("no_day", line=at, detail=day) from None
    if strange := sorted(facts.keys() - _KEYS):
        raise BadTextError("unknown_key", line=at, detail=strange[0])
    source, note = facts.get("source"), facts.get("note", "")
    if not isinstance(source, str) or not 0 < len(source.strip()) <= LONGEST_SOURCE:
        raise BadTextError("no_source", line=at, detail=name)
    if not isinstance(note, str) or len(note) > LONGEST_SOURCE:
        raise BadTextError("no_note", line=at, detail=name)
    if (confidence := facts.get("confidence", SURE_ENOUGH[0])) not in SURE_ENOUGH:
        raise BadTextError("confidence", line=at, detail=", ".join(SURE_ENOUGH))
    value = _written(name, facts.get("value"))
    if value is None:
        raise BadTextError("no_value", line=at, detail=unit_of(name) or "")
    return DatedLine(
        name=name, since=since, value=value, source=source.strip(), confidence=confidence, note=note.strip()
    )


def _written(name: str, raw: object) -> str | None:
    """A TOML value in the shape of its unit; the reader of the files checks it once more."""
    unit = unit_of(name) or ""
    if isinstance(raw, str):
        return raw if unit == "month_day" and _day_of_year(raw) == raw else None
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or raw < 0 or unit == "month_day":
        return None
    if unit in COUNTING_UNITS:
        return str(raw) if isinstance(raw, int) else None
    if not Decimal(raw).is_finite() or (unit == "euro" and not is_indexed(name) and Decimal(raw) * 100 % 1):
        return None
    return plain_decimal(Decimal(raw))


def _line_of(text: str, words: str, *, after: int | None = None) -> int | None:
    """In which line of a text something stands, counted from one, after another line."""
    for number, line in enumerate(text.splitlines(), 1):
        if number > (after or 0) and words in line:
            return number
    return after
