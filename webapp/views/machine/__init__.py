"""The machine door: signatures instead of sessions, no cookies; one-click unsubscribe and health."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.kit import clock

door = Blueprint("machine", __name__)


@door.after_request
def no_cookie(answer: Response) -> Response:
    """Machines get no cookie and no page to keep."""
    answer.headers.remove("Set-Cookie")
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


@door.get("/healthz")
def alive() -> tuple[dict[str, str], int]:
    """The process answers."""
    return {"status": "alive", "at": clock.now().isoformat()}, 200
