"""Write spreadsheets: figures stay figures, days stay days, and text is never taken for a formula.

Plain data in, the bytes of an .xlsx file out; the same data at the same moment give the same bytes. Calls
need an application context, because the formats of a language live there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from webapp.kit import clock
from webapp.kit.i18n import day, locale, money, percent

#: Whole cents, a share, a day, words, or nothing.
Cell = int | Decimal | date | str | None

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a name of a sheet may not hold, and how long it may be: limits of the format.
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME: Final = 31
#: A program shows days with this built-in format in the habit of its user.
_DAY_FORMAT: Final = 14
_NARROWEST: Final = 12
_WIDEST: Final = 60
#: Nothing that people write is read as a formula, a link or a number.
_TEXT_STAYS_TEXT: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a header that stays in sight, rows, and a last row that sums up where there is one."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None


def workbook(sheets: Sequence[Sheet], *, title: str, author: str, made_at: datetime) -> bytes:
    """The file with these sheets in their order, in the language being spoken."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **_TEXT_STAYS_TEXT}) as book:
        here = made_at.astimezone(clock.BELGIUM).replace(tzinfo=None)
        book.set_properties({"title": title, "author": author, "created": here})
        book.set_custom_property("Language", str(locale()).replace("_", "-"), "text")
        pen = _Pen(book)
        for name, sheet in zip(_names(sheets), sheets, strict=True):
            pen.write(book.add_worksheet(name), sheet)
    return file.getvalue()


class _Pen:
    """Writes cells with their format; each format is made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[str | int, bool, bool], Format] = {}

    def write(self, paper: Worksheet, sheet: Sheet) -> None:
        """A whole sheet: header frozen and repeated in print, columns as wide as what stands in them."""
        lines = [sheet.header, *sheet.rows, *([sheet.total] if sheet.total else [])]
        for row, cells in enumerate(lines):
            header, last = row == 0, bool(sheet.total) and row == len(lines) - 1
            for column, cell in enumerate(cells):
                self._cell(paper, row, column, cell, bold=header or last, line=header)
        for column in range(len(sheet.header)):
            width = max(len(_shown(line[column])) for line in lines if column < len(line))
            paper.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
        paper.freeze_panes(1, 0)
        paper.repeat_rows(0)
        paper.set_paper(9)  # A4
        paper.set_landscape()
        paper.fit_to_pages(1, 0)

    def _cell(self, paper: Worksheet, row: int, column: int, cell: Cell, *, bold: bool, line: bool) -> None:
        if cell is None or cell == "":
            paper.write_blank(row, column, None, self._format("General", bold=bold, line=line))
        elif isinstance(cell, str):
            paper.write_string(row, column, cell, self._format("@", bold=bold, line=line))
        elif isinstance(cell, int):
            paper.write_number(row, column, cell / 100, self._format(_money_format(), bold=bold, line=line))
        elif isinstance(cell, Decimal):
            paper.write_number(
                row, column, float(cell), self._format(_share_format(cell), bold=bold, line=line)
            )
        else:
            paper.write_datetime(row, column, cell, self._format(_DAY_FORMAT, bold=bold, line=line))

    def _format(self, number: str | int, *, bold: bool, line: bool) -> Format:
        key = (number, bold, line)
        if key not in self._formats:
            looks: dict[str, Any] = {"num_format": number, "bold": bold, "valign": "top", "text_wrap": True}
            self._formats[key] = self._book.add_format(looks | ({"bottom": 1} if line else {}))
        return self._formats[key]


def _names(sheets: Iterable[Sheet]) -> list[str]:
    """A name for each sheet that the format allows, each one once."""
    found: list[str] = []
    for sheet in sheets:
        whole = _FORBIDDEN.sub(" ", sheet.name).strip(" '") or "-"
        name, number = whole[:_LONGEST_NAME].strip(" '"), 1
        while name.casefold() in {other.casefold() for other in found}:
            number += 1
            ending = f" ({number})"
            name = f"{whole[: _LONGEST_NAME - len(ending)].strip()}{ending}"
        found.append(name)
    return found


def _money_format() -> str:
    """Euro with its cents, the sign where the language puts it."""
    pattern: str = locale().currency_formats["standard"].pattern
    return pattern.replace("¤", '"€"')


def _share_format(share: Decimal) -> str:
    """Percent with as many decimals as the share has."""
    decimals = max(0, -int((share * 100).normalize().as_tuple().exponent))
    return f"0.{'0' * decimals}%" if decimals else "0%"


def _shown(cell: Cell) -> str:
    """About what a cell shows, to know how wide it is."""
    if cell is None or isinstance(cell, str):
        return max((cell or "").split("\n"), key=len)
    if isinstance(cell, int):
        return money(cell)
    return percent(cell) if isinstance(cell, Decimal) else day(cell)
