"""`guichet content reading, check, keep`: how the pages read, whether they are right, what is kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import quantiles

import click
from flask import Flask
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

import forms
from webapp.cli.content import content
from webapp.cli.house import house
from webapp.config import own_content
from webapp.domain import reviews
from webapp.kit import clock, fund, reading
from webapp.kit.db import session
from webapp.kit.guides import Guide, Guides, guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.logs import log
from webapp.kit.texts import BadTextError, Library
from webapp.rules.law import law_book

Row = tuple[str, str, reading.Reading]


@content.command("reading")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def reading_command(*, as_json: bool) -> None:
    """Print how easily each page reads, the hardest first; exit with 1 when one is too hard."""
    shelves = _shelves(own_content())
    rows = [
        (page.name, code, reading.page(shelves.source(page, code), code))
        for page in shelves
        for code in LANGUAGES
    ]
    rows.sort(key=lambda row: (row[2].score - reading.LIMITS[row[1]], row[0], row[1]))
    if as_json:
        click.echo(
            json.dumps([{"page": page, "language": code, "score": it.score} for page, code, it in rows])
        )
    else:
        _show(rows)
    sys.exit(1 if any(it.too_hard for _page, _code, it in rows) else 0)


@content.command("check")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A fund's own folder; those of CONTENT_DIRS if left out.",
)
def check_command(folder: Path | None) -> None:
    """Look for typed law, links to nothing and hard texts; exit with 1 when there are any."""
    shelves = _shelves((folder,) if folder else own_content())
    known = {
        "page": {one.name for one in shelves},
        "paper": set(forms.catalogue()),
        "calculator": set(shelves.library.children("calculators")),
    }
    said = [f"content/{page.folder}: {words}" for page in shelves for words in _wrong(shelves, page, known)]
    for line in said:
        click.echo(line)
    click.echo(f"{len(said)} things to mend" if said else f"{len(list(shelves))} pages in order")
    sys.exit(1 if said else 0)


@content.command("keep")
def keep_command() -> None:
    """Keep each page as it was reviewed, where its file names a new day; the web process does it too."""
    with house() as app:
        click.echo(f"{keep_reviewed(app)} pages kept as they were reviewed")


def keep_reviewed(app: Flask) -> int:
    """Keep every newly reviewed page; how many.

    A database that is away or not brought up to date is no reason not to open: the next start does it.
    """
    with app.app_context():
        try:
            kept = reviews.take_baseline(guides(fund.library()), book=law_book(), at=clock.now())
            session.commit()
        except SQLAlchemyError as fault:
            session.rollback()
            log.warning("reviews.not_kept", because=type(fault).__name__)
            return 0
        return kept


def _shelves(own: tuple[Path, ...]) -> Guides:
    try:
        return guides(Library(own))
    except BadTextError as reason:
        raise click.ClickException(str(reason)) from reason


def _wrong(shelves: Guides, page: Guide, known: reviews.Known) -> list[str]:
    """What is wrong in the files of a page, whatever the day. Doors are known to the app only."""
    state = reviews.state_of(shelves, page, book=law_book(), on=clock.today())
    read = reviews.LastReading(reviewed_on=page.reviewed_on)
    found = reviews.grounds(state, read, book=law_book(), known=known, today=clock.today())
    said = [f"“{words}” is typed; write law() or amount(), so that it lives" for words in found.typed]
    said += [f"{target} leads nowhere" for target in found.broken if not target.startswith("door:")]
    return said + [f"{code}.md is hard to read: see guichet content reading" for code in found.hard]


def _show(rows: list[Row]) -> None:
    table = Table(title="How easily the pages read, the hardest first", title_justify="left")
    for head in ("page", "language", "score", "at least", "words", "in a sentence"):
        table.add_column(head, no_wrap=True)
    for page, code, it in rows:
        limit, mean = str(reading.LIMITS[code]), f"{it.words_per_sentence:.1f}"
        table.add_row(page, code, str(it.score), limit, str(it.words), mean)
    Console().print(table)
    for code in LANGUAGES:
        scores = [it.score for _page, of, it in rows if of == code]
        quarter, half, three = (round(cut) for cut in quantiles(scores, n=4))
        told = f"lowest {min(scores)}, quarters {quarter} – {half} – {three}, highest {max(scores)}"
        click.echo(f"{code}: {told}; at least {reading.LIMITS[code]}")
