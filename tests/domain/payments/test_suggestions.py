"""Suggestions give reasons a person can check, and never decide."""

from __future__ import annotations

from tests.domain.payments.test_importing import bring
from tests.factories.bank import Paid, Sheet, payer
from tests.factories.company_contributions import a_called_company
from webapp.domain import companies, payments
from webapp.rules import numbers


def reasons(line_id: int) -> dict[str, str]:
    return {found.account: found.reason for found in payments.suggestions_for(line_id)}


def last() -> int:
    return payments.suspense_lines()[-1].line_id


def test_who_paid_before_from_this_account(app):
    called = a_called_company()
    first = Sheet((Paid(100, called.communication, iban=payer(3)),))
    bring(first.xml())
    bring(first.following(Paid(250, iban=payer(3)), number="2").xml())
    assert reasons(last()) == {called.account: "paid_before"}


def test_one_wrong_digit_in_the_reference(app):
    called = a_called_company()
    place = 4
    wrong = called.communication[:place] + str((int(called.communication[place]) + 1) % 10)
    wrong += called.communication[place + 1 :]
    bring(Sheet((Paid(100, text=numbers.written_communication(wrong)),)).xml())
    assert reasons(last())[called.account] == "mistyped_reference"


def test_the_enterprise_number_in_the_text(app):
    called = a_called_company()
    number = companies.enterprise_numbers([called.company_id])[called.company_id]
    bring(Sheet((Paid(100, text=f"cotisation {numbers.written_enterprise_number(number)}"),)).xml())
    assert reasons(last()) == {called.account: "number_in_text"}


def test_the_amount_with_the_name_and_the_amount_alone(app):
    same, other = a_called_company(name="Fleurs Delvaux"), a_called_company(name="Garage Nord")
    bring(Sheet((Paid(39973, name="DELVAUX MARIE"),)).xml())
    assert reasons(last()) == {same.account: "amount_and_name", other.account: "amount"}


def test_an_amount_that_many_owe_says_nothing(app):
    for _ in range(7):
        a_called_company()
    bring(Sheet((Paid(39973, name="Somebody Else"),)).xml())
    assert reasons(last()) == {}


def test_money_that_left_us_and_matched_lines_have_none(app):
    called = a_called_company()
    bring(Sheet((Paid(-100, iban=payer(3)),), opening_cents=1000).xml())
    assert reasons(last()) == {}
    assert payments.suggestions_for(0) == []
    assert payments.payments_of(called.account) == []
