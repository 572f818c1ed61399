"""`guichet verify` and `guichet doctor`: do all promises hold, and is the house well set up?"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys

import click
import redis
from rich.console import Console
from rich.table import Table

from webapp import domain
from webapp.cli.house import house
from webapp.kit import queue, verify

Result = tuple[str, bool, str]


def all_invariants() -> list[Result]:
    """The invariants of the outbox and of every room that states some, in the order of the rooms."""
    results = list(verify.invariants())
    for room in sorted(found.name for found in pkgutil.iter_modules(domain.__path__)):
        module = importlib.import_module(f"{domain.__name__}.{room}")
        if hasattr(module, "invariants"):
            results += module.invariants()
    return results


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def verify_command(*, as_json: bool) -> None:
    """Print every invariant and whether it holds; exit with 1 when one is broken."""
    with house():
        results = all_invariants()
    _show("What must always hold", results, as_json=as_json)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def doctor(*, as_json: bool) -> None:
    """Look at the set-up: servers, migrations, folders, languages, mail."""
    with house(queue=True) as app:
        settings = app.config["SETTINGS"]
        try:
            answers = bool(queue.connect(settings.redis_url).ping())
        except redis.RedisError:
            answers = False
        results = [
            *verify.database(),
            ("the queue answers", answers, settings.redis_url.split("@")[-1]),
            ("DATA_DIR can be written", verify.can_write(settings.data_dir), str(settings.data_dir)),
            ("mails have somewhere to go", bool(settings.mail_address), settings.mail_address.split("@")[-1]),
            ("people reach us over https", settings.secure or settings.demo, settings.base_url),
        ]
    _show("How the house is set up", results, as_json=as_json)


def _show(title: str, results: list[Result], *, as_json: bool) -> None:
    if as_json:
        click.echo(
            json.dumps([{"name": name, "holds": holds, "detail": detail} for name, holds, detail in results])
        )
    else:
        table = Table(title=title, title_justify="left")
        for heading in ("", "promise", "detail"):
            table.add_column(heading)
        for name, holds, detail in results:
            table.add_row("[green]holds[/]" if holds else "[bold red]broken[/]", name, detail)
        Console().print(table)
    sys.exit(0 if all(holds for _name, holds, _detail in results) else 1)


COMMANDS = (verify_command, doctor)
