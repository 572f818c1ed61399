"""The machine door: signatures instead of sessions, no cookies; one-click unsubscribe and health."""

from __future__ import annotations

from flask import Blueprint, Response

door = Blueprint("machine", __name__)


@door.after_request
def no_cookie(answer: Response) -> Response:
    """Machines get no cookie and no page to keep."""
    answer.headers.remove("Set-Cookie")
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
