"""Recipients are taken one by one, settled one by one, and whoever rests is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.domain.bulletins import delivery
from webapp.domain.bulletins.models import Delivery
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.outbox import Errand

EVERYBODY = {"low": 0, "high": 2**40}


@pytest.fixture
def at(app, clock_at):
    clock_at("2026-11-22T10:00")
    return clock.now()


def row_of(issue_id, subscriber) -> Delivery:
    session.expire_all()
    return session.get_one(Delivery, (issue_id, subscriber.id))


def test_a_parcel_is_on_record_before_it_leaves(at):
    reader = made.a_subscriber(language="de")
    issue_id = made.a_released_issue()
    parcel = bulletins.next_parcel(issue_id, **EVERYBODY, at=at)
    assert (parcel.email, parcel.language, parcel.token) == (reader.email, "de", reader.token)
    assert row_of(issue_id, reader).state == "sending"
    assert reader.email not in repr(parcel)


def test_a_range_takes_its_own_people_only(at):
    first, second = made.a_subscriber(), made.a_subscriber()
    issue_id = made.a_released_issue()
    parcel = bulletins.next_parcel(issue_id, low=second.id, high=second.id, at=at)
    assert parcel.subscriber_id == second.id
    bulletins.sent(parcel, at=at)
    assert bulletins.next_parcel(issue_id, low=second.id, high=second.id, at=at) is None
    assert bulletins.issue(issue_id).state == "sending", f"{first.id} still waits in another range"


def test_the_last_recipient_of_the_last_range_ends_the_issue(at):
    made.a_subscriber()
    issue_id = made.a_released_issue()
    bulletins.sent(bulletins.next_parcel(issue_id, **EVERYBODY, at=at), at=at)
    assert bulletins.next_parcel(issue_id, **EVERYBODY, at=at) is None
    found = bulletins.issue(issue_id)
    assert (found.state, found.ended_at) == ("sent", at)


def test_who_is_found_leaving_belonged_to_a_dead_worker(at):
    reader = made.a_subscriber()
    issue_id = made.a_released_issue()
    bulletins.next_parcel(issue_id, **EVERYBODY, at=at)
    assert bulletins.next_parcel(issue_id, **EVERYBODY, at=at) is None
    row = row_of(issue_id, reader)
    assert (row.state, row.trouble) == ("in_doubt", delivery.DIED)


def test_each_rest_is_longer_and_the_last_one_gives_up(at):
    reader = made.a_subscriber()
    issue_id = made.a_released_issue()
    for wait in delivery.WAITS:
        parcel = bulletins.next_parcel(issue_id, **EVERYBODY, at=at)
        bulletins.put_off(parcel, because="451", at=at)
        row = row_of(issue_id, reader)
        assert (row.state, row.not_before) == ("waiting", at + wait)
        assert bulletins.next_parcel(issue_id, **EVERYBODY, at=at + wait / 2) is None
        at += wait
    parcel = bulletins.next_parcel(issue_id, **EVERYBODY, at=at)
    bulletins.put_off(parcel, because="451", at=at)
    assert row_of(issue_id, reader).state == "failed"


def test_whoever_rests_gets_one_errand_for_later(at):
    made.a_subscriber()
    issue_id = made.a_released_issue()
    bulletins.put_off(bulletins.next_parcel(issue_id, **EVERYBODY, at=at), because="451", at=at)
    for _time in (1, 2):
        assert bulletins.next_parcel(issue_id, **EVERYBODY, at=at) is None
    later = session.query(Errand).filter(Errand.job == "send_bulletin", Errand.due_at > at).all()
    assert [errand.due_at for errand in later] == [at + delivery.WAITS[0]]
    assert bulletins.issue(issue_id).state == "sending"


def test_a_dead_address_leaves_the_list_unless_she_left_herself(at):
    reader = made.a_subscriber()
    issue_id = made.a_released_issue()
    parcel = bulletins.next_parcel(issue_id, **EVERYBODY, at=at)
    bulletins.unsubscribe(reader.token, at=at + timedelta(seconds=1))
    bulletins.address_is_dead(parcel, because="550")
    assert bulletins.by_token(reader.token).state == "left"
    assert row_of(issue_id, reader).state == "refused"
