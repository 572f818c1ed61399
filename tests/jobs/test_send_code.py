"""One-time codes reach people by mail or letter, once, and the database never knows them."""

from __future__ import annotations

import jobs.send_code
from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.mail import code_in, mails_to
from webapp.domain import identity, notices
from webapp.domain.identity.models import Login, OneTimeCode
from webapp.domain.notices import State
from webapp.kit.db import session


def invite(**more):
    values = {"email": "new@example.be", "name": "Ines Dumont", "language": "nl", "by": identity.House}
    return identity.invite(**values | more)


def test_an_invitation_arrives_by_mail_in_the_persons_language(app, errands):
    invite(email="ines@example.be")
    errands()
    (mail,) = mails_to("ines@example.be")
    assert "account" in mail["Subject"]
    row = session.query(OneTimeCode).one()
    code = code_in(mail)
    assert row.sent_at is not None
    assert code.replace("-", "").encode() not in row.code_hash
    assert (row.expires_at - row.sent_at).days in {0, 1}


def test_an_invitation_by_letter_waits_for_the_printer_and_is_read_by_nobody(app, errands):
    affiliate_id = an_affiliate(language="fr")
    login_id = invite(email="paper@example.be", channel="letter")
    identities.a_mandate(session.get_one(Login, login_id), affiliate_id=affiliate_id)
    errands()
    row = session.query(OneTimeCode).filter_by(login_id=login_id).one()
    letter = notices.letter_of(f"code-{row.id}")
    assert letter.state == State.READY
    assert letter.facts == {}
    assert notices.pdf(letter).startswith(b"%PDF")
    assert mails_to("paper@example.be") == []
    assert (row.expires_at - row.sent_at).days in {29, 30}
    staff = identity.actor_for(identities.a_member_of_staff().id)
    assert notices.get_for(staff, letter.id) is None
    assert letter.id not in {line.id for line in notices.letters_for(affiliate_id=affiliate_id)}


def test_a_code_that_was_perhaps_not_sent_is_made_anew(app):
    invite()
    row = session.query(OneTimeCode).one()
    first = jobs.send_code.prepare(code_id=row.id)
    second = jobs.send_code.prepare(code_id=row.id)
    assert first.raw != second.raw
    assert row.tries == 0


def test_a_code_asked_twice_leaves_only_the_last_one_good(app, errands):
    login_id = invite(email="twice@example.be")
    errands()
    invite(email="twice@example.be")
    errands()
    first, second = (code_in(mail) for mail in mails_to("twice@example.be"))
    rows = session.query(OneTimeCode).filter_by(login_id=login_id)
    assert rows.filter(OneTimeCode.used_at.is_(None)).count() == 1
    assert first != second
