"""The small forms around coming in and one's own security; at the door, because they are no papers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import Email, InputRequired, Length

from webapp.domain import identity
from webapp.kit.fields import FundForm

LONGEST_EMAIL = 254
NEW = {"autocomplete": "new-password"}
CURRENT = {"autocomplete": "current-password"}
CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
EMAIL = {"autocomplete": "username", "spellcheck": "false"}


def _needed(sentence: str) -> InputRequired:
    return InputRequired(sentence)


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


def _email_checks() -> list[object]:
    return [
        _needed(_l("Write your e-mail address.")),
        Length(max=LONGEST_EMAIL),
        Email(_l("Write an e-mail address like name@example.be.")),
    ]


class SignInForm(FundForm):
    """Who are you."""

    email = EmailField(_l("E-mail address"), _email_checks(), filters=[_stripped], render_kw=EMAIL)
    password = PasswordField(
        _l("Password"),
        [_needed(_l("Write your password.")), Length(max=identity.LONGEST_PASSWORD)],
        render_kw=CURRENT,
    )
    next = HiddenField()


class CodeForm(FundForm):
    """The code of the authenticator app, or a recovery code."""

    code = StringField(_l("Code"), [_needed(_l("Write the code.")), Length(max=20)], render_kw=CODE)
    next = HiddenField()


class ForgottenForm(FundForm):
    """Where a code for a new password may go."""

    email = EmailField(_l("E-mail address"), _email_checks(), filters=[_stripped], render_kw=EMAIL)


class ChoosePasswordForm(FundForm):
    """A code that arrived, and the password it opens the way to."""

    email = EmailField(_l("E-mail address"), _email_checks(), filters=[_stripped], render_kw=EMAIL)
    code = StringField(
        _l("Code from our letter or mail"),
        [_needed(_l("Write the code.")), Length(max=20)],
        render_kw=CODE,
        description=_l("Ten letters and digits. Spaces, hyphens and capitals do not matter."),
    )
    password = PasswordField(
        _l("Your new password"),
        [_needed(_l("Choose a password."))],
        render_kw=NEW,
        description=_l("12 characters or more. Four words that do not belong together are easy to remember."),
    )


class ChangePasswordForm(FundForm):
    """Another password, for somebody who knows the present one."""

    current = PasswordField(
        _l("Your present password"), [_needed(_l("Write your present password."))], render_kw=CURRENT
    )
    password = PasswordField(
        _l("Your new password"),
        [_needed(_l("Choose a password."))],
        render_kw=NEW,
        description=_l("12 characters or more. Four words that do not belong together are easy to remember."),
    )


class ChangeEmailForm(FundForm):
    """Another address to sign in with."""

    email = EmailField(
        _l("Your new e-mail address"),
        _email_checks(),
        filters=[_stripped],
        render_kw={"autocomplete": "email"},
    )
    current = PasswordField(
        _l("Your present password"), [_needed(_l("Write your present password."))], render_kw=CURRENT
    )


class EmailCodeForm(FundForm):
    """The code that reached the new address."""

    code = StringField(
        _l("Code from our mail"), [_needed(_l("Write the code.")), Length(max=20)], render_kw=CODE
    )


class PasswordForm(FundForm):
    """The present password once more, before something that protects the account changes."""

    current = PasswordField(
        _l("Your present password"), [_needed(_l("Write your present password."))], render_kw=CURRENT
    )


class EnrolForm(PasswordForm):
    """The present password and the first code of a new authenticator app."""

    code = StringField(_l("Code shown by the app"), [_needed(_l("Write the code."))], render_kw=CODE)


WEAKNESS = {
    "short": _l("This password is too short. Use 12 characters or more."),
    "long": _l("This password is too long. Use at most 128 characters."),
    "common": _l(
        "This password would be guessed soon: it is a common word, a row of keys, your own name or ours. "
        "Choose another one."
    ),
}
WRONG_PASSWORD = _l("The address and the password do not belong together. Check both and try again.")
WRONG_CURRENT = _l("This is not your present password.")
WRONG_CODE = _l("This code is not right or has been used. Wait for the next code and try again.")
WRONG_ENTRY = _l(
    "The address and the code do not belong together, or the code has been used or has lapsed. "
    "Check both, or ask for a new code."
)
