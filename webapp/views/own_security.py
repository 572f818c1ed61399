"""One's own security: password, address, second factor, visits, what happened; for all who sign in.

The affiliate door and the staff door open these pages under their own address (`open_on`). Whatever
protects the account changes only after the present password was written once more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import identity
from webapp.kit import agents, sessions
from webapp.kit.db import SAFE_METHODS, keep_refusal
from webapp.kit.throttle import TooManyTriesError
from webapp.views import coming_in_forms as words
from webapp.views import entrance
from webapp.views.security_words import ACTIVITY

BOTH = ("GET", "POST")
Answer = AnyResponse | str


def security() -> str:
    """Everything around the way in, on one page."""
    login_id = g.actor.login_id
    visits = [(one, agents.read(one.agent)) for one in sessions.living(login_id)]
    return _show(
        "overview",
        email=identity.email_of(login_id),
        waiting_email=identity.waiting_email(login_id=login_id),
        codes_left=identity.recovery_codes_left(login_id=login_id),
        visits=visits,
        activity=[
            (line, ACTIVITY[line.verb]) for line in identity.activity(login_id) if line.verb in ACTIVITY
        ],
    )


def change_password() -> Answer:
    """Choose another password; every other visit ends."""
    form = words.ChangePasswordForm.from_request()

    def change() -> None:
        identity.change_password(
            login_id=g.actor.login_id,
            password=form.password.data,
            by=g.actor,
            session_id=g.actor.session_id,
            words=entrance.fund_words(),
        )

    return _ask_and_do("password", form, change, done="password")


def change_email() -> Answer:
    """Ask for another address to sign in with; a code goes there."""
    form = words.ChangeEmailForm.from_request()

    def change() -> None:
        identity.ask_email_change(login_id=g.actor.login_id, email=form.email.data, by=g.actor)

    return _ask_and_do("email", form, change, next_page=".confirm_email")


def confirm_email() -> Answer:
    """Enter the code that reached the new address."""
    form = words.EmailCodeForm.from_request()
    waiting = identity.waiting_email(login_id=g.actor.login_id)

    def change() -> None:
        identity.confirm_email_change(login_id=g.actor.login_id, code=form.code.data, by=g.actor)

    return _ask_and_do("email_code", form, change, done="email", waiting=waiting)


def own_second_factor() -> Answer:
    """Set up an authenticator app, or replace it by another; recovery codes are shown this once."""
    actor = g.actor
    form = words.EnrolForm.from_request()
    secret = identity.offered_secret(login_id=actor.login_id, session_id=actor.session_id)
    codes: list[str] = []

    def enrol() -> None:
        codes.extend(identity.enrol(login_id=actor.login_id, secret=secret, code=form.code.data, by=actor))
        sessions.start(actor.login_id, is_staff=actor.is_staff, second_factor=True)

    answer = _ask_and_do("second_factor", form, enrol, **entrance.offered(secret, actor.login_id))
    return _show("recovery", codes=codes) if codes else answer


def renew_recovery_codes() -> Answer:
    """Ten new recovery codes; the old ones end."""
    form = words.PasswordForm.from_request()
    codes: list[str] = []

    def renew() -> None:
        codes.extend(identity.renew_recovery_codes(login_id=g.actor.login_id, by=g.actor))

    answer = _ask_and_do("renew_codes", form, renew)
    return _show("recovery", codes=codes) if codes else answer


def remove_second_factor() -> Answer:
    """Sign in without the app again; staff cannot."""
    if g.actor.is_staff or not g.actor.has_second_factor:
        abort(404)

    def remove() -> None:
        identity.remove_second_factor(login_id=g.actor.login_id, by=g.actor)

    return _ask_and_do("remove_app", words.PasswordForm.from_request(), remove, done="app")


def end_visit(session_id: int) -> AnyResponse:
    """End one visit of one's own, in this browser or another."""
    if not sessions.end_one(session_id, login_id=g.actor.login_id):
        abort(404)
    return redirect(url_for(".security"), 303)


def end_other_visits() -> AnyResponse:
    """End every visit but this one."""
    sessions.end_all(g.actor.login_id, but=g.actor.session_id)
    return redirect(url_for(".security", done="visits"), 303)


def sign_out() -> AnyResponse:
    """End this visit, here and on the server."""
    sessions.end()
    return redirect(url_for("visitor.sign_in", out=1), 303)


PAGES: tuple[tuple[str, tuple[str, ...], Callable[..., Any]], ...] = (
    ("/security", ("GET",), security),
    ("/security/password", BOTH, change_password),
    ("/security/email", BOTH, change_email),
    ("/security/email/code", BOTH, confirm_email),
    ("/security/second-factor", BOTH, own_second_factor),
    ("/security/recovery-codes", BOTH, renew_recovery_codes),
    ("/security/second-factor/remove", BOTH, remove_second_factor),
    ("/security/visits/<int:session_id>/end", ("POST",), end_visit),
    ("/security/visits/end", ("POST",), end_other_visits),
    ("/sign-out", ("POST",), sign_out),
)


def open_on(door: Blueprint, mark: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Open these pages behind a door; `mark` says there for whom."""
    for rule, methods, view in PAGES:
        door.add_url_rule(rule, endpoint=view.__name__, view_func=mark(view), methods=methods)


def _ask_and_do(
    template: str,
    form: Any,
    deed: Callable[[], None],
    *,
    done: str = "",
    next_page: str = ".security",
    **context: Any,
) -> Answer:
    """Show a form; when it is sent and the present password is right, do the deed and go on."""
    if not form.is_sent_and_valid():
        return _form_page(template, form, **context)
    try:
        if "current" in form:
            identity.check_password(login_id=g.actor.login_id, password=form.current.data)
        deed()
    except identity.WrongPasswordError:
        keep_refusal()
        form.current.errors = [words.WRONG_CURRENT]
    except identity.WeakPasswordError as weak:
        form.password.errors = [words.WEAKNESS[weak.weakness]]
    except (identity.WrongCodeError, identity.WrongCodeEntryError):
        keep_refusal()
        form.code.errors = [words.WRONG_CODE]
    except TooManyTriesError as full:
        return entrance.too_many(full)
    else:
        return redirect(url_for(next_page, done=done or None), 303)
    return _form_page(template, form, **context)


def _form_page(template: str, form: Any, **context: Any) -> Response:
    status = 200 if request.method in SAFE_METHODS else 422
    return make_response(_show(template, form=form, **context), status)


def _show(template: str, **context: Any) -> str:
    door = "staff" if g.actor.is_staff else "affiliate"
    return render_template(f"affiliate/security/{template}.html", layout=f"{door}/layout.html", **context)
