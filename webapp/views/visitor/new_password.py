"""A first or a new password by a one-time code that came by letter or mail.

Asking for a code answers the same for every address, known or not; a job finds out later.
"""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import identity
from webapp.kit.db import keep_refusal
from webapp.kit.throttle import TooManyTriesError
from webapp.views import coming_in_forms as words
from webapp.views import entrance
from webapp.views.localized import localized
from webapp.views.visitor import comes_back_filled, door
from webapp.views.visitor.sign_in import BOTH, page

FORGOTTEN = {
    "fr": "mot-de-passe-oublie",
    "nl": "wachtwoord-vergeten",
    "de": "passwort-vergessen",
    "en": "forgotten-password",
}
CHOOSE = {"fr": "activer", "nl": "activeren", "de": "aktivieren", "en": "activate"}


@localized(door, FORGOTTEN, methods=BOTH)
@comes_back_filled
def forgotten_password() -> AnyResponse:
    """Ask for a code to choose a new password."""
    form = words.ForgottenForm.from_request()
    if not form.is_sent_and_valid():
        return page("visitor/forgotten_password.html", form)
    try:
        identity.ask_new_password(email=form.email.data, address=entrance.address())
    except TooManyTriesError as full:
        return entrance.too_many(full)
    return redirect(url_for("visitor.choose_password", asked=1), 303)


@localized(door, CHOOSE, methods=BOTH)
@comes_back_filled
def choose_password() -> AnyResponse:
    """Enter the code and choose a password; then sign in with it, second factor included."""
    form = words.ChoosePasswordForm.from_request()
    asked = "asked" in request.args
    if not form.is_sent_and_valid():
        return page("visitor/choose_password.html", form, asked=asked)
    try:
        identity.choose_password(
            email=form.email.data,
            code=form.code.data,
            password=form.password.data,
            address=entrance.address(),
            words=entrance.fund_words(),
        )
    except identity.WeakPasswordError as weak:
        form.password.errors = [words.WEAKNESS[weak.weakness]]
        return page("visitor/choose_password.html", form, asked=asked)
    except identity.WrongCodeEntryError:
        keep_refusal()
        return page("visitor/choose_password.html", form, asked=asked, refused=words.WRONG_ENTRY)
    except TooManyTriesError as full:
        return entrance.too_many(full)
    return redirect(url_for("visitor.sign_in", chosen=1), 303)
