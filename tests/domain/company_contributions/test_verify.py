"""The promises of the yearly calls hold, and a broken one is seen."""

from __future__ import annotations

from tests.factories.company_contributions import a_called_company
from webapp.domain import company_contributions, ledger
from webapp.domain.ledger import Why


def test_the_promises_hold(app):
    a_called_company()
    assert all(holds for _name, holds, _detail in company_contributions.invariants())


def test_a_call_that_the_books_do_not_know_is_seen(app):
    called = a_called_company()
    ledger.post(
        key="stray", booked_on=ledger.statement(called.account)[0].booked_on, why=Why.CORRECTION, source="test",
        lines={called.account: 1, "company_contributions:2025": -1},
    )  # fmt: skip
    assert not all(holds for _name, holds, _detail in company_contributions.invariants())
