"""Whether this process can serve: its database, its queue, and tables of the version it was written for."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

import psycopg
import redis
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from webapp.config import ROOT
from webapp.kit import queue
from webapp.kit.db import session

GOOD = "ok"


def look(redis_url: str) -> dict[str, str]:
    """The state of each part: `ok`, or one sentence that says what is wrong, without addresses or secrets."""
    return {"database": _database(), "queue": _queue(redis_url)}


def _database() -> str:
    try:
        applied = set(MigrationContext.configure(session.connection()).get_current_heads())
    except SQLAlchemyError as fault:
        return f"the database does not answer ({type(fault).__name__})"
    if applied != written():
        return "the tables are not up to date: guichet db upgrade"
    return GOOD


@cache
def written() -> frozenset[str]:
    """The newest migrations of this code."""
    return frozenset(ScriptDirectory(str(ROOT / "webapp" / "migrations")).get_heads())


def tables_are_current(database_url: str) -> bool:
    """Whether nothing needs migrating; asked without building the app, so that a second start is quick."""
    with suppress(psycopg.Error), psycopg.connect(database_url, connect_timeout=5) as connection:
        applied = {row[0] for row in connection.execute("select version_num from alembic_version")}
        return bool(applied) and applied == written()
    return False


def _queue(redis_url: str) -> str:
    if not redis_url:
        return GOOD  # this process was told of no queue; pages promise their errands to the database
    try:
        with queue.connect(redis_url) as connection:
            connection.ping()
    except redis.RedisError as fault:
        return f"the queue does not answer ({type(fault).__name__})"
    return GOOD
