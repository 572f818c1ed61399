"""A company is taken in once, and what it reports last counts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.companies import a_company, enterprise_number
from webapp.domain import companies, identity
from webapp.rules import numbers

NEW = companies.NewCompany(
    enterprise_number="0403.019.261",
    name="Delta",
    legal_form="SA",
    street="Rue Haute 1",
    postcode="1000",
    town="Bruxelles",
    language="fr",
    incorporated_on=date(2019, 5, 2),
)


def test_a_company_is_taken_in_once(app):
    first = companies.register(NEW, key="paper-1", by=identity.House)
    assert companies.register(NEW, key="paper-1", by=identity.House) == first
    assert companies.number_of("0403019261") == first


def test_an_enterprise_number_belongs_to_one_company(app):
    companies.register(NEW, key="paper-1", by=identity.House)
    with pytest.raises(companies.KnownCompanyError):
        companies.register(NEW, key="paper-2", by=identity.House)


def test_a_number_that_cannot_be_right_is_refused(app):
    with pytest.raises(numbers.WrongNumber):
        a_company(enterprise_number="0403.019.262")


def test_the_last_report_of_a_year_counts(app):
    company = a_company(totals={2024: 100})
    companies.report_balance_sheet(
        company, year=2024, total_cents=250, by=identity.House, on=date(2026, 5, 1)
    )
    (sheet,) = companies.balance_sheets_of(company)
    assert (sheet.year, sheet.total_cents, sheet.reported_on) == (2024, 250, date(2026, 5, 1))


def test_the_first_closing_day_stays(app):
    company = a_company(closed_on=date(2025, 3, 31))
    companies.close(company, on=date(2026, 3, 31), by=identity.House)
    assert companies.subjects(company, company)[0].closed_on == date(2025, 3, 31)


def test_contact_is_changed(app):
    company = a_company()
    companies.change_contact(
        company, street="Markt 2", postcode="9000", town="Gent", language="nl", channel="paper", email="",
        phone="", by=identity.House,
    )  # fmt: skip
    reached = companies.addressee(company)
    assert reached.lines == ("Markt 2", "9000 Gent")
    assert (reached.language, reached.channel, reached.email) == ("nl", "paper", None)


def test_numbers_of_the_factory_are_good():
    assert numbers.enterprise_number(enterprise_number(7)) == enterprise_number(7)
