"""The invariants of letters hold, and say so when they do not."""

from __future__ import annotations

from datetime import date

from tests.factories import affiliates as persons
from webapp.domain import notices
from webapp.kit.db import session

PAID = {"payer": "Jeanne", "amount": 100, "received_on": "2026-11-20", "communications": []}


def broken() -> list[str]:
    return [name for name, holds, _figure in notices.invariants() if not holds]


def test_a_letter_that_stays_on_its_way_is_seen(app, clock_at):
    clock_at("2026-11-22T10:00")
    who = persons.an_affiliate()
    letter = notices.draw("payment_received", key="paid", on=date(2026, 11, 10), facts=PAID, affiliate_id=who)
    assert broken() == []
    letter.state = notices.State.SENDING
    session.flush()
    assert broken() == ["I8 no letter stays on its way for more than a day"]
