"""The promises of the room are noticed when they break."""

from __future__ import annotations

from datetime import date

from tests.factories.affiliates import an_affiliate
from webapp.domain import contributions
from webapp.kit.db import session
from webapp.rules.units import Quarter


def broken():
    return [name for name, holds, _figure in contributions.invariants() if not holds]


def test_a_due_that_no_longer_equals_its_explanation_or_the_books_is_found(app, clock_at):
    clock_at("2026-11-22T10:00")
    due = contributions.draw_due(an_affiliate(), quarter=Quarter(2026, 4), on=date(2026, 10, 5))
    assert broken() == []
    due.total_cents += 1
    due.fee_cents += 1
    session.flush()
    assert len(broken()) == 2
