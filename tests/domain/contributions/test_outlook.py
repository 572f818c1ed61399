"""What a reduction would change, said before it is decided, is what then happens in the books."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import an_affiliate
from tests.factories.cases import somebody_who_pays_on_30_000
from webapp.domain import contributions, ledger
from webapp.domain.contributions import CannotReckonError
from webapp.domain.identity import House
from webapp.domain.ledger import Why
from webapp.rules.units import Quarter

ON = date(2026, 11, 22)
Q4 = Quarter(2026, 4)


@pytest.fixture(autouse=True)
def _house(app, clock_at):
    clock_at("2026-11-22T10:00")


def outlook(number, cents=1_900_000, first=Q4):
    return contributions.reduction_outlook(number, income_cents=cents, from_quarter=first, on=ON)


def test_what_is_foretold_is_what_is_booked():
    number = somebody_who_pays_on_30_000()
    account = ledger.affiliate_account(number)
    found = outlook(number)
    (effect,) = found.quarters
    assert effect.called
    assert effect.before_cents == ledger.balance(account) == found.now_cents
    assert found.advice.value.total_cents == found.then.value.total_cents == effect.after_cents
    contributions.grant_reduction(
        number, year=2026, income_cents=1_900_000, key="x", by=House, on=ON, from_quarter=Q4
    )
    assert ledger.balance(account) == effect.after_cents


def test_what_is_paid_already_is_kept():
    number = somebody_who_pays_on_30_000()
    account = ledger.affiliate_account(number)
    ledger.post(
        key="paid",
        booked_on=ON,
        why=Why.PAYMENT,
        source="test",
        lines={account: -ledger.balance(account), "suspense": ledger.balance(account)},
    )
    (effect,) = outlook(number).quarters
    assert effect.before_cents == effect.after_cents
    assert effect.kept_cents == effect.before_cents - outlook(number).then.value.total_cents


def test_a_quarter_to_come_is_counted_too():
    number = somebody_who_pays_on_30_000(called=False)
    (effect,) = outlook(number).quarters
    assert not effect.called
    assert effect.after_cents < effect.before_cents


def test_an_income_above_the_present_one_saves_nothing():
    assert outlook(somebody_who_pays_on_30_000(), cents=9_000_000).saves_nothing


def test_without_the_amount_of_today_the_wished_one_is_known():
    number = an_affiliate(since=date(2015, 1, 1))
    contributions.record_income(number, year=2023, cents=4_000_000, known_on=date(2025, 6, 1))
    found = outlook(number)
    assert found.now_cents is None
    assert found.advice is None
    assert not found.saves_nothing
    assert found.then.value.total_cents > 0
    assert Q4 in contributions.reducible_quarters(number, on=ON)


def test_nothing_can_be_reduced_where_nothing_is_due():
    number = an_affiliate(since=date(2015, 1, 1), until=date(2020, 6, 30))
    assert contributions.reducible_quarters(number, on=ON) == ()
    assert outlook(number) is None


def test_quarters_that_fell_due_are_not_offered():
    number = somebody_who_pays_on_30_000()
    assert min(contributions.reducible_quarters(number, on=ON)) == Q4


def test_a_year_without_law_is_not_guessed():
    number = somebody_who_pays_on_30_000()
    with pytest.raises((CannotReckonError, LookupError)):
        outlook(number, first=Quarter(2031, 1))
