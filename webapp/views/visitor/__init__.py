"""The visitor door: open to all, no session, no cookie; pages here may be cached by anybody."""

from __future__ import annotations

from flask import Blueprint, abort, g

door = Blueprint("visitor", __name__)


@door.before_request
def guard() -> None:
    """Everybody may come in; a form must come from one of our own pages."""
    if g.get("stale_form", False):
        abort(403)
