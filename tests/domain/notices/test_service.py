"""Letters are drawn once under their key, with declared facts only, and their sending is promised."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

import jobs
from tests.factories import affiliates as persons
from webapp.domain import notices
from webapp.kit.db import session
from webapp.kit.letters import BadFactsError
from webapp.kit.outbox import Errand

ON = date(2026, 11, 22)
PAID = {"payer": "Jeanne", "amount": 100, "received_on": "2026-11-20", "communications": []}


def draft(key: str, **facts: object) -> notices.Draft:
    return notices.Draft(
        kind="payment_received", key=key, facts=PAID | facts, affiliate_id=persons.an_affiliate(language="nl")
    )


def test_many_are_drawn_in_the_language_of_their_readers_and_a_repeat_adds_none(app):
    drafts = [draft("paid-1"), draft("paid-2")]
    assert notices.draw_many(drafts, on=ON) == 2
    assert notices.draw_many([*drafts, draft("paid-3")], on=ON) == 1
    assert notices.letter_of("paid-1").language == "nl"
    assert jobs.open_errands() == []


def test_one_wrong_fact_draws_none_of_them(app):
    with pytest.raises(BadFactsError, match="amount"):
        notices.draw_many([draft("paid-1"), draft("paid-2", amount="1,00")], on=ON)
    assert notices.letter_of("paid-1") is None


def test_the_sending_of_one_letter_is_promised_once(app):
    who = persons.an_affiliate()
    for _time in (1, 2):
        notices.draw("payment_received", key="paid", on=ON, facts=PAID, affiliate_id=who)
    (number,) = jobs.open_errands()
    assert session.get_one(Errand, number).job == "send_notice"


def test_the_first_reading_is_the_one_that_counts(app):
    notices.draw_many([draft("paid")], on=ON)
    letter = notices.letter_of("paid")
    first = datetime(2026, 11, 23, 9, tzinfo=UTC)
    for at in (first, datetime(2026, 11, 24, 9, tzinfo=UTC)):
        notices.mark_read(letter, at=at)
    session.refresh(letter)
    assert letter.read_at == first


def test_letters_of_the_past_are_closed_without_being_sent(app):
    notices.draw_many([draft("old")], on=date(2025, 1, 5))
    notices.draw_many([draft("new")], on=ON)
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert notices.close_history(before=date(2026, 1, 1), read_before=date(2025, 6, 1), at=at) == 1
    session.expire_all()
    assert notices.letter_of("old").state == notices.State.SENT
    assert notices.letter_of("new").state == notices.State.DRAWN
