"""A call is promised once, made by one person, sealed while it waits and forgotten after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.factories import identity as identities
from tests.factories.callbacks import a_callback
from webapp.domain import callbacks, identity
from webapp.domain.identity import Role
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.kit.outbox import Errand
from webapp.kit.throttle import TooManyTriesError


def a_colleague():
    return identity.actor_for(identities.a_member_of_staff(Role.CASES).id)


def test_a_key_promises_one_call_and_one_mail(app):
    first = a_callback(key="one-key-for-two-clicks", phone="+32470111111")
    again = a_callback(key="one-key-for-two-clicks", phone="+32470111111")
    assert (again.id, again.reference) == (first.id, first.reference)
    assert session.query(Errand).filter_by(job="tell_office_of_callback").count() == 1


def test_a_copy_of_the_table_tells_nothing(app):
    a_callback(phone="+32470222222", words="mon secret")
    row = session.execute(text("SELECT * FROM callback")).mappings().one()
    copy = " ".join(
        bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value) for value in row.values()
    )
    for secret in ("Mia", "+32470222222", "mon secret"):
        assert secret not in copy
        assert secret.encode().hex() not in copy


def test_one_number_is_called_three_times_a_day_at_most(app):
    for _time in range(3):
        a_callback(phone="+32470333333")
    with pytest.raises(TooManyTriesError):
        a_callback(phone="+32470333333")


def test_one_colleague_calls(app):
    call, ann, luc = a_callback(), a_colleague(), a_colleague()
    assert callbacks.take(call.id, by=ann, at=clock.now()).taken_by == ann.login_id
    callbacks.take(call.id, by=ann, at=clock.now())
    with pytest.raises(callbacks.AlreadyTakenError):
        callbacks.take(call.id, by=luc, at=clock.now())
    done = callbacks.close(call.id, note="spoken", by=ann, at=clock.now())
    assert (done.note, done.done_by) == ("spoken", ann.login_id)
    assert callbacks.close(call.id, note="again", by=ann, at=clock.now()).note == "spoken"
    with pytest.raises(callbacks.AlreadyTakenError):
        callbacks.close(call.id, note="me too", by=luc, at=clock.now())
    verbs = [note.verb for note in session.query(AuditNote).filter_by(thing=f"callback:{call.id}")]
    assert verbs == ["callback.taken", "callback.done"]
    assert callbacks.open_callbacks() == []


def test_the_earliest_promise_comes_first_and_late_is_late(app):
    later, sooner = a_callback(hours=5), a_callback(hours=1)
    assert [one.id for one in callbacks.open_callbacks()] == [sooner.id, later.id]
    in_two_hours = clock.now() + timedelta(hours=2)
    assert [one.is_late(in_two_hours) for one in callbacks.open_callbacks()] == [True, False]


def test_what_is_shown_to_whoever_asked_names_nobody(app):
    call = a_callback()
    found = callbacks.promised(call.key)
    assert found.reference == call.reference
    assert not hasattr(found, "name")
    assert callbacks.promised("nobody") is None


def test_calls_are_forgotten_after_ninety_days(app):
    a_callback()
    callbacks.forget(at=clock.now() + timedelta(days=89))
    assert len(callbacks.open_callbacks()) == 1
    callbacks.forget(at=clock.now() + timedelta(days=91))
    assert callbacks.open_callbacks() == []


def test_nothing_personal_stands_in_a_repr(app):
    assert "Mia" not in repr(a_callback(words="x"))
