"""Readers of an earlier list and issues of the past: on record, without a single mail."""

from __future__ import annotations

import pytest

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.domain.bulletins import KnownReader, SubscriberState
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.outbox import Errand


@pytest.mark.parametrize("state", list(SubscriberState))
def test_readers_keep_their_state_and_get_no_mail(app, state):
    reader = KnownReader(email="a@old.example", language="nl", state=state, consent="old list", asked_at=clock.now())
    bulletins.take_over([reader])
    assert bulletins.subscriber_counts() == {state: 1}
    assert session.query(Errand).count() == 0
    assert "a@old.example" not in repr(reader)


def test_an_empty_list_is_taken_over_too(app):
    bulletins.take_over([])
    assert bulletins.subscriber_counts() == {}


def test_an_issue_of_the_past_is_over(app):
    made.a_subscriber()
    issue_id = made.a_released_issue()
    bulletins.close_history(issue_id, at=clock.now())
    found = bulletins.progress(issue_id)
    assert (found.state, found.sent, found.left) == ("sent", 1, 0)
