"""What the guards of the private doors share: who is this, and what if the visit has lapsed.

A form sent with a lapsed session or an old token is kept and comes back filled in; see `kit.kept`.
"""

from __future__ import annotations

from flask import Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import identity
from webapp.kit import kept, sessions
from webapp.kit.db import SAFE_METHODS


def let_in(*, staff: bool) -> AnyResponse | None:
    """Load the actor of this request into `g.actor`, or answer with the way to sign in."""
    found = sessions.current()
    if found is None:
        return _sign_in_first()
    actor = identity.actor_for(found.login_id, on_session=found.id)
    if actor is None:
        return _sign_in_first()
    if staff != actor.is_staff:
        abort(404)
    if staff and found.second_factor_at is None:
        return redirect(url_for("visitor.second_factor", next=request.path), 303)
    g.actor = actor
    if g.get("stale_form", False):
        return _come_back(kept.keep(login_id=actor.login_id))
    sessions.keep_awake(found)
    return None


def _sign_in_first() -> AnyResponse:
    back = request.full_path.rstrip("?")
    lapsed = sessions.presented()
    if request.method not in SAFE_METHODS:
        back = kept.keep(login_id=lapsed.login_id) if lapsed is not None else request.path
    lapsed_word = {"lapsed": "1"} if lapsed is not None else {}
    return _come_back(url_for("visitor.sign_in", next=back, **lapsed_word))


def _come_back(address: str) -> AnyResponse:
    """Send the browser on; for HTMX the whole page moves."""
    if request.headers.get("HX-Request"):
        answer = Response(status=204)
        answer.headers["HX-Redirect"] = address
        return answer
    return redirect(address, 303)
