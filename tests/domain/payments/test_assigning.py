"""Money in suspense finds its owner by a second entry; two who try at once: one wins, the other is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.payments.test_importing import all_hold, bring
from tests.factories.bank import COMPANIES, Paid, Sheet
from tests.factories.companies import a_company
from tests.factories.company_contributions import a_called_company
from tests.factories.identity import a_login, a_member_of_staff
from webapp.domain import companies, identity, ledger, notices, payments
from webapp.kit import clock
from webapp.kit.errors import NotYoursError
from webapp.rules import numbers


def a_person() -> identity.Actor:
    found = identity.actor_for(a_member_of_staff().id)
    assert found is not None
    return found


def waiting(cents: int = 39973, **facts) -> int:
    bring(Sheet((Paid(cents, **facts),)).xml())
    return payments.suspense_lines()[-1].line_id


def test_assigned_money_settles_from_the_day_it_arrived(app):
    called = a_called_company()
    line = waiting()
    payments.assign(line, account=called.account, by=a_person(), at=clock.now())
    assert ledger.balance(ledger.SUSPENSE) == 0
    assert ledger.balance(called.account) == 0
    assert ledger.balance(f"bank:{COMPANIES}") == 39973
    (paid,) = payments.payments_of(called.account)
    assert paid.was_assigned
    assert paid.booked_on == date(2026, 12, 1)
    assert notices.letters_for(company_id=called.company_id)[0].kind == "payment_received"
    assert all_hold()


def test_the_second_person_is_told_where_it_went(app):
    one, two = a_called_company(), a_called_company()
    line, first, second = waiting(), a_person(), a_person()
    payments.assign(line, account=one.account, by=first, at=clock.now())
    payments.assign(line, account=one.account, by=first, at=clock.now())
    with pytest.raises(payments.AlreadyAssignedError) as told:
        payments.assign(line, account=two.account, by=second, at=clock.now())
    assert told.value.account == one.account
    assert ledger.balance(two.account) == two.cents
    assert all_hold()


def test_nobody_stands_behind_an_invented_account(app):
    line = waiting()
    for account in ("company:999999", "affiliate:999999", "increases", "company:x", ""):
        with pytest.raises(payments.UnknownOwnerError):
            payments.assign(line, account=account, by=a_person(), at=clock.now())
    assert payments.suspense_total().count == 1


def test_only_who_may_place_payments_places_them(app):
    line = waiting()
    stranger = identity.actor_for(a_login().id)
    with pytest.raises(NotYoursError):
        payments.assign(line, account="company:1", by=stranger, at=clock.now())


def test_what_staff_type_leads_to_an_account(app):
    called = a_called_company()
    number = companies.enterprise_numbers([called.company_id])[called.company_id]
    assert payments.account_of(numbers.written_communication(called.communication)) == called.account
    assert payments.account_of(numbers.written_enterprise_number(number)) == called.account
    assert payments.account_of("0403.019.261") is None
    assert payments.account_of(numbers.structured_communication(12345)) is None
    assert payments.account_of("what?") is None
    assert payments.owner_name(ledger.company_account(a_company(name="Studio"))) == "Studio SRL"
