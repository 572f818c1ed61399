"""How a command gets the house: settings, the servers it needs, and the app with its context."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask

from webapp.app import create_app
from webapp.config import Settings
from webapp.domain import law_changes
from webapp.kit import clock, embedded


@contextmanager
def servers(*, database: bool = True, queue: bool = False) -> Iterator[Settings]:
    """The settings with the addresses of real servers; embedded ones are found or started meanwhile."""
    settings = Settings.from_environ()
    running = []
    try:
        if database and not settings.database_url:
            running.append(embedded.postgres(settings.data_dir))
            settings = replace(settings, database_url=running[-1].url)
        if queue and not settings.redis_url:
            running.append(embedded.valkey(settings.data_dir))
            settings = replace(settings, redis_url=running[-1].url)
        yield settings
    finally:
        for server in reversed(running):
            server.stop()


@contextmanager
def house(*, queue: bool = False) -> Iterator[Flask]:
    """The app inside its context, as a command or a process needs it."""
    with servers(queue=queue) as settings:
        app = create_app(settings)
        with app.app_context():
            law_changes.keep_up(at=clock.now())
            yield app
