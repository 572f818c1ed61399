"""The print room: letters that go on paper, as files for the printer."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import click
from flask import current_app

from webapp.cli.house import house
from webapp.domain import notices
from webapp.kit import clock, files, letters, pdf
from webapp.kit.db import session

FOLDER = "print"


@click.command("print-batch")
@click.option("--at-most", default=500, show_default=True, help="Letters in one file.")
@click.option("--one-sided", is_flag=True, help="No blank page after a letter with an odd number of pages.")
def print_batch(*, at_most: int, one_sided: bool) -> None:
    """Write the letters that wait on paper into files to print, each with a list on top.

    Harmless when repeated: a letter is in one file only, and a file that was not finished is written again.
    """
    with house():
        count = 0
        while (name := notices.claim_batch(on=clock.today(), at_most=at_most)) is not None:
            session.commit()
            sheets = notices.sheets_of(name)
            place = write(name, sheets, two_sided=not one_sided)
            secrets = notices.printed(name, at=clock.now())
            session.commit()
            for document in secrets:
                files.forget(document)
            click.echo(f"{place}: {len(sheets)} letters")
            count += len(sheets)
        click.echo(f"{count} letters to print" if count else "no letter waits for the printer")


def write(name: str, sheets: list[notices.Sheet], *, two_sided: bool) -> Path:
    """The file of a batch, whole or not at all; only its owner may read it, for letters are private."""
    folder = current_app.config["SETTINGS"].data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = Path(folder) / f"{name}.pdf"
    aside = place.with_suffix(".part")
    aside.unlink(missing_ok=True)
    counted = [(sheet, pdf.pages_of(sheet.pdf)) for sheet in sheets]
    groups = Counter((sheet.kind, sheet.language) for sheet in sheets)
    pages: Counter[tuple[str, str]] = Counter()
    for sheet, number in counted:
        pages[sheet.kind, sheet.language] += number
    cover = letters.render_batch(
        name,
        written_on=clock.today(),
        groups=[(kind, language, groups[kind, language], pages[kind, language]) for kind, language in groups],
        references=[(sheet.reference, number) for sheet, number in counted],
    )
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        pdf.join([cover, *(sheet.pdf for sheet in sheets)], file, two_sided=two_sided)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(place)
    return place


COMMANDS = (print_batch,)
