"""A director sees what is due, why and how to pay; what is not hers stays closed; a payment shows as a receipt."""

from __future__ import annotations

import pytest

from tests.domain.payments.test_importing import bring
from tests.factories.bank import Paid, Sheet
from tests.factories.company_contributions import a_called_company
from tests.factories.identity import a_login, a_mandate
from webapp.domain import companies, company_contributions, identity, ledger, notices, payments
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules import numbers


@pytest.fixture
def called(app, clock_at):
    clock_at("2025-11-03T09:00")
    return a_called_company(language="en")


@pytest.fixture
def director(called, browser_of):
    return sign_in(called, browser_of)


def sign_in(called, browser_of):
    login = a_login(language="en")
    a_mandate(login, company_id=called.company_id, kind="director")
    session.commit()
    return browser_of(login)


def test_the_overview_says_what_is_due_why_and_how_to_pay(director, called):
    page = director.get("/en/company/").text
    assert "399.73" in page
    assert "31 December 2025" in page
    assert numbers.written_communication(called.communication) in page
    assert "BE28 9992 2048 5720" in page
    assert "<svg viewBox" in page
    assert "858,605.72" in page
    assert "January 2026" in page


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
@pytest.mark.parametrize(
    "path", ["", "contributions", "contributions/2025", "payments", "ledger", "letters", "mandates", "details"]
)
def test_every_page_opens_in_every_language(director, language, path):
    answer = director.get(f"/{language}/company/{path}")
    assert answer.status_code == 200
    assert "Boulangerie du Moulin" in answer.text


def test_a_payment_becomes_a_receipt_and_a_letter(director, called):
    bring(Sheet((Paid(called.cents, called.communication),)).xml())
    session.commit()
    (paid,) = payments.payments_of(called.account)
    assert "Nothing to pay today" in director.get("/en/company/").text
    page = director.get(f"/en/company/payments/{paid.line_id}").text
    assert "Receipt for" in page
    assert "nothing was open any more" in page
    assert "•••• ••••" in page
    letter = notices.letter_of(f"receipt-{paid.line_id}")
    pdf = director.get(f"/en/company/letters/{letter.id}/pdf")
    assert pdf.data.startswith(b"%PDF")
    assert pdf.headers["Content-Disposition"].startswith("attachment")


def test_what_belongs_to_another_company_is_not_there(director, called):
    other = a_called_company()
    bring(Sheet((Paid(other.cents, other.communication),)).xml())
    session.commit()
    (paid,) = payments.payments_of(other.account)
    letter = notices.letters_for(company_id=other.company_id)[0]
    assert director.get(f"/en/company/payments/{paid.line_id}").status_code == 404
    assert director.get(f"/en/company/letters/{letter.id}").status_code == 404
    assert director.get(f"/en/company/letters/{letter.id}/pdf").status_code == 404
    assert director.get("/en/company/contributions/2019").status_code == 404


def test_a_late_company_sees_the_increase(called, clock_at, browser_of):
    clock_at("2026-02-03T09:00")
    director = sign_in(called, browser_of)
    page = director.get("/en/company/").text
    assert "The due day has passed" in page
    assert "8.00" in page
    assert "Increase for late payment" in director.get("/en/company/contributions/2025").text


def test_two_open_years_are_shown_together(called, clock_at, browser_of):
    clock_at("2026-10-03T09:00")
    company_contributions.draw_call(
        called.company_id, year=2026, on=clock.today(), key="second", by=identity.House
    )
    director = sign_in(called, browser_of)
    page = director.get("/en/company/").text
    assert "809.03" in page
    assert "Contribution 2025" in page
    assert "Contribution 2026" in page


def test_opening_a_letter_writes_down_that_it_was_read(director, called):
    letter = notices.letters_for(company_id=called.company_id)[0]
    answer = director.post(f"/en/company/letters/{letter.id}")
    assert answer.status_code == 303
    assert notices.letters_for(company_id=called.company_id)[0].read_at


def test_contact_is_changed_and_wrong_input_is_kept(director, called):
    good = {
        "street": "Markt 1", "postcode": "9000", "town": "Gent", "email": "x@example.be", "phone": "",
        "language": "nl", "channel": "online",
    }  # fmt: skip
    wrong = director.post("/en/company/details", data=good | {"email": "nonsense"})
    assert wrong.status_code == 422
    assert "nonsense" in wrong.text
    assert director.post("/en/company/details", data=good | {"email": ""}).status_code == 422
    assert director.post("/en/company/details", data=good).status_code == 303
    assert companies.addressee(called.company_id).lines == ("Markt 1", "9000 Gent")
    assert ledger.balance(called.account) == called.cents


def test_a_contribution_that_cannot_be_known_is_not_guessed(app, clock_at, browser_of):
    clock_at("2026-11-03T09:00")
    called = a_called_company(totals={2023: 90_000_000, 2024: 90_000_000})
    page = sign_in(called, browser_of).get("/en/company/").text
    assert "not called yet" in page
    assert "balance-sheet total up to which a company is small" in page
