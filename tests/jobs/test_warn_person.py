"""People are told by mail what happened to their access, once, at the address of that moment."""

from __future__ import annotations

from tests.factories.identity import somebody_who_can_sign_in
from tests.factories.mail import mails_to
from webapp.domain import identity


def test_a_changed_password_is_told_once(app, errands):
    person = somebody_who_can_sign_in(email="warned@example.be")
    identity.change_password(
        login_id=person.id, password="nog een zin zonder verband", by=identity.Comer(person.id), session_id=0
    )
    errands()
    (mail,) = mails_to("warned@example.be")
    assert "mot de passe a été changé" in mail["Subject"]


def test_the_second_browser_is_told_the_first_is_not(app, errands):
    person = somebody_who_can_sign_in(email="browser@example.be")
    identity.remember_device(login_id=person.id, device="Firefox, Linux")
    errands()
    assert mails_to("browser@example.be") == []
    token = identity.remember_device(login_id=person.id, device="Chrome, Android")
    assert identity.remember_device(login_id=person.id, token=token) == token
    errands()
    (mail,) = mails_to("browser@example.be")
    assert "Chrome, Android" in mail.get_body(("plain",)).get_content()


def test_another_address_is_told_to_the_present_one(app, errands):
    person = somebody_who_can_sign_in(email="old@example.be")
    identity.ask_email_change(login_id=person.id, email="fresh@example.be", by=identity.Comer(person.id))
    errands()
    assert len(mails_to("old@example.be")) == 1
    assert len(mails_to("fresh@example.be")) == 1
