"""Signing in through an OpenID Connect provider: leave with a sealed note, come back with a proof."""

from __future__ import annotations

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import identity
from webapp.kit import oidc, sessions
from webapp.kit.db import allow_write_on_read
from webapp.kit.logs import log
from webapp.views import entrance
from webapp.views.localized import localized
from webapp.views.visitor import door
from webapp.views.visitor.sign_in import SIGN_IN, welcome

LEAVE = {code: f"{slug}/provider" for code, slug in SIGN_IN.items()}
BACK = "/sign-in/provider/back"


@localized(door, LEAVE)
def leave_for_provider() -> AnyResponse:
    """Send the browser to the provider; the only public page that sets a cookie, for ten minutes."""
    if not oidc.is_on():
        abort(404)
    found = sessions.current() if "link" in request.args else None
    try:
        address, cookie = oidc.leave(
            wanted=request.args.get("next", ""),
            back_to=_back_to(),
            links_login=found.login_id if found is not None else None,
        )
    except oidc.ProviderError as reason:
        return _refused(reason)
    answer = redirect(address, 303)
    answer.headers["Cache-Control"] = "no-store"
    answer.set_cookie(
        oidc.COOKIE,
        cookie,
        max_age=int(oidc.LASTS.total_seconds()),
        secure=current_app.config["SETTINGS"].secure,
        httponly=True,
        samesite="Lax",
        path=BACK,
    )
    return answer


@door.get(BACK)
def come_back_from_provider() -> AnyResponse:
    """Take the provider's answer: it comes by GET, so this one may write."""
    if not oidc.is_on():
        abort(404)
    try:
        vouched = oidc.come_back(
            code=request.args.get("code", ""),
            state=request.args.get("state", ""),
            issuer=request.args.get("iss"),
            cookie=request.cookies.get(oidc.COOKIE, ""),
            back_to=_back_to(),
        )
        allow_write_on_read()
        answer = _link(vouched) if vouched.links_login is not None else _come_in(vouched)
    except (oidc.ProviderError, identity.UnknownSubjectError) as reason:
        return _refused(reason)
    answer.delete_cookie(oidc.COOKIE, path=BACK)
    return answer


def _come_in(vouched: oidc.Vouched) -> AnyResponse:
    came = identity.sign_in_by_provider(issuer=vouched.issuer, subject=vouched.subject)
    sessions.start(came.login_id, is_staff=came.is_staff, second_factor=False)
    if came.needs_second_factor:
        return redirect(url_for("visitor.second_factor", next=vouched.wanted or None), 303)
    return welcome(came.login_id, vouched.wanted)


def _link(vouched: oidc.Vouched) -> AnyResponse:
    """Connect the provider's person with the one who is signed in, if she is still the one who left."""
    found = sessions.current()
    if found is None or found.login_id != vouched.links_login:
        raise oidc.ProviderError("another person came back")
    identity.link_provider(login_id=found.login_id, issuer=vouched.issuer, subject=vouched.subject)
    return redirect(entrance.way_on(found.login_id, vouched.wanted), 303)


def _back_to() -> str:
    return f"{current_app.config['SETTINGS'].base_url}{BACK}"


def _refused(reason: Exception) -> AnyResponse:
    log.warning("provider.refused", because=str(reason))
    return redirect(url_for("visitor.sign_in", provider="unknown"), 303)
