"""Whoever makes the calls reads them in their order; whoever asked reads what was promised, and no name."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from tests.factories.callbacks import a_callback
from webapp.domain import callbacks
from webapp.kit import clock


def test_the_earliest_promise_comes_first_and_late_is_late(app):
    later, sooner = a_callback(hours=5), a_callback(hours=1)
    assert [one.id for one in callbacks.open_callbacks()] == [sooner.id, later.id]
    in_two_hours = clock.now() + timedelta(hours=2)
    assert [one.is_late(in_two_hours) for one in callbacks.open_callbacks()] == [True, False]


def test_a_call_that_was_made_is_late_no_more_and_stands_among_those_made_the_latest_first(ann):
    first, second = a_callback(hours=1), a_callback(hours=1)
    for minutes, call in enumerate((first, second)):
        callbacks.close(call.id, note="spoken", by=ann, at=clock.now() + timedelta(minutes=minutes))
    assert callbacks.open_callbacks() == []
    assert [one.id for one in callbacks.recently_done()] == [second.id, first.id]
    tomorrow = clock.now() + timedelta(days=1)
    assert not any(one.is_late(tomorrow) for one in callbacks.recently_done())


def test_a_list_is_as_long_as_it_was_asked_for(ann):
    calls = [a_callback(hours=hours) for hours in (1, 2, 3)]
    assert [one.id for one in callbacks.open_callbacks(most=2)] == [calls[0].id, calls[1].id]
    for call in calls:
        callbacks.close(call.id, note="spoken", by=ann, at=clock.now())
    assert len(callbacks.recently_done(most=2)) == 2


def test_staff_read_what_was_sealed(app):
    call = callbacks.callback(a_callback(phone="+32470222222", words="my pension").id)
    assert (call.name, call.phone, call.words, call.note) == ("Mia Peeters", "+32470222222", "my pension", "")
    assert callbacks.callback(0) is None


def test_what_is_shown_to_whoever_asked_names_nobody(app):
    call = a_callback()
    found = callbacks.promised(call.key)
    assert (found.reference, found.call_until) == (call.reference, call.call_until)
    names = {"reference", "call_from", "call_until", "is_open", "is_withdrawn"}
    assert {one.name for one in fields(found)} == names
    assert callbacks.promised("nobody") is None


def test_nothing_personal_stands_in_a_repr(app):
    call = a_callback(key="a-key-that-opens-it", phone="+32470222222", words="mon secret")
    for secret in ("Mia", "+32470222222", "mon secret", "a-key-that-opens-it"):
        assert secret not in repr(call)
