"""Letters on paper leave in batches: each in one, written again when the printer's file was not finished."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import affiliates as persons
from webapp.domain import notices
from webapp.kit import clock, files
from webapp.kit.db import session

ON = date(2026, 11, 22)
PAID = {"payer": "Jeanne", "amount": 100, "received_on": "2026-11-20", "communications": []}


@pytest.fixture
def paper(app, errands):
    """Three letters that wait for the printer."""
    drawn = []
    for n, language in enumerate(("nl", "fr", "nl")):
        who = persons.an_affiliate(channel="paper", language=language)
        drawn.append(notices.draw("payment_received", key=f"paid-{n}", on=ON, facts=PAID, affiliate_id=who))
    errands()
    return drawn


def test_letters_wait_until_they_are_in_a_batch(paper):
    assert notices.waiting() == 3
    name = notices.claim_batch(on=ON, at_most=10)
    assert name == f"2026-11-22-{paper[0].id}"
    assert [sheet.language for sheet in notices.sheets_of(name)] == ["fr", "nl", "nl"]
    notices.printed(name, at=clock.now())
    session.expire_all()
    assert {letter.state for letter in paper} == {notices.State.SENT}
    assert notices.claim_batch(on=ON, at_most=10) is None
    assert notices.waiting() == 0


def test_an_unfinished_batch_comes_again_before_a_new_one(paper):
    name = notices.claim_batch(on=ON, at_most=2)
    assert notices.claim_batch(on=ON, at_most=2) == name
    assert len(notices.sheets_of(name)) == 2
    notices.printed(name, at=clock.now())
    following = notices.claim_batch(on=ON, at_most=2)
    assert following == f"2026-11-22-{paper[2].id}"
    assert len(notices.sheets_of(following)) == 1


def test_a_printed_secret_is_kept_nowhere(app):
    who = persons.an_affiliate(channel="paper")
    facts = {
        "code": "K7QD-3M9X-VT2P",
        "valid_until": "2026-12-22",
        "activate_url": "https://www.linde.example/x",
    }
    notices.keep_for_print("activation_code", key="code-1", on=ON, affiliate_id=who, facts=facts)
    name = notices.claim_batch(on=ON, at_most=10)
    (sheet,) = notices.sheets_of(name)
    assert sheet.pdf.startswith(b"%PDF")
    (document,) = notices.printed(name, at=clock.now())
    assert files.has(document)
    session.expire_all()
    assert notices.letter_of("code-1").document is None
