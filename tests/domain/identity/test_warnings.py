"""Mails about one's access are promised once, to the address of the moment."""

from __future__ import annotations

from tests.factories.identity import somebody_who_can_sign_in
from webapp.domain.identity import next_warning, warning_was_sent, warnings
from webapp.domain.identity.models import SecurityMail
from webapp.kit import clock
from webapp.kit.db import session


def test_a_mail_goes_to_the_address_of_the_moment_and_once(app):
    person = somebody_who_can_sign_in(email="old@example.be")
    warnings.promise(login_id=person.id, kind="password_changed")
    person.email = "fresh@example.be"
    row = session.query(SecurityMail).one()
    waiting = next_warning(row.id)
    assert waiting.to == "old@example.be"
    assert waiting.to not in repr(waiting)
    warning_was_sent(row.id, at=clock.now())
    assert next_warning(row.id) is None
