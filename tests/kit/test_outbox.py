"""Errands: promised with their cause, kept until done, queued again when the queue lost them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from webapp.kit import clock, outbox
from webapp.kit.db import session
from webapp.kit.outbox import Errand


@pytest.fixture
def errand(app, clock_at):
    clock_at("2026-11-22T10:00")
    outbox.promise("send_notice", key="one", notice_id=7)
    return session.query(Errand).filter_by(key="one").one()


def test_a_promise_is_a_row_of_ids(errand):
    assert (errand.job, errand.args, errand.done_at) == ("send_notice", {"notice_id": 7}, None)


def test_a_known_key_promises_nothing_new(errand):
    outbox.promise("send_notice", key="one", notice_id=8)
    outbox.promise_many("send_notice", [("one", {"notice_id": 9}), ("two", {"notice_id": 10})])
    assert {row.key: row.args["notice_id"] for row in session.query(Errand)} == {"one": 7, "two": 10}


def test_what_is_undone_with_its_cause_was_never_promised(app):
    with session.begin_nested() as work:
        outbox.promise("send_notice", key="undone", notice_id=1)
        work.rollback()
    assert session.query(Errand).filter_by(key="undone").count() == 0


def test_an_errand_waits_for_its_hour(errand):
    errand.due_at = clock.now() + timedelta(minutes=5)
    session.flush()
    assert outbox.due(at=clock.now()) == []
    assert outbox.due(at=clock.now() + timedelta(minutes=5)) == [errand]


def test_what_was_queued_is_left_alone_until_the_queue_must_have_lost_it(errand):
    errand.queued_at = clock.now()
    session.flush()
    assert outbox.due(at=clock.now() + timedelta(seconds=30)) == []
    assert outbox.due(at=clock.now() + outbox.LOST_AFTER + timedelta(seconds=1)) == [errand]


def test_a_leased_errand_comes_back_when_its_lease_runs_out(errand):
    errand.queued_at = clock.now()
    errand.lease_until = clock.now() + timedelta(minutes=10)
    session.flush()
    assert outbox.due(at=clock.now() + timedelta(minutes=9)) == []
    assert outbox.due(at=clock.now() + timedelta(minutes=11)) == [errand]


def test_a_failed_errand_waits_for_a_person(errand):
    errand.failed_at = clock.now()
    session.flush()
    assert outbox.due(at=clock.now()) == []
    assert outbox.stuck() == [errand]
    assert outbox.try_again(errand.id)
    assert outbox.due(at=clock.now()) == [errand]
    assert not outbox.try_again(errand.id)


def test_giving_up_keeps_the_reason(errand):
    errand.failed_at = clock.now()
    assert outbox.give_up(errand.id, because="the company is closed")
    assert errand.done_at is not None
    assert "the company is closed" in errand.last_error
