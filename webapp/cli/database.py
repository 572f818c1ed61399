"""The database of the house: brought up to date before anything starts."""

from __future__ import annotations

import click
from flask_migrate import upgrade as migrate

from webapp.app import create_app
from webapp.cli.house import servers
from webapp.config import Settings
from webapp.kit.db import db


def upgrade(settings: Settings) -> None:
    """Apply every migration that the database has not seen; harmless when it is up to date."""
    app = create_app(settings)
    with app.app_context():
        migrate()
        db.engine.dispose()


@click.group("db")
def database() -> None:
    """Bring the tables up to date."""


@database.command("upgrade")
def upgrade_command() -> None:
    """Apply the migrations that are missing."""
    with servers() as settings:
        upgrade(settings)


COMMANDS = (database,)
