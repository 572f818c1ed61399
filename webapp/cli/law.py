"""`guichet law …`: what the law says on a day, where that stands, and whether its files are in order.

What was published through a change of the law is read too where this house has a database that answers
(decision 011); where it has none, the files alone answer, and that is said.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from webapp.cli.house import house
from webapp.config import BadSettingError, Settings
from webapp.domain import law_changes
from webapp.kit import clock, embedded
from webapp.rules import law_calendar, wording
from webapp.rules.law import LawFileError, MissingValue, UnknownName, Value, law_book, law_on, read_law
from webapp.rules.law_lines import toml_of

#: Days, figures and confidences stay whole in a small terminal; names and notes are folded.
NARROW = 16
CONTRADICTED = "contradicted by the files"
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def law() -> None:
    """Read the dated values of content/law."""


@law.command("show")
@click.argument("name")
@click.option("--on", "on", type=DAY, help="The day asked, as 2026-01-01; today if left out.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def show(name: str, on: datetime | None, *, as_json: bool) -> None:
    """Print one value of the law on a day; exit with 1 when it is not known."""
    _read_published()
    try:
        value = law_on(on.date() if on else clock.today()).value(name)
    except (MissingValue, UnknownName) as reason:
        click.echo(json.dumps({"error": str(reason)}) if as_json else str(reason), err=not as_json)
        sys.exit(1)
    facts = _facts(value)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    for label, fact in facts.items():
        click.echo(f"{label:>11}  {fact if fact is not None else '–'}")


@law.command("names")
def names() -> None:
    """Print every name, one a line."""
    for name in law_book().names():
        click.echo(name)


@law.command("calendar")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def calendar(*, as_json: bool) -> None:
    """Print the values that are due on a day and not known yet, with what we know about them."""
    _read_published()
    found = law_calendar.expected(law_book())
    rows = [{"on": one.since.isoformat(), "name": one.entry.name, "note": one.note or None} for one in found]
    _print("Values still to come", ("on", "name", "note"), rows, as_json=as_json)


@law.command("unsure")
@click.option("--on", "on", type=DAY, help="Only what holds on this day or later; every line if left out.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def unsure(on: datetime | None, *, as_json: bool) -> None:
    """Print every line that was not read at its source: unknown first, then from memory, then derived."""
    _read_published()
    found = law_calendar.less_sure(law_book(), on=on.date() if on else None)
    rows = [
        {
            "confidence": one.confidence,
            "name": one.entry.name,
            "since": one.since.isoformat(),
            "value": _figure(one.value) if one.value else None,
            "source": one.source,
            "note": one.note or None,
        }
        for one in found
    ]
    heads = ("confidence", "name", "since", "value", "note")
    _print("Values less than sure", heads, rows, as_json=as_json)


@law.command("check")
@click.option(
    "--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), help="A draft to check."
)
def check(folder: Path | None) -> None:
    """Read every file strictly; exit with 1 and the sentence that names file and table when one is wrong."""
    try:
        book = read_law(folder) if folder else law_book()
        wording.sentences()
        wording.articles()
        wording.plain_words()
    except LawFileError as reason:
        click.echo(str(reason), err=True)
        sys.exit(1)
    unsure = law_calendar.less_sure(book)
    unknown = sum(one.value is None for one in unsure)
    click.echo(
        f"{len(book.names())} values in order; {len(book.expected())} lines still to come; "
        f"{len(unsure)} lines less than sure, {unknown} of them not known"
    )


@law.command("changes")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def changes(*, as_json: bool) -> None:
    """Print every change drafted or published in this house; exit with 1 when the files contradict one."""
    with house():
        found = law_changes.all_changes()
        trouble = law_changes.in_the_way()
    rows: list[dict[str, str | None]] = [
        {
            "id": str(one.id),
            "state": _state(one),
            "from": _day(one.first_day),
            "lines": str(len(one.lines)),
            "title": one.title,
        }
        for one in found
    ]
    _print("Changes of the law", ("id", "state", "from", "lines", "title"), rows, as_json=as_json)
    if trouble:
        click.echo(trouble, err=True)
    sys.exit(1 if trouble or any(row["state"] == CONTRADICTED for row in rows) else 0)


@law.command("export")
@click.argument("change_id", type=int)
def export(change_id: int) -> None:
    """Print the lines of a change as they are merged into content/law for the next release."""
    with house():
        found = law_changes.change(change_id)
    if found is None:
        raise click.ClickException(f"there is no change {change_id}")
    click.echo(toml_of(found.lines), nl=False)


def _read_published() -> None:
    """Lay the published lines into the files, or say why the files stand alone; no command fails of it."""
    if because := _why_files_alone():
        click.echo(f"(the files alone, without published changes: {because})", err=True)


def _why_files_alone() -> str:
    try:
        settings = Settings.from_environ()
        if not settings.database_url and not embedded.has_postgres(settings.data_dir):
            return "this house has no database yet"
        with house():
            law_changes.look_again()
    except (BadSettingError, embedded.EmbeddedServerError) as reason:
        return str(reason)
    except SQLAlchemyError as fault:
        return f"the database does not answer ({type(fault).__name__})"
    return ""


def _state(found: law_changes.ChangeView) -> str:
    if found.state != law_changes.State.PUBLISHED:
        return str(found.state)
    if found.in_files("conflict"):
        return CONTRADICTED
    return "taken into the files" if len(found.in_files("taken")) == len(found.lines) else str(found.state)


def _facts(value: Value) -> dict[str, str | None]:
    """A value as text: money in euro, the rest as it stands in the file."""
    return {
        "name": value.name,
        "label": value.label["en"],
        "value": _figure(value),
        "unit": value.unit,
        "since": value.since.isoformat(),
        "until": _day(value.until),
        "source": value.source,
        "article": wording.article_name(value.article, "en"),
        "confidence": value.confidence,
        "note": value.note or None,
    }


def _figure(value: Value) -> str:
    return f"{Decimal(value.value) / 100:.2f}" if value.unit == "euro" else str(value.value)


def _print(title: str, heads: tuple[str, ...], rows: list[dict[str, str | None]], *, as_json: bool) -> None:
    """The same rows as a table for people or as JSON for a program."""
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(title=title, title_justify="left")
    for head in heads:
        longest = max((len(row[head] or "") for row in rows), default=0)
        table.add_column(head, min_width=min(longest, NARROW), overflow="fold")
    for row in rows:
        table.add_row(*(row[head] or "–" for head in heads))
    Console().print(table)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


COMMANDS = (law,)
