"""Error pages that help: what happened, what to do now, whom to call; in the reader's language.

A database that is away, full or in a knot is not a fault of the page: 503, to be tried again at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from flask import Flask, Response, current_app, g, make_response, render_template, request
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES
from webapp.kit.logs import log
from webapp.kit.rates import TooManyRequests

#: Seconds after which a browser or a monitor may ask again; the database is back within a few.
RETRY_AFTER: Final = 5
PAGES: Final = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})
SPEAKERS: Final = "error_speakers"

#: How a door whose guests are programs says an error: its code, and what went wrong.
Speaker = Callable[[int, Exception], Response]


class ConflictError(HTTPException):
    """Somebody else was first; the page says what changed."""

    code = 409


class NotYoursError(HTTPException):
    """Not there, or not for the one who asks: the two look the same from outside."""

    code = 404


def init_app(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(Exception, _fault)


def speak_under(app: Flask, prefix: str, speaker: Speaker) -> None:
    """Let a door say the errors below its addresses itself, also those of addresses that do not exist."""
    app.extensions.setdefault(SPEAKERS, {})[prefix] = speaker


def _error_page(error: HTTPException) -> Response:
    code = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        # What broke after the view, such as the commit, comes wrapped.
        return _fault(error.original_exception)
    return _say(code, error)


def _fault(error: Exception) -> Response:
    with suppress(SQLAlchemyError):
        session.rollback()
    if _database_is_away(error):
        log.warning("request.database_away", because=type(error).__name__, endpoint=request.endpoint)
        return _say(ServiceUnavailable.code, error)
    reference = secrets.token_hex(4).upper()
    log.error(
        "request.fault",
        reference=reference,
        endpoint=request.endpoint,
        method=request.method,
        exc_info=error,
    )
    return _say(InternalServerError.code, error, reference=reference)


def _database_is_away(error: Exception) -> bool:
    broken_off = isinstance(error, DBAPIError) and error.connection_invalidated
    return broken_off or isinstance(error, OperationalError | NoConnectionLeft)


def _say(code: int, error: Exception, *, reference: str = "") -> Response:
    """The door's own way if it has one, else a page; the database comes back within seconds either way."""
    speakers: dict[str, Speaker] = current_app.extensions.get(SPEAKERS, {})
    own = next((say for prefix, say in speakers.items() if request.path.startswith(prefix)), None)
    answer = own(code, error) if own else _page(code, reference=reference)
    if isinstance(error, TooManyRequests):
        answer.headers["Retry-After"] = str(error.seconds)
        answer.headers["Cache-Control"] = "no-store"
    if code == ServiceUnavailable.code:
        answer.headers["Retry-After"] = str(RETRY_AFTER)
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(code: int, *, reference: str) -> Response:
    first = request.path.strip("/").split("/")[0]
    if first in LANGUAGES:
        g.language = first
    template = f"errors/{code if code in PAGES else 500}.html"
    return make_response(render_template([template, "errors/500.html"], code=code, reference=reference), code)
