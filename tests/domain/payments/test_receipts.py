"""Each payment that found its account is receipted once, with what is still open."""

from __future__ import annotations

from tests.domain.payments.test_importing import bring
from tests.factories.bank import Paid, Sheet
from tests.factories.company_contributions import a_called_company
from webapp.domain import notices, payments


def test_the_receipt_says_what_came_and_what_is_open(app):
    called = a_called_company()
    bring(Sheet((Paid(10_000, called.communication, name="Holding Martin"),)).xml())
    (paid,) = payments.payments_of(called.account)
    letter = notices.letter_of(f"receipt-{paid.line_id}")
    assert letter.company_id == called.company_id
    assert letter.facts["payer"] == "Holding Martin"
    assert (letter.facts["amount"], letter.facts["open_amount"]) == (10_000, called.cents - 10_000)
    assert letter.facts["communications"] == [called.communication]


def test_suspense_has_no_receipt(app):
    bring(Sheet((Paid(10_000),)).xml())
    assert notices.letter_of(f"receipt-{payments.suspense_lines()[0].line_id}") is None
