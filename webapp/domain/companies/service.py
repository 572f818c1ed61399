"""What changes about a company: joining, moving, reporting its size, closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.companies.models import BalanceSheet, Company
from webapp.kit import audit
from webapp.kit.audit import Doer
from webapp.kit.db import session
from webapp.rules import numbers


class KnownCompanyError(ValueError):
    """A company with this enterprise number is with us already; nobody is one twice."""


@dataclass(frozen=True, kw_only=True)
class NewCompany:
    """What a declaration of affiliation says about a company."""

    enterprise_number: str
    name: str
    legal_form: str
    street: str
    postcode: str
    town: str
    language: str
    incorporated_on: date
    country: str = "BE"
    channel: str = "online"
    email: str = ""
    phone: str = ""


def register(company: NewCompany, *, key: str, by: Doer) -> int:
    """Take a company in and give its number; a known key gives the number of the first time.

    Raises:
        KnownCompanyError: another key took in a company with this enterprise number.
        numbers.WrongNumber: the enterprise number cannot be right.
    """
    known = session.scalars(select(Company.id).where(Company.key == key)).one_or_none()
    if known is not None:
        return known
    number = numbers.enterprise_number(company.enterprise_number)
    if session.scalar(select(Company.id).where(Company.enterprise_number == number)) is not None:
        raise KnownCompanyError("this company is with the fund already")
    row = Company(
        key=key,
        enterprise_number=number,
        name=company.name,
        legal_form=company.legal_form,
        street=company.street,
        postcode=company.postcode,
        town=company.town,
        country=company.country,
        language=company.language,
        channel=company.channel,
        email=company.email,
        phone=company.phone,
        incorporated_on=company.incorporated_on,
    )
    session.add(row)
    session.flush()
    audit.note(by, "company.registered", f"company:{row.id}")
    return row.id


def change_contact(
    company_id: int,
    *,
    street: str,
    postcode: str,
    town: str,
    language: str,
    channel: str,
    email: str,
    phone: str,
    by: Doer,
) -> None:
    """Write down where a company is reached from now on, and how it wants its letters."""
    row = session.get_one(Company, company_id, with_for_update=True)
    row.street, row.postcode, row.town = street, postcode, town
    row.language, row.channel, row.email, row.phone = language, channel, email, phone
    session.flush()
    audit.note(by, "company.contact_changed", f"company:{company_id}")


def report_balance_sheet(company_id: int, *, year: int, total_cents: int, by: Doer, on: date) -> None:
    """Write down the balance-sheet total of a financial year; a later report replaces it."""
    values = {"total_cents": total_cents, "reported_on": on}
    session.execute(
        insert(BalanceSheet)
        .values(company_id=company_id, year=year, **values)
        .on_conflict_do_update(index_elements=[BalanceSheet.company_id, BalanceSheet.year], set_=values)
    )
    audit.note(by, "company.balance_sheet_reported", f"company:{company_id}", year=year)


def close(company_id: int, *, on: date, by: Doer) -> None:
    """Write down the day on which a company ceased to be; told twice, the first day stays."""
    row = session.get_one(Company, company_id, with_for_update=True)
    if row.closed_on is None:
        row.closed_on = on
        session.flush()
        audit.note(by, "company.closed", f"company:{company_id}", on=str(on))
