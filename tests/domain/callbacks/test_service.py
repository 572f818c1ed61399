"""A call is promised once, made by one person, sealed while it waits and forgotten after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.factories.callbacks import a_callback
from webapp.domain import callbacks
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.kit.outbox import Errand
from webapp.kit.throttle import TooManyTriesError


def test_a_key_promises_one_call_and_one_mail(app):
    first = a_callback(key="one-key-for-two-clicks", phone="+32470111111")
    again = a_callback(key="one-key-for-two-clicks", phone="+32470111111")
    assert (again.id, again.reference) == (first.id, first.reference)
    assert session.query(Errand).filter_by(job="tell_office_of_callback").count() == 1


def test_a_call_that_was_made_may_be_asked_for_again(ann):
    first = a_callback(key="a-wish-of-this-morning", phone="+32470666666")
    callbacks.close(first.id, note="nobody picked up", by=ann, at=clock.now())
    again = a_callback(key="a-wish-of-this-morning", phone="+32470666666")
    assert again.id != first.id
    assert a_callback(key="a-wish-of-this-morning", phone="+32470666666").id == again.id


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


def test_a_known_key_is_answered_even_when_its_number_was_called_enough(app):
    first = a_callback(key="the-first-of-three-wishes", phone="+32470444444")
    for _time in range(2):
        a_callback(phone="+32470444444")
    assert a_callback(key="the-first-of-three-wishes", phone="+32470444444").id == first.id


def test_an_office_is_told_once(app):
    call = a_callback()
    assert callbacks.to_tell(call.id).reference == call.reference
    callbacks.office_was_told(call.id, at=clock.now())
    assert callbacks.to_tell(call.id) is None


def test_of_a_call_that_is_made_or_forgotten_an_office_is_told_nothing(ann):
    made, forgotten = a_callback(), a_callback()
    callbacks.close(made.id, note="spoken", by=ann, at=clock.now())
    assert callbacks.to_tell(made.id) is None
    callbacks.forget(at=clock.now() + timedelta(days=91))
    assert callbacks.to_tell(forgotten.id) is None
    callbacks.office_was_told(forgotten.id, at=clock.now())


def test_one_colleague_calls(ann, luc):
    call = a_callback()
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


def test_whoever_closes_need_not_have_taken_it_and_a_made_call_is_taken_by_nobody(ann, luc):
    call = a_callback()
    callbacks.take(call.id, by=ann, at=clock.now())
    assert callbacks.close(call.id, note="she called herself", by=luc, at=clock.now()).done_by == luc.login_id
    with pytest.raises(callbacks.AlreadyTakenError):
        callbacks.take(call.id, by=ann, at=clock.now())


def test_a_call_that_is_not_there_is_neither_taken_nor_closed(ann):
    assert callbacks.take(0, by=ann, at=clock.now()) is None
    assert callbacks.close(0, note="x", by=ann, at=clock.now()) is None


def test_calls_are_forgotten_after_ninety_days(app):
    a_callback()
    callbacks.forget(at=clock.now() + timedelta(days=89))
    assert len(callbacks.open_callbacks()) == 1
    callbacks.forget(at=clock.now() + timedelta(days=91))
    assert callbacks.open_callbacks() == []
