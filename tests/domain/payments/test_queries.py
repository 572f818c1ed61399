"""What payers and staff read about payments."""

from __future__ import annotations

from tests.domain.payments.test_importing import bring
from tests.factories.bank import COMPANIES, Paid, Sheet, payer
from tests.factories.company_contributions import a_called_company
from webapp.domain import payments
from webapp.domain.payments.queries import masked


def test_a_payment_belongs_to_its_account_alone(app):
    called, other = a_called_company(), a_called_company()
    bring(Sheet((Paid(1000, called.communication, iban=payer(5)),)).xml())
    (paid,) = payments.payments_of(called.account)
    assert paid.balance_cents == called.cents - 1000
    assert paid.payer_account == masked(payer(5))
    assert payments.payment_for(called.account, paid.line_id) == paid
    assert payments.payment_for(other.account, paid.line_id) is None


def test_a_masked_account_shows_its_ends_only():
    assert masked("BE45999120485689") == "BE45 •••• •••• 5689"
    assert masked("") == ""


def test_suspense_goes_on_behind_a_line(app):
    bring(Sheet((Paid(1), Paid(2), Paid(3))).xml())
    lines = payments.suspense_lines(limit=2)
    assert [line.cents for line in lines] == [1, 2]
    assert [line.cents for line in payments.suspense_lines(after=lines[-1].line_id)] == [3]


def test_a_movement_shows_where_it_stands(app):
    bring(Sheet((Paid(1, text="hello"),)).xml())
    line = payments.suspended(payments.suspense_lines()[0].line_id)
    assert (line.text, line.statement_number, line.our_account, line.sequence) == (
        "hello",
        "2026-001",
        COMPANIES,
        1,
    )
    assert payments.suspended(0) is None


def test_statements_say_what_waits(app):
    called = a_called_company()
    bring(Sheet((Paid(1), Paid(2, called.communication)), opening_cents=10).xml(), name="C:\\bank\\dec.xml")
    (sheet,) = payments.statements()
    assert (sheet.lines, sheet.suspense, sheet.opening_cents, sheet.closing_cents) == (2, 1, 10, 13)
    assert sheet.file_name == "dec.xml"
