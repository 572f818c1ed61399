"""One-time codes: bound to a person and a purpose, single use, five tries, and a time."""

from __future__ import annotations

import pytest

from tests.factories.identity import PASSWORD, somebody_who_can_sign_in
from webapp.domain import identity
from webapp.domain.identity.models import Login, OneTimeCode
from webapp.kit import clock, sessions
from webapp.kit.db import session

NEW = "een andere zin met woorden"


def asked(login_id: int, **changes) -> str:
    """A code that was asked for and sent; gives what the person reads."""
    row = session.query(OneTimeCode).filter_by(login_id=login_id, used_at=None).one()
    made = identity.make_code(row.id)
    identity.code_was_sent(row.id, at=clock.now())
    for name, value in changes.items():
        setattr(row, name, value)
    session.commit()
    return made.code


@pytest.fixture
def invited(app) -> Login:
    login_id = identity.invite(email="new@example.be", name="Ines", language="nl", by=identity.House)
    session.commit()
    return session.get_one(Login, login_id)


def choose(code: str, *, email: str = "new@example.be", password: str = NEW) -> None:
    identity.choose_password(email=email, code=code, password=password, address="192.0.2.1")
    session.commit()


def refused(code: str, **more: str) -> None:
    with pytest.raises(identity.WrongCodeEntryError):
        choose(code, **more)
    session.commit()


def test_a_code_opens_the_account_once(invited):
    code = asked(invited.id)
    choose(code.lower().replace("-", " "), email=" New@Example.be")
    assert identity.sign_in(email="new@example.be", password=NEW, address="192.0.2.1").login_id == invited.id
    assert invited.activated_at is not None
    session.commit()
    refused(code)


def test_signs_that_look_alike_are_taken_for_what_they_are(app, invited, monkeypatch):
    from webapp.domain.identity import codes

    monkeypatch.setattr(codes.secrets, "choice", lambda _signs: "1")
    asked(invited.id)
    choose("ILIli-11111")


def test_five_wrong_entries_end_a_code(invited):
    code = asked(invited.id)
    for _ in range(5):
        refused("AAAAA-AAAAA")
    refused(code)


def test_a_code_lapses(invited, clock_at):
    clock_at("2026-11-22T10:00")
    code = asked(invited.id)
    clock_at("2026-11-23T10:01")
    refused(code)


def test_a_code_is_good_for_nobody_else(invited):
    code = asked(invited.id)
    somebody_who_can_sign_in(email="other@example.be")
    session.commit()
    refused(code, email="other@example.be")


def test_a_weak_password_does_not_use_the_code_up(invited):
    code = asked(invited.id)
    with pytest.raises(identity.WeakPasswordError):
        choose(code, password="Password2026")
    choose(code)


def test_a_new_password_by_code_ends_every_visit(app):
    person = somebody_who_can_sign_in(email="known@example.be")
    visit = sessions.WebSession(
        token_hash=b"x", login_id=person.id, started_at=clock.now(), seen_at=clock.now(), agent=""
    )
    session.add(visit)
    from webapp.domain.identity import codes

    codes.ask(login_id=person.id, purpose="new_password", channel="mail", by=None)
    session.commit()
    choose(asked(person.id), email="known@example.be")
    session.refresh(visit)
    assert visit.ended_at is not None
    with pytest.raises(identity.WrongPasswordError):
        identity.sign_in(email="known@example.be", password=PASSWORD, address="192.0.2.1")


def test_the_address_changes_only_with_the_code_that_went_there(app):
    person = somebody_who_can_sign_in(email="old@example.be")
    by = identity.Comer(person.id)
    identity.ask_email_change(login_id=person.id, email="fresh@example.be", by=by)
    session.commit()
    code = asked(person.id)
    assert identity.waiting_email(login_id=person.id) == "fresh@example.be"
    with pytest.raises(identity.WrongCodeEntryError):
        identity.confirm_email_change(login_id=person.id, code="AAAAA-AAAAA", by=by)
    session.commit()
    assert person.email == "old@example.be"
    identity.confirm_email_change(login_id=person.id, code=code, by=by)
    assert person.email == "fresh@example.be"


def test_the_address_of_another_gets_no_code(app):
    somebody_who_can_sign_in(email="taken@example.be")
    person = somebody_who_can_sign_in(email="old@example.be")
    identity.ask_email_change(login_id=person.id, email="Taken@example.be", by=identity.Comer(person.id))
    row = session.query(OneTimeCode).filter_by(login_id=person.id).one()
    assert identity.make_code(row.id) is None
