"""`guichet import-statement`: bank statements from files, each one whole into the books or refused whole."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from webapp.cli.house import house
from webapp.domain import identity, payments
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.i18n import force_language
from webapp.views.statement_words import refusal_words

Outcome = dict[str, Any]


@click.command("import-statement")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def import_statement(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Import bank statements in CAMT.053. The same file twice books nothing twice.

    Files may be given in any order: one that does not follow the last statement waits for the others.
    Exits with 1 when a file was refused; nothing of a refused file is booked.
    """
    with house():
        outcomes = _import_all(list(files), quiet=as_json)
    if as_json:
        click.echo(json.dumps(outcomes))
    else:
        for outcome in outcomes:
            click.echo(_sentence(outcome))
    sys.exit(1 if any("refused" in outcome for outcome in outcomes) else 0)


def _import_all(files: list[Path], *, quiet: bool) -> list[Outcome]:
    """Import the oldest first; files that do not follow yet wait until none of those left does."""
    outcomes: dict[Path, Outcome] = {}
    waiting = sorted(files, key=lambda file: payments.first_day(file.read_bytes()))
    console = Console(stderr=True, quiet=quiet)
    while waiting:
        for file in track(waiting, description="Importing", console=console, transient=True):
            outcomes[file] = _import_one(file)
        left = [file for file in waiting if outcomes[file].get("refused") == "gap"]
        if len(left) == len(waiting):
            break
        waiting = left
    return [outcomes[file] for file in files]


def _import_one(file: Path) -> Outcome:
    try:
        done = payments.import_statement(file.read_bytes(), name=file.name, by=identity.House, at=clock.now())
    except payments.BadStatementError as refused:
        session.rollback()
        with force_language("en"):
            reason = refusal_words(refused.code, refused.line, refused.facts)
        return {"file": file.name, "refused": refused.code, "line": refused.line, "reason": reason}
    session.commit()
    return {"file": file.name, **asdict(done)}


def _sentence(outcome: Outcome) -> str:
    if "refused" in outcome:
        return f"{outcome['file']}: REFUSED, nothing booked. {outcome['reason']}"
    if outcome["already"]:
        return f"{outcome['file']}: imported before, nothing booked twice"
    return "{file}: {lines} movements, {matched} matched, {suspense} in suspense".format(**outcome)


COMMANDS = (import_statement,)
