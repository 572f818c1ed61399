"""Signing in: password, second factor, and the way back to where somebody wanted to go.

A refusal says the same for known and unknown addresses. It answers 422 and is committed nevertheless
(`db.keep_refusal`): a failed try is a deed that the person will see in her list.
"""

from __future__ import annotations

from typing import Any

from flask import Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import identity
from webapp.kit import sessions
from webapp.kit.db import SAFE_METHODS, keep_refusal
from webapp.kit.throttle import TooManyTriesError
from webapp.views import coming_in_forms as words
from webapp.views import entrance
from webapp.views.localized import localized
from webapp.views.visitor import comes_back_filled, door, links

SIGN_IN = {"fr": "se-connecter", "nl": "aanmelden", "de": "anmelden", "en": "sign-in"}
SECOND_FACTOR = {code: f"{slug}/code" for code, slug in SIGN_IN.items()}
BOTH = ("GET", "POST")


@localized(door, SIGN_IN, methods=BOTH)
@comes_back_filled
def sign_in() -> AnyResponse:
    """Ask for address and password; the rest of the way depends on who it is."""
    form = words.SignInForm.from_request()
    if not form.is_sent_and_valid():
        form.next.data = form.next.data or request.args.get("next", "")
        return page("visitor/sign_in.html", form, lapsed="lapsed" in request.args, out="out" in request.args)
    try:
        came = identity.sign_in(
            email=form.email.data,
            password=form.password.data,
            address=entrance.address(),
            device=entrance.device(),
        )
    except identity.WrongPasswordError:
        keep_refusal()
        return page("visitor/sign_in.html", form, refused=words.WRONG_PASSWORD)
    except TooManyTriesError as full:
        return entrance.too_many(full)
    sessions.start(came.login_id, is_staff=came.is_staff, second_factor=False)
    if came.needs_second_factor:
        return redirect(url_for("visitor.second_factor", next=form.next.data or None), 303)
    return welcome(came.login_id, form.next.data)


@localized(door, SECOND_FACTOR, methods=BOTH)
@comes_back_filled
def second_factor() -> AnyResponse:
    """Ask for the second factor; staff who have none yet set it up here, before anything opens."""
    found = sessions.current()
    if found is None:
        return redirect(url_for("visitor.sign_in", next=request.args.get("next") or None), 303)
    enrolled = identity.has_second_factor(found.login_id)
    if found.second_factor_at is not None or not (enrolled or found.is_staff):
        return redirect(entrance.way_on(found.login_id, request.args.get("next", "")), 303)
    form = words.CodeForm.from_request()
    form.next.data = form.next.data or request.args.get("next", "")
    try:
        return _enter_code(found, form) if enrolled else _enrol(found, form)
    except identity.WrongCodeError:
        keep_refusal()
        return _code_page(found, form, enrolled=enrolled, refused=words.WRONG_CODE)
    except TooManyTriesError as full:
        return entrance.too_many(full)


def _enter_code(found: sessions.WebSession, form: words.CodeForm) -> AnyResponse:
    if not form.is_sent_and_valid():
        return _code_page(found, form, enrolled=True)
    identity.pass_second_factor(login_id=found.login_id, code=form.code.data)
    sessions.start(found.login_id, is_staff=found.is_staff, second_factor=True)
    return welcome(found.login_id, form.next.data)


def _enrol(found: sessions.WebSession, form: words.CodeForm) -> AnyResponse:
    """The only page shown as the answer to a form that worked: recovery codes are shown this once."""
    if not form.is_sent_and_valid():
        return _code_page(found, form, enrolled=False)
    login_id = found.login_id
    secret = identity.offered_secret(login_id=login_id, session_id=found.id)
    codes = identity.enrol(login_id=login_id, secret=secret, code=form.code.data, by=identity.Comer(login_id))
    sessions.start(login_id, is_staff=found.is_staff, second_factor=True)
    shown = render_template(
        "visitor/recovery_codes.html",
        codes=codes,
        go_on=entrance.way_on(login_id, form.next.data),
        **links.frame(),
    )
    return entrance.remember_device(make_response(shown), login_id)


def _code_page(
    found: sessions.WebSession, form: words.CodeForm, *, enrolled: bool, refused: Any = ""
) -> Response:
    if enrolled:
        return page("visitor/second_factor.html", form, refused=refused)
    offered = _offer(found.login_id, found.id)
    return page("visitor/enrol_second_factor.html", form, refused=refused, **offered)


def _offer(login_id: int, session_id: int) -> dict[str, Any]:
    return entrance.offered(identity.offered_secret(login_id=login_id, session_id=session_id), login_id)


def page(template: str, form: Any, *, refused: Any = "", **context: Any) -> Response:
    """A page of coming in: 422 when it refuses what was sent; never kept by anybody."""
    if refused:
        form.form_errors.append(refused)
    status = 200 if request.method in SAFE_METHODS else 422
    answer = make_response(render_template(template, form=form, **links.frame(), **context), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def welcome(login_id: int, wanted: str | None) -> AnyResponse:
    """Send somebody who is in to where she wanted to go, and know her browser again."""
    g.pop("actor", None)
    return entrance.remember_device(redirect(entrance.way_on(login_id, wanted), 303), login_id)
