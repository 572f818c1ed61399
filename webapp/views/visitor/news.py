"""News for who would rather fetch than receive: issues of the newsletter and amounts that changed, as Atom.

The amounts have a page of their own too: what was, what is since when, what is announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Response, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _

from webapp.domain import bulletins
from webapp.kit import clock
from webapp.kit.i18n import day, language
from webapp.kit.receipts import SURE, value_words
from webapp.rules import law_calendar
from webapp.rules.law import law_book
from webapp.rules.law_files import Value
from webapp.views.localized import localized
from webapp.views.visitor import door, links
from webapp.views.visitor.calculate import keep_figures_in_other_languages

FEED: Final = {"fr": "actualites.atom", "nl": "nieuws.atom", "de": "neuigkeiten.atom", "en": "news.atom"}
AMOUNTS: Final = {
    "fr": "montants-modifies",
    "nl": "gewijzigde-bedragen",
    "de": "geaenderte-betraege",
    "en": "changed-amounts",
}
YEARS: Final = 3
#: How far ahead a change that is known already is shown, and when the feed announces it.
AHEAD: Final = timedelta(days=800)
ANNOUNCED_BEFORE: Final = timedelta(days=30)
NEWEST: Final = 40
#: The year in which the tag addresses of this site began (RFC 4151); it never changes.
TAGGED_SINCE: Final = 2026
#: Steps of the index are no amounts anybody receives or pays.
TECHNICAL: Final = frozenset({"index", "coefficient"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """An amount that changes, in words."""

    label: str
    before: str
    after: str
    is_sure: bool


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A day on which amounts change."""

    on: date
    lines: tuple[Line, ...]
    is_ahead: bool


@localized(door, AMOUNTS)
def changed_amounts() -> str:
    """This year's changes with those announced, or an earlier year's."""
    today = clock.today()
    years = [today.year - back for back in range(YEARS + 1)]
    year = _year(request.args.get("year", ""), years)
    until = today + AHEAD if year == today.year else date(year, 12, 31)
    keep_figures_in_other_languages("changed_amounts")
    return render_template(
        "visitor/changed_amounts.html",
        turns=list(reversed(_turns(since=date(year, 1, 1), until=until, today=today))),
        year=year,
        years=years,
        feed_url=url_for("visitor.news"),
        **links.frame(),
    )


@localized(door, FEED)
def news() -> Response:
    """One feed in each language, the newest first; an entry keeps its name whatever happens to it."""
    at = clock.now()
    entries = sorted([*_issues(), *_changes(at)], key=lambda one: one["updated"], reverse=True)[:NEWEST]
    updated = entries[0]["updated"] if entries else datetime(TAGGED_SINCE, 1, 1, tzinfo=clock.BELGIUM)
    shown = render_template("visitor/news.xml", entries=entries, updated=updated, feed_id=_tag("news"))
    return Response(shown, mimetype="application/atom+xml")


def _issues() -> list[dict[str, Any]]:
    found = []
    for issue in bulletins.published():
        subject, body = issue.texts[language()]
        found.append(
            {
                "id": _tag(f"newsletter/{issue.number}"),
                "title": subject,
                "href": url_for("visitor.bulletin_issue", number=issue.number),
                "updated": issue.released_at,
                "content": bulletins.body_html(body, language=language()),
            }
        )
    return found


def _changes(at: datetime) -> list[dict[str, Any]]:
    """A change is news from a month before its day on: known earlier, it stands on the page only."""
    today = clock.day_of(at)
    turns = _turns(since=date(today.year - YEARS, 1, 1), until=today + ANNOUNCED_BEFORE, today=today)
    return [
        {
            "id": _tag(f"amounts/{turn.on.isoformat()}"),
            "title": _title(turn),
            "href": f"{url_for('visitor.changed_amounts', year=turn.on.year)}#{turn.on.isoformat()}",
            "updated": datetime.combine(turn.on - ANNOUNCED_BEFORE, time(), clock.BELGIUM),
            "content": render_template("visitor/turn.html", turn=turn),
        }
        for turn in turns
    ]


def _title(turn: Turn) -> str:
    if turn.is_ahead:
        return _("On %(day)s these amounts change", day=day(turn.on))
    return _("On %(day)s these amounts changed", day=day(turn.on))


def _turns(*, since: date, until: date, today: date) -> list[Turn]:
    """The days on which known values become others, the earliest first; what begins is no change."""
    changed = [
        change
        for change in law_calendar.changes(law_book(), since=since, until=until)
        if change.before is not None and change.after.unit not in TECHNICAL
    ]
    return [
        Turn(
            on=on,
            lines=tuple(_line(one.before, one.after) for one in group if one.before is not None),
            is_ahead=on > today,
        )
        for on, group in groupby(changed, key=lambda change: change.since)
    ]


def _line(before: Value, after: Value) -> Line:
    return Line(
        label=after.label[language()],
        before=value_words(before),
        after=value_words(after),
        is_sure=before.confidence == after.confidence == SURE,
    )


def _year(text: str, years: list[int]) -> int:
    if not text:
        return years[0]
    wanted = int(text) if text.isascii() and text.isdigit() else 0
    if wanted > years[0]:
        return years[0]
    return wanted if wanted in years else abort(404)


def _tag(thing: str) -> str:
    """A name that outlives addresses (RFC 4151)."""
    host = urlsplit(current_app.config["SETTINGS"].base_url).hostname or "localhost"
    return f"tag:{host},{TAGGED_SINCE}:{language()}/{thing}"
