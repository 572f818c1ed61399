"""The staff door: signed in with a second factor, and holding the role each page names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, abort, current_app, g, request
from werkzeug.wrappers import Response

from webapp.domain import identity
from webapp.views import entrance

door = Blueprint("staff", __name__, url_prefix="/staff")

View = TypeVar("View", bound=Callable[..., Any])


door.context_processor(entrance.layout_words)


@door.before_request
def guard() -> Response | None:
    """Staff only: on the staff host if there is one, with a second factor, with the page's permission."""
    host = current_app.config["SETTINGS"].staff_host
    if host and request.host != host:
        abort(404)
    refused = entrance.let_in(staff=True)
    if refused is not None:
        return refused
    g.language = g.actor.language
    view = current_app.view_functions[request.endpoint or ""]
    needed: identity.Permission | None = getattr(view, "permission", None)
    if needed is None or not g.actor.may(needed):
        abort(403)
    return None


def needs(permission: identity.Permission) -> Callable[[View], View]:
    """Name the permission a staff page asks for; a page without one opens for nobody."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


from webapp.views.staff import components as components  # noqa: E402 - pages stand behind the guard
