"""What the mail server says decides where a letter stands; nothing it says loses one."""

from __future__ import annotations

from datetime import date

import pytest

from jobs import TryLaterError, send_notice
from tests.factories import affiliates as persons
from webapp.domain import notices
from webapp.kit.postbox import Accepted, InDoubt, Refused, TryLater

PAID = {"payer": "Jeanne", "amount": 100, "received_on": "2026-11-20", "communications": []}


@pytest.fixture
def letter(app):
    who = persons.an_affiliate()
    return notices.draw("payment_received", key="paid", on=date(2026, 11, 22), facts=PAID, affiliate_id=who)


@pytest.fixture
def package(letter):
    return send_notice.prepare(notice_id=letter.id)


def test_the_letter_is_on_its_way_before_anything_leaves(letter, package):
    assert letter.state == notices.State.SENDING
    assert letter.document is not None


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Accepted(), notices.State.SENT),
        (Refused(550, "no such user"), notices.State.READY),
        (InDoubt("connection lost"), notices.State.IN_DOUBT),
    ],
)
def test_each_answer_has_its_state(letter, package, answer, state):
    send_notice.settle(package, answer)
    assert letter.state == state


def test_a_server_that_is_away_is_asked_again(letter, package):
    with pytest.raises(TryLaterError):
        send_notice.settle(package, TryLater("connection refused"))
    assert letter.state == notices.State.SENDING


def test_a_repeat_after_a_crash_is_recognised_as_the_same_mail(letter, package):
    again = send_notice.prepare(notice_id=letter.id)
    assert f"notice-{letter.id}@".encode() in package.raw
    assert f"notice-{letter.id}@".encode() in again.raw


def test_a_letter_that_has_left_is_not_sent_again(letter, package):
    send_notice.settle(package, Accepted())
    assert send_notice.prepare(notice_id=letter.id) is None
