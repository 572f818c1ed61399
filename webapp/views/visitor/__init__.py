"""The visitor door: open to all, no session, no cookie; pages here may be cached by anybody."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, TypeVar

from flask import Blueprint, Response, abort, current_app, g, request

View = TypeVar("View", bound=Callable[..., Any])

#: How long a public page may be shown without asking again; a corrected text is everywhere after that.
KEPT_SECONDS: Final = 300

door = Blueprint("visitor", __name__)


@door.before_request
def guard() -> None:
    """Everybody may come in; a form must come from one of our own pages."""
    view = current_app.view_functions[request.endpoint or ""]
    if g.get("stale_form", False) and not getattr(view, "comes_back_filled", False):
        abort(403)


@door.after_request
def let_it_be_kept(answer: Response) -> Response:
    """A page that is the same for everybody may be kept a while, and asked for by its fingerprint after that.

    A page that says otherwise itself, or carries a token, is left alone (`kit.security`).
    """
    same_for_all = request.method in {"GET", "HEAD"} and not g.get("carries_token", False)
    if answer.status_code != HTTPStatus.OK or not same_for_all or answer.is_streamed:
        return answer
    if "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    if "no-store" not in answer.headers["Cache-Control"]:
        answer.add_etag(weak=True)
        answer.make_conditional(request)
    return answer


def comes_back_filled(view: View) -> View:
    """Mark a page whose FundForm shows itself again when only its token is old; see `FundForm`."""
    view.comes_back_filled = True  # type: ignore[attr-defined]
    return view
