"""What the guards of the private doors share: who is this, and what if the visit has lapsed.

A form sent with a lapsed session or an old token is kept and comes back filled in; see `kit.kept`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, Literal, TypeVar
from urllib.parse import unquote, urlsplit

from flask import (
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import affiliates, companies, identity
from webapp.kit import agents, clock, fund, i18n, kept, qr, sessions
from webapp.kit.db import SAFE_METHODS
from webapp.kit.throttle import TooManyTriesError

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


def layout_words() -> dict[str, Any]:
    """What the layouts of the private doors show: who is in, the way out, for whom she acts."""
    actor: identity.Actor | None = g.get("actor")
    if actor is None:
        return {}
    own_url = url_for("staff.security" if actor.is_staff else "affiliate.security")
    words: dict[str, Any] = {
        "person_name": actor.name,
        "sign_out_url": url_for(".sign_out"),
        "own_url": own_url,
    }
    if not actor.is_staff:
        words["acting_for"] = _acting_for(actor)
        words["switch_url"] = url_for("affiliate.for_whom") if len(actor.hats) > 1 else ""
    return words


def _acting_for(actor: identity.Actor) -> str:
    """Whose affairs the page shows; empty when they can only be one's own."""
    if request.blueprint == "company":
        company_id = g.get("company_id")
        return companies.names([company_id]).get(company_id, "") if company_id else ""
    affiliate_id = g.get("affiliate_id")
    own = any(
        hat.kind == "affiliate" and hat.id == affiliate_id and hat.mandate == "self" for hat in actor.hats
    )
    if affiliate_id is None or (own and len(actor.hats) == 1):
        return ""
    return affiliates.names([affiliate_id]).get(affiliate_id, "")


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
    """The network address of whoever asks: what the proxy we trust added last, else the peer's own.

    Anybody can write X-Forwarded-For; only the entry that FORWARDED_ALLOW's proxy appended counts.
    """
    peer = request.remote_addr or ""
    trusted = [one.strip() for one in current_app.config["SETTINGS"].forwarded_allow.split(",")]
    if peer not in trusted or not request.access_route:
        return peer
    return request.access_route[-1]


def device() -> str:
    """The token of a browser that came in before; read only when somebody signs in."""
    return request.cookies.get(_device_cookie(), "")


def remember_device(answer: AnyResponse, login_id: int) -> AnyResponse:
    """Let the browser be known again: a cookie for a year that opens nothing by itself."""
    answer.set_cookie(
        _device_cookie(),
        identity.remember_device(
            login_id=login_id, token=device(), device=agents.read(request.user_agent.string or "")
        ),
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


def too_many(full: TooManyTriesError) -> AnyResponse:
    """Too many tries: until when, and what helps meanwhile."""
    answer = make_response(render_template("visitor/too_many_tries.html", until=full.until), 429)
    answer.headers["Retry-After"] = str(max(1, int((full.until - clock.now()).total_seconds())))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def offered(secret: str, login_id: int) -> dict[str, Any]:
    """What a page that sets up an authenticator app shows: the secret as QR code and as text to type."""
    fund_name = fund.facts()["short_name"][i18n.language()]
    address = identity.address_of(secret, name=identity.email_of(login_id), fund=fund_name)
    parts = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return {"qr": qr.drawing(address), "secret": parts}


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
