"""The law calendar: what changes, what is due and not known, what is less than sure; years side by side."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from flask import abort, render_template, request
from flask_babel import gettext as _

from webapp.domain.identity import Permission
from webapp.kit import clock, i18n
from webapp.kit.receipts import value_words
from webapp.rules import law_calendar, wording
from webapp.rules.law import UnknownName, law_book
from webapp.rules.law_files import FILES, Entry, Line
from webapp.views.staff import door, needs

BEHIND: Final = timedelta(days=183)
AHEAD: Final = timedelta(days=366)
YEARS: Final = 5


@door.get("/law")
@needs(Permission.SEE_LAW)
def law() -> str:
    """What is expected, what changes in these months, and which values to check again."""
    book, today = law_book(), clock.today()
    return render_template(
        "staff/law/index.html",
        expected=law_calendar.expected(book),
        changes=law_calendar.changes(book, since=today - BEHIND, until=today + AHEAD),
        unsure=law_calendar.less_sure(book, on=today),
        count=len(book.names()),
        today=today,
        **_words(),
    )


@door.get("/law/years")
@needs(Permission.SEE_LAW)
def law_years() -> str:
    """The values found by a word, years side by side."""
    first = _first_year(request.args.get("from", ""))
    years = range(first, first + YEARS)
    wanted = request.args.get("q", "").strip()[:80]
    found = law_calendar.matching(law_book(), wanted, language=i18n.language())
    return render_template(
        "staff/law/years.html",
        wanted=wanted,
        years=years,
        groups=[(file, _rows([one for one in found if one.file == f"{file}.toml"], years)) for file in FILES],
        **_words(),
    )


@door.get("/law/values/<name>")
@needs(Permission.SEE_LAW)
def law_value(name: str) -> str:
    """One value with its whole history, the latest line first."""
    try:
        entry = law_book().entry(name)
    except UnknownName:
        abort(404)
    today = clock.today()
    known = {value.since: value for value in entry.history()}
    return render_template(
        "staff/law/value.html",
        entry=entry,
        article=wording.article_name(entry.article, i18n.language()),
        lines=[(line, known.get(line.since), _holds(line, today)) for line in reversed(entry.lines)],
        **_words(),
    )


def _rows(entries: list[Entry], years: range) -> list[tuple[Entry, list[Any]]]:
    return [(entry, law_calendar.standing(entry, years)) for entry in entries]


def _holds(line: Line, day: date) -> bool:
    return line.since <= day and (line.until is None or day <= line.until)


def _first_year(text: str) -> int:
    """The first of the years shown: the one asked for, or so that next year is the last."""
    last_possible = clock.today().year + 2 - YEARS
    return int(text) if text.isascii() and text.isdigit() and 1900 < int(text) < 2100 else last_possible  # noqa: PLR2004


def _words() -> dict[str, Any]:
    return {
        "value_words": value_words,
        "confidence_words": {
            "sourced": _("read at its source"),
            "derived": _("derived from other values"),
            "remembered": _("from memory: look it up"),
            "unknown": _("not known"),
        },
        "file_words": {
            "contributions": _("Contributions"),
            "company": _("Company contribution"),
            "benefits": _("Benefits"),
            "pensions": _("Pensions"),
            "family": _("Child benefit of the regions"),
            "related": _("Related benefits"),
            "deadlines": _("Deadlines"),
            "fees": _("Management fees"),
            "status": _("Who is subject, and how"),
        },
    }
