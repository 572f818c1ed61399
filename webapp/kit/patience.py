"""A page does not wait for a database that has stopped answering.

A server that is gone refuses at once. One that is frozen (a paused machine, a cable pulled out) takes the
question and says nothing: no timeout of its own can help, since it counts none. So a page that hears nothing
for a moment tries to connect anew. Whoever is let in, or refused, knows that the server lives, and waits on
for its slow answer. Whoever is not gives up, and for some seconds nobody of this process asks; then one at a
time. Jobs and commands have time: they wait.

A change whose commit stayed unanswered may still be written when the server wakes, as after any broken line;
every form carries a key, so sending it again does it once.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

import psycopg
from flask import has_request_context
from psycopg.errors import ConnectionTimeout
from sqlalchemy import Engine, event

from webapp.kit.logs import log

#: Seconds of silence after which a page asks whether the server lives, and how often it asks again.
SILENT: Final = 0.3
AGAIN: Final = 5.0
#: Seconds to be let in; less is not possible with libpq.
CONNECT: Final = 2
#: Seconds in which a server that did not answer is not asked again.
REST: Final = 5.0


class RestingError(psycopg.OperationalError):
    """The database did not answer a moment ago."""


@dataclass
class _Rest:
    """Until when this process leaves the server alone; then one may try while the others still do."""

    until: float | None = None
    _lock: Lock = field(default_factory=Lock)

    def may_try(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if self.until is not None and now < self.until:
                return False
            if self.until is not None:
                self.until = now + CONNECT
            return True

    def begin(self) -> None:
        log.warning("database.rests")
        self.until = time.monotonic() + REST

    def end(self) -> None:
        self.until = None


_rest = _Rest()


class PatientConnection(psycopg.Connection[Any]):
    """A connection that, for a page, asks whether the server lives when it hears nothing."""

    def wait(self, gen: Any, *args: Any, **options: Any) -> Any:
        """Wait for an answer, as psycopg does."""
        return super().wait(self._listened(gen) if has_request_context() else gen, *args, **options)

    def _listened(self, gen: Any) -> Generator[Any, Any, Any]:
        """The same questions to the socket; `wait` says every tenth of a second that it is silent."""
        doubt = time.monotonic() + SILENT
        ready = None
        while True:
            try:
                wanted = gen.send(ready)
            except StopIteration as answered:
                return answered.value
            ready = yield wanted
            if not ready and time.monotonic() >= doubt:
                if not _lives(self.info.dsn, self.info.password):
                    self.close()
                    raise RestingError("the database has stopped answering")
                doubt = time.monotonic() + AGAIN


def watch(engine: Engine) -> None:
    """Let an engine make its connections here."""
    event.listen(engine, "do_connect", lambda _dialect, _record, given, named: connect(*given, **named))


def connect(*given: Any, **named: Any) -> PatientConnection:
    """Connect; for a page in two seconds, or not at all while the server rests.

    Raises:
        psycopg.OperationalError: refused, not answered, or not asked because it rests.
    """
    if not has_request_context():
        return PatientConnection.connect(*given, **named)
    if not _rest.may_try():
        raise RestingError("the database did not answer a moment ago")
    try:
        made = PatientConnection.connect(*given, **(named | {"connect_timeout": CONNECT}))
    except ConnectionTimeout:
        _rest.begin()
        raise
    except psycopg.OperationalError:
        _rest.end()
        raise
    _rest.end()
    return made


def _lives(dsn: str, password: str) -> bool:
    try:
        connect(dsn, **({"password": password} if password else {})).close()
    except (ConnectionTimeout, RestingError):
        return False
    except psycopg.OperationalError:
        return True  # it refuses us: nobody refuses in his sleep
    return True
