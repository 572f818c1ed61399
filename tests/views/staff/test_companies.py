"""Staff find a company and see everything about it on one page."""

from __future__ import annotations

from tests.domain.payments.test_importing import bring
from tests.factories.bank import Paid, Sheet
from tests.factories.company_contributions import a_called_company
from tests.factories.identity import a_login, a_mandate, a_member_of_staff
from webapp.domain import companies, identity, notices
from webapp.kit.db import session


def ann(browser_of, role=identity.Role.CASES):
    login = a_member_of_staff(role, language="en")
    session.commit()
    return browser_of(login, staff=True)


def test_a_company_is_found_and_opened(app, browser_of):
    called = a_called_company(name="Fleurs Delvaux")
    a_mandate(a_login(name="Julie Delvaux"), company_id=called.company_id, kind="director")
    bring(Sheet((Paid(1000, called.communication),)).xml())
    browser = ann(browser_of)
    assert "Fleurs Delvaux SRL" in browser.get("/staff/companies?q=delvaux").text
    assert "No company found" in browser.get("/staff/companies?q=nobody").text
    page = browser.get(f"/staff/companies/{called.company_id}").text
    for words in ("Julie Delvaux", "389.73", "399.73", "Receipt of your payment", "Director"):
        assert words in page
    assert browser.get("/staff/companies/999999").status_code == 404


def test_a_letter_opens_for_staff(app, browser_of):
    called = a_called_company()
    browser = ann(browser_of)
    letter = notices.letters_for(company_id=called.company_id)[0]
    assert browser.get(f"/staff/companies/letters/{letter.id}/pdf").data.startswith(b"%PDF")
    assert browser.get("/staff/companies/letters/999999/pdf").status_code == 404


def test_a_total_is_written_down_by_those_who_may(app, browser_of):
    called = a_called_company(totals={2023: 1})
    browser = ann(browser_of)
    path = f"/staff/companies/{called.company_id}/balance-sheets"
    assert browser.post(path, data={"year": "2024", "total": "many"}).status_code == 422
    assert browser.post(path, data={"year": "2990", "total": "1"}).status_code == 422
    assert browser.post(path, data={"year": "2024", "total": "125.000,50"}).status_code == 303
    assert companies.balance_sheets_of(called.company_id)[0].total_cents == 12_500_050
    assert ann(browser_of, identity.Role.PAYMENTS).post(path, data={"year": "2024", "total": "1"}).status_code == 403


def test_a_reported_total_is_confirmed_on_the_page(app, browser_of):
    called = a_called_company(name="Fleurs Delvaux")
    browser = ann(browser_of)
    sent = browser.post(
        f"/staff/companies/{called.company_id}/balance-sheets", data={"year": "2021", "total": "317.645,00"}
    )
    assert sent.status_code == 303
    assert "2021" in browser.get(sent.location).text
