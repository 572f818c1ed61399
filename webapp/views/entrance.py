"""What the guards of the private doors share: who is this, and what if the visit has lapsed.

A form sent with a lapsed session or an old token is kept and comes back filled in; see `kit.kept`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeVar
from urllib.parse import unquote, urlsplit

from flask import Response, abort, current_app, g, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import identity
from webapp.kit import clock, fund, i18n, kept, sessions
from webapp.kit.db import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])

DEVICE_KNOWN_FOR: Final = timedelta(days=365)


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
    if found.second_factor_at is None and (staff or actor.has_second_factor):
        return _come_back(url_for("visitor.second_factor", next=_way_back(found)))
    g.actor = actor
    if g.get("form_of_other_hat", False):
        # Written for somebody for whom this visit no longer acts; it must not land in another file.
        abort(409)
    if g.get("stale_form", False):
        return _come_back(kept.keep(login_id=actor.login_id))
    sessions.keep_awake(found)
    return None


def wear_hat(kind: Literal["affiliate", "company"]) -> AnyResponse | None:
    """Put for whom this visit acts in `g.affiliate_id` or `g.company_id`.

    The first hat counts until another is chosen. Somebody without a hat for this door is led to the
    other one, or told plainly (404) that nobody's affairs are open to her here. Pages marked
    `for_everybody` (her own security) open without a hat.
    """
    found = sessions.current()
    assert found is not None, "let_in has been asked before"
    chosen = found.acting_affiliate_id if kind == "affiliate" else found.acting_company_id
    ids = g.actor.affiliate_ids if kind == "affiliate" else g.actor.company_ids
    worn = chosen if chosen in ids else next(iter(ids), None)
    setattr(g, f"{kind}_id", worn)
    view = current_app.view_functions[request.endpoint or ""]
    if worn is not None or getattr(view, "for_everybody", False):
        return None
    if not g.actor.hats or request.method not in SAFE_METHODS:
        abort(404)
    return redirect(home_of(g.actor), 303)


def for_everybody(view: View) -> View:
    """Mark a page of the affiliate door that also opens for people who act for companies only."""
    view.for_everybody = True  # type: ignore[attr-defined]
    return view


def way_on(login_id: int, wanted: str | None) -> str:
    """Where somebody who has come in goes: to the page of hers that she wanted, else to her first one."""
    actor = identity.actor_for(login_id)
    assert actor is not None, "she has just come in"
    endpoint = _endpoint_of(wanted) if wanted else None
    if wanted and endpoint is not None and (endpoint.split(".")[0] == "staff") == actor.is_staff:
        return wanted
    return home_of(actor)


def _endpoint_of(wanted: str) -> str | None:
    """The private page behind an address that stays with us; None for anything else.

    One slash at the start, printable ASCII, no backslash, and a page that we know.
    """
    strange = any(not "!" <= sign <= "~" or sign == "\\" for sign in wanted)
    if strange or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    path = unquote(urlsplit(wanted).path)
    try:
        endpoint, _values = current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return endpoint if endpoint.split(".")[0] in {"affiliate", "company", "staff"} else None


def address() -> str:
    """The network address of whoever asks, as the proxy we trust says it."""
    return request.remote_addr or ""


def device() -> str:
    """The token of a browser that came in before; read only when somebody signs in."""
    return request.cookies.get(_device_cookie(), "")


def remember_device(answer: AnyResponse, login_id: int) -> AnyResponse:
    """Let the browser be known again: a cookie for a year that opens nothing by itself."""
    answer.set_cookie(
        _device_cookie(),
        identity.remember_device(login_id=login_id, token=device()),
        max_age=int(DEVICE_KNOWN_FOR.total_seconds()),
        secure=current_app.config["SETTINGS"].secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


def _device_cookie() -> str:
    return "__Host-device" if current_app.config["SETTINGS"].secure else "device"


def fund_words() -> list[str]:
    """The words of the fund, which are no passwords."""
    facts = fund.facts()
    return [*facts["name"].values(), *facts["short_name"].values(), "guichet"]


def seconds_until(moment: datetime) -> int:
    """How long it is until a moment."""
    return int((moment - clock.now()).total_seconds())


def home_of(actor: identity.Actor) -> str:
    """The first page of somebody who has just come in: her work, her account or her company."""
    if actor.is_staff:
        return "/staff/"
    door = "company" if actor.company_ids and not actor.affiliate_ids else "my"
    return f"/{i18n.language()}/{door}/"


def _sign_in_first() -> AnyResponse:
    lapsed = sessions.presented()
    lapsed_word = {"lapsed": "1"} if lapsed is not None else {}
    return _come_back(url_for("visitor.sign_in", next=_way_back(lapsed), **lapsed_word))


def _way_back(lapsed: sessions.WebSession | None) -> str:
    """The address to return to after signing in, with what was typed kept for the person of that session."""
    if request.method in SAFE_METHODS:
        return request.full_path.rstrip("?")
    return kept.keep(login_id=lapsed.login_id) if lapsed is not None else request.path


def _come_back(address: str) -> AnyResponse:
    """Send the browser on; for HTMX the whole page moves."""
    if request.headers.get("HX-Request"):
        answer = Response(status=204)
        answer.headers["HX-Redirect"] = address
        return answer
    return redirect(address, 303)
