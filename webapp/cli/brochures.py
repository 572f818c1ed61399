"""`guichet brochures`: print today's brochures in every language before anybody asks for one."""

from __future__ import annotations

import click
from rich.progress import track

from webapp.cli.house import house
from webapp.kit.i18n import LANGUAGES, force_language
from webapp.views.visitor import brochures


@click.command("brochures")
def brochures_command() -> None:
    """Print every brochure in every language; those of an edition that is kept already are left alone.

    Run it at deployment: what is missing is made when it is first asked for, which lets that reader wait.
    """
    with house() as app, app.test_request_context():
        jobs = [(guide, code) for guide in brochures.all_brochures() for code in LANGUAGES]
        for guide, code in track(jobs, description="Brochures"):
            with force_language(code):
                made = brochures.printed(guide)
            click.echo(f"{made.name}: {made.stat().st_size // 1024} KB")


COMMANDS = (brochures_command,)
