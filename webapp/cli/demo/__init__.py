"""`guichet demo`: a believable fund to look at, the same for the same seed. Never with real data.

Each file beside this one is a part: `ORDER` says when it comes, `load(demo)` writes it. Parts may count on
what the parts before them left in the `Demo`.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import click

from webapp.cli.demo.story import Demo
from webapp.cli.house import house
from webapp.config import Settings
from webapp.domain import affiliates
from webapp.kit import clock
from webapp.kit.db import session


def parts() -> list[ModuleType]:
    """The parts of the demo fund, in the order they come."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return sorted((part for part in modules if hasattr(part, "ORDER")), key=lambda part: int(part.ORDER))


def load(demo: Demo) -> None:
    """Write the whole demo fund into an empty house; one commit at the end of each part."""
    for part in parts():
        part.load(demo)
        session.commit()


@click.command("demo")
@click.option("--affiliates", "affiliate_count", default=200, show_default=True, help="Self-employed people.")
@click.option("--companies", default=60, show_default=True, help="Companies.")
@click.option("--subscribers", default=300, show_default=True, help="Readers of the bulletin.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same fund.")
@click.option("--if-empty", is_flag=True, help="Do nothing when the house is not empty.")
@click.option("--logins", is_flag=True, help="Only print the log-ins.")
def demo_command(
    *, affiliate_count: int, companies: int, subscribers: int, seed: int, if_empty: bool, logins: bool
) -> None:
    """Fill an empty house with a believable fund and print the log-ins. Only with DEMO=1."""
    if not Settings.from_environ().demo:
        raise click.ClickException("this is no demo: set DEMO=1 to fill the house with invented people")
    demo = Demo(
        affiliates=affiliate_count,
        companies=companies,
        subscribers=subscribers,
        seed=seed,
        today=clock.today(),
    )
    if logins:
        click.echo(demo.logins_in_words())
        return
    with house():
        if affiliates.count():
            if not if_empty:
                raise click.ClickException("the house is not empty; the demo never mixes with other data")
            return
        load(demo)
        click.echo(f"a demo fund with {affiliates.count()} affiliates is ready")
    if not if_empty:
        click.echo(demo.logins_in_words())


COMMANDS = (demo_command,)
