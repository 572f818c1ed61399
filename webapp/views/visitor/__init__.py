"""The visitor door: open to all, no session, no cookie; pages here may be cached by anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, abort, current_app, g, request

View = TypeVar("View", bound=Callable[..., Any])

door = Blueprint("visitor", __name__)


@door.before_request
def guard() -> None:
    """Everybody may come in; a form must come from one of our own pages."""
    view = current_app.view_functions[request.endpoint or ""]
    if g.get("stale_form", False) and not getattr(view, "comes_back_filled", False):
        abort(403)


def comes_back_filled(view: View) -> View:
    """Mark a page whose FundForm shows itself again when only its token is old; see `FundForm`."""
    view.comes_back_filled = True  # type: ignore[attr-defined]
    return view
