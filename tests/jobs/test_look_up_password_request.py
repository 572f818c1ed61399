"""Asking for a new password answers everybody alike; only who is known gets a code."""

from __future__ import annotations

from tests.factories.identity import somebody_who_can_sign_in
from tests.factories.mail import mails_to
from webapp.domain import identity
from webapp.domain.identity.models import PasswordRequest
from webapp.kit.db import session


def test_a_known_address_gets_one_code_and_an_unknown_none(app, errands):
    somebody_who_can_sign_in(email="known@example.be")
    for email in ("Known@example.be ", "unknown@example.be"):
        identity.ask_new_password(email=email, address="192.0.2.1")
    errands()
    assert len(mails_to("known@example.be")) == 1
    assert mails_to("unknown@example.be") == []


def test_the_address_asked_for_is_sealed(app):
    identity.ask_new_password(email="secret@example.be", address="192.0.2.1")
    assert b"secret" not in session.query(PasswordRequest).one().sealed_email


def test_somebody_invited_who_lost_the_letter_gets_her_activation(app, errands):
    identity.invite(email="late@example.be", name="Late", language="en", by=identity.House)
    errands()
    identity.ask_new_password(email="late@example.be", address="192.0.2.1")
    errands()
    assert len(mails_to("late@example.be")) == 2
    assert "online account" in mails_to("late@example.be")[1]["Subject"]
