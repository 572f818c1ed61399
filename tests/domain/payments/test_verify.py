"""The promises between bank and books hold, and a broken one is seen."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from tests.domain.payments.test_importing import bring
from tests.factories.bank import COMPANIES, Paid, Sheet
from webapp.domain import ledger, payments
from webapp.domain.ledger import Why
from webapp.domain.payments.models import BankLine
from webapp.kit.db import session


def broken() -> set[str]:
    return {name.split()[0] for name, holds, _detail in payments.invariants() if not holds}


def test_an_empty_house_holds(app):
    assert broken() == set()


def test_a_changed_amount_is_seen(app):
    bring(Sheet((Paid(100), Paid(5))).xml())
    assert broken() == set()
    session.execute(update(BankLine).where(BankLine.cents == 5).values(cents=6))
    assert broken() == {"I4", "I5"}


def test_money_in_the_books_that_no_bank_shows_is_seen(app):
    bring(Sheet((Paid(100),)).xml())
    ledger.post(
        key="x", booked_on=date(2026, 12, 1), why=Why.CORRECTION, source="test",
        lines={f"bank:{COMPANIES}": 1, "increases": -1},
    )  # fmt: skip
    assert broken() == {"I5"}
