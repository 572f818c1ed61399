"""The books balance, a key books once, what is written stays, and open items follow the payments."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from webapp.domain import ledger
from webapp.kit.db import session

DAY = date(2026, 11, 2)


def claim(cents: int, *, about: str, due_on: date, account: str = "affiliate:1") -> None:
    ledger.post(
        key=f"due-{about}-{account}",
        booked_on=DAY,
        why=ledger.Why.DUE,
        source="test",
        about=about,
        due_on=due_on,
        lines={account: cents, f"contributions:{about}": -cents},
    )


def pay(cents: int, key: str, account: str = "affiliate:1") -> None:
    ledger.post(
        key=key,
        booked_on=DAY,
        why=ledger.Why.PAYMENT,
        source="bank:1",
        lines={"bank:BE00": cents, account: -cents},
    )


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


def test_a_payment_settles_the_claim_due_first(app):
    claim(10_000, about="2026Q4", due_on=date(2026, 12, 31))
    claim(8_000, about="2026Q3", due_on=date(2026, 9, 30))
    pay(9_000, "p1")
    (left,) = ledger.open_items("affiliate:1")
    assert (left.about, left.open_cents) == ("2026Q4", 9_000)


def test_a_reduction_settles_the_claim_it_names(app):
    claim(8_000, about="2026Q3", due_on=date(2026, 9, 30))
    claim(10_000, about="2026Q4", due_on=date(2026, 12, 31))
    ledger.post(
        key="reduction-1",
        booked_on=DAY,
        why=ledger.Why.REDUCTION,
        source="case:1",
        about="2026Q4",
        lines={"affiliate:1": -4_000, "contributions:2026Q4": 4_000},
    )
    assert [item.open_cents for item in ledger.open_items("affiliate:1")] == [8_000, 6_000]


def test_references_are_kept_unique_and_lead_back(app):
    first = ledger.reference_for("affiliate:1")
    assert ledger.reference_for("affiliate:1") == first
    other = ledger.reference_for("company:1", thing="2026")
    assert other != first
    assert ledger.account_behind(other) == "company:1"
    assert ledger.account_behind("000000000097") is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    claims=st.lists(st.integers(1, 500_000), max_size=5),
    payments=st.lists(st.integers(1, 500_000), max_size=5),
)
def test_open_items_and_credit_always_equal_the_balance(app, claims, payments):
    with session.begin_nested() as work:
        account = "affiliate:77"
        for number, cents in enumerate(claims, start=1):
            claim(cents, about=f"20{number:02}Q1", due_on=date(2026, number, 1), account=account)
        for number, cents in enumerate(payments):
            pay(cents, f"p{number}", account)
        items = ledger.open_items_of([account])[account]
        open_cents = sum(item.open_cents for item in items)
        assert open_cents == max(sum(claims) - min(sum(payments), sum(claims)), 0)
        assert ledger.balance(account) == sum(claims) - sum(payments)
        assert (
            ledger.statement(account)[-1].balance_cents == ledger.balance(account)
            if claims or payments
            else True
        )
        work.rollback()


def test_the_invariants_hold(app):
    claim(100, about="2026Q4", due_on=date(2026, 12, 31))
    assert all(holds for _name, holds, _figure in ledger.invariants())
