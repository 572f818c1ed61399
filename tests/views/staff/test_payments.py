"""Staff see the money that waits, place it once, and are told when somebody else was quicker."""

from __future__ import annotations

import pytest

from tests.domain.payments.test_importing import bring
from tests.factories.bank import Paid, Sheet, payer
from tests.factories.company_contributions import a_called_company
from tests.factories.identity import a_member_of_staff
from webapp.domain import identity, ledger, payments
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules import numbers


@pytest.fixture
def piet(app, browser_of):
    login = a_member_of_staff(identity.Role.PAYMENTS, language="en")
    session.commit()
    return browser_of(login, staff=True)


def waiting(cents: int = 39973, **facts) -> int:
    bring(Sheet((Paid(cents, **facts),)).xml())
    session.commit()
    return payments.suspense_lines()[-1].line_id


def test_what_waits_is_listed_with_what_the_payer_wrote(piet):
    waiting(text="bijdrage <b>2025</b>")
    page = piet.get("/staff/payments").text
    assert "1 movement" in page
    assert "bijdrage &lt;b&gt;2025" in page


def test_a_suggestion_is_booked_with_one_click(piet):
    called = a_called_company(name="Fleurs Delvaux")
    line = waiting(name="Delvaux Marie")
    page = piet.get(f"/staff/payments/{line}").text
    assert "Fleurs Delvaux SRL" in page
    assert "the name is alike" in page
    answer = piet.post(f"/staff/payments/{line}", data={"account": called.account})
    assert answer.status_code == 303
    assert "now stands on the account of Fleurs Delvaux SRL" in piet.get(answer.location).text
    assert ledger.balance(called.account) == 0


def test_a_reference_typed_by_hand_leads_there_too(piet):
    called = a_called_company()
    line = waiting(5)
    typed = numbers.written_communication(called.communication)
    assert piet.post(f"/staff/payments/{line}", data={"account": "other", "found": typed}).status_code == 303
    assert ledger.balance(called.account) == called.cents - 5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a suggestion"),
        ({"account": "other", "found": "+++999/9999/99999+++"}, "Nobody here has this reference"),
        ({"account": "other", "found": "0403.019.261"}, "Nobody here has this reference"),
    ],
)
def test_what_leads_nowhere_is_said_at_its_field_and_kept(piet, data, words):
    line = waiting()
    answer = piet.post(f"/staff/payments/{line}", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert data.get("found", "") in answer.text
    assert payments.suspense_total().count == 1


def test_the_second_person_is_told_who_was_quicker(piet):
    one, two = a_called_company(name="First"), a_called_company(name="Second")
    line = waiting()
    quicker = identity.actor_for(a_member_of_staff(identity.Role.PAYMENTS).id)
    payments.assign(line, account=one.account, by=quicker, at=clock.now())
    session.commit()
    answer = piet.post(f"/staff/payments/{line}", data={"account": two.account})
    assert answer.status_code == 409
    assert "First SRL" in answer.text
    assert "Ann Claes" in answer.text
    assert ledger.balance(two.account) == two.cents
    assert "First SRL" in piet.get(f"/staff/payments/{line}").text


def test_an_invented_account_books_nothing(piet):
    line = waiting()
    assert piet.post(f"/staff/payments/{line}", data={"account": "increases"}).status_code == 404
    assert piet.get("/staff/payments/999999").status_code == 404
    assert payments.suspense_total().count == 1


def test_only_payment_people_come_in(app, browser_of):
    other = browser_of(a_member_of_staff(identity.Role.EDITOR), staff=True)
    line = waiting(iban=payer(3))
    for path in ("payments", f"payments/{line}", "statements"):
        assert other.get(f"/staff/{path}").status_code == 403
