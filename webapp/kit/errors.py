"""Error pages that help: what happened, what to do now, whom to call; in the reader's language."""

from __future__ import annotations

import secrets
from typing import Final

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES
from webapp.kit.logs import log

PAGES: Final = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


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


def _error_page(error: HTTPException) -> Response:
    code = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    return _page(code, reference="")


def _fault(error: Exception) -> Response:
    session.rollback()
    reference = secrets.token_hex(4).upper()
    log.exception("request.fault", reference=reference, endpoint=request.endpoint, method=request.method)
    return _page(InternalServerError.code, reference=reference, error=error)


def _page(code: int, *, reference: str, error: Exception | None = None) -> Response:
    del error
    first = request.path.strip("/").split("/")[0]
    if first in LANGUAGES:
        g.language = first
    template = f"errors/{code if code in PAGES else 500}.html"
    answer = make_response(
        render_template([template, "errors/500.html"], code=code, reference=reference), code
    )
    if code == 503:  # noqa: PLR2004 - Service Unavailable
        answer.headers["Retry-After"] = "60"
    return answer
