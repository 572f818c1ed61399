"""The books balance, a key books once, and what is written stays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.factories.ledger import claim
from webapp.domain import ledger
from webapp.kit.db import session

DAY = date(2026, 11, 2)


def test_what_does_not_sum_to_zero_is_refused(app):
    with pytest.raises(ledger.NotBalancedError):
        ledger.post(key="k", booked_on=DAY, why=ledger.Why.DUE, source="test", lines={"a": 100, "b": -99})


def test_a_known_key_returns_the_first_entry_and_books_nothing(app):
    first = ledger.post(key="k", booked_on=DAY, why=ledger.Why.DUE, source="t", lines={"a": 100, "b": -100})
    again = ledger.post(key="k", booked_on=DAY, why=ledger.Why.DUE, source="t", lines={"a": 500, "b": -500})
    assert again.id == first.id
    assert ledger.balance("a") == 100


@pytest.mark.parametrize(
    "deed",
    ["UPDATE ledger_line SET cents = 1", "DELETE FROM ledger_line", "UPDATE ledger_entry SET why = 'due'"],
)
def test_the_database_refuses_to_change_what_is_booked(app, deed):
    claim(100, about="2026Q4", due_on=date(2026, 12, 31))
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(deed))


def test_a_correction_is_the_opposite_and_names_the_first(app):
    first = ledger.post(key="k", booked_on=DAY, why=ledger.Why.DUE, source="t", lines={"a": 100, "b": -100})
    back = ledger.reverse(first.id, key="k-back", booked_on=DAY, source="case:1")
    assert back.reverses_id == first.id
    assert ledger.balance("a") == 0


def test_references_are_kept_unique_and_lead_back(app):
    first = ledger.reference_for("affiliate:1")
    assert ledger.reference_for("affiliate:1") == first
    other = ledger.reference_for("company:1", thing="2026")
    assert other != first
    assert ledger.account_behind(other) == "company:1"
    assert ledger.account_behind("000000000097") is None
