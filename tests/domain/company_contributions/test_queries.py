"""What a company owes, why, and what waiting costs."""

from __future__ import annotations

from datetime import date

from tests.factories.company_contributions import a_called_company
from webapp.domain import company_contributions, ledger
from webapp.domain.ledger import Why


def pay(account: str, cents: int, on: date, key: str = "pay") -> None:
    ledger.post(
        key=f"{key}-{account}",
        booked_on=on,
        why=Why.PAYMENT,
        source="test",
        lines={account: -cents, "bank:X": cents},
    )


def test_a_call_explains_itself(app):
    called = a_called_company()
    (call,) = company_contributions.calls_of(called.company_id, on=date(2025, 10, 1))
    assert call.explanation.value.amount_cents == call.cents == call.open_cents == 39973
    assert [step.code for step in call.explanation.steps] == ["balance_small", "company_small", "company_due"]


def test_whoever_pays_later_sees_what_it_costs(app):
    called = a_called_company()
    (call,) = company_contributions.calls_of(called.company_id, on=date(2025, 11, 15))
    assert not call.is_late(on=date(2025, 11, 15))
    assert [(later.month_end, later.increase_cents) for later in call.later] == [
        (date(2026, 1, 31), 400),
        (date(2026, 2, 28), 800),
        (date(2026, 3, 31), 1200),
    ]
    assert call.later[0].total_cents == 39973 + 400


def test_a_late_call_carries_its_increase(app):
    called = a_called_company()
    (call,) = company_contributions.calls_of(called.company_id, on=date(2026, 2, 3))
    assert call.is_late(on=date(2026, 2, 3))
    assert call.increase.value == 800
    assert call.later[0].month_end == date(2026, 2, 28)


def test_a_paid_call_is_settled_on_the_day_of_its_last_payment(app):
    called = a_called_company()
    pay(called.account, 30000, date(2025, 12, 1))
    (call,) = company_contributions.calls_of(called.company_id, on=date(2026, 3, 1))
    assert (call.open_cents, call.settled_on) == (9973, None)
    assert call.increase.value == 300
    pay(called.account, 9973, date(2026, 2, 10), key="rest")
    (call,) = company_contributions.calls_of(called.company_id, on=date(2026, 6, 1))
    assert (call.open_cents, call.settled_on, call.later) == (0, date(2026, 2, 10), ())
    assert call.increase.value == 200


def test_there_is_no_call_of_another_year(app):
    called = a_called_company()
    assert company_contributions.call_for(called.company_id, year=2024, on=date(2026, 1, 1)) is None


def test_what_stands_in_the_way_of_a_call_is_said(app):
    called = a_called_company(totals={2023: 1, 2024: 90_000_000})
    reason = company_contributions.obstacle_of(called.company_id, year=2026)
    assert (reason.because, reason.detail) == ("law_unknown", "company.balance_threshold")
    assert company_contributions.obstacle_of(called.company_id, year=2025) is None
