"""`guichet`: the operator's commands. Each file beside this one holds one family of them.

Every command knows `--help`, shows progress on long work, and exits with 0 or not.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import click
from psycopg.errors import UndefinedColumn, UndefinedTable
from sqlalchemy.exc import ProgrammingError

from webapp import __version__
from webapp.config import BadSettingError
from webapp.kit.resident import EmbeddedServerError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(version)s")
def guichet() -> None:
    """The counter of a social insurance fund: start it, run it, verify it."""


_FAMILIES = [found.name for found in pkgutil.iter_modules(__path__) if found.name != "__main__"]
for _family in _FAMILIES:
    for _command in getattr(importlib.import_module(f"{__name__}.{_family}"), "COMMANDS", ()):
        guichet.add_command(_command)


def main() -> None:
    """Run a command; a wrong setting, a server that is away and missing tables are one sentence each."""
    try:
        guichet()
    except (BadSettingError, EmbeddedServerError) as reason:
        click.echo(f"guichet: {reason}", err=True)
        sys.exit(2)
    except ProgrammingError as fault:
        if not isinstance(fault.orig, UndefinedTable | UndefinedColumn):
            raise
        click.echo("guichet: the tables are not up to date; run `guichet db upgrade` first", err=True)
        sys.exit(2)
