"""What is owed and paid follows from the entries alone."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.ledger import DAY, claim, pay
from webapp.domain import ledger
from webapp.kit.db import session


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


def test_a_settled_claim_says_since_when(app):
    claim(10_000, about="2026Q4", due_on=date(2026, 12, 31))
    pay(10_000, "p1")
    assert ledger.open_items("affiliate:1") == []
    (item,) = ledger.open_items("affiliate:1", with_settled=True)
    assert (item.open_cents, item.settled_on) == (0, DAY)


def test_a_claim_is_late_from_the_day_after(app):
    claim(10_000, about="2026Q3", due_on=date(2026, 9, 30))
    (item,) = ledger.open_items("affiliate:1")
    assert not item.is_late(on=date(2026, 9, 30))
    assert item.is_late(on=date(2026, 10, 1))


def test_a_statement_runs_to_the_balance(app):
    claim(10_000, about="2026Q3", due_on=date(2026, 9, 30))
    pay(4_000, "p1")
    assert [line.balance_cents for line in ledger.statement("affiliate:1")] == [10_000, 6_000]
    assert ledger.balances("affiliate:") == {"affiliate:1": 6_000}


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
