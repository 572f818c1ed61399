"""What is only read about companies, as frozen facts for pages, letters and runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

from sqlalchemy import func, or_, select

from webapp.domain import identity
from webapp.domain.companies.models import BalanceSheet, Company
from webapp.kit.db import session
from webapp.kit.errors import NotYoursError
from webapp.rules import numbers

FOUND_AT_MOST: Final = 50


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The balance-sheet total of one financial year."""

    year: int
    total_cents: int
    reported_on: date


@dataclass(frozen=True, kw_only=True)
class CompanyFile:
    """A company as its pages show it."""

    id: int
    enterprise_number: str
    name: str
    legal_form: str
    street: str
    postcode: str
    town: str
    country: str
    language: str
    channel: str
    email: str
    phone: str
    incorporated_on: date
    closed_on: date | None
    balance_sheets: tuple[Reported, ...]

    @property
    def written_number(self) -> str:
        """The enterprise number as people read it."""
        return numbers.written_enterprise_number(self.enterprise_number)

    @property
    def full_name(self) -> str:
        """The name with its legal form behind it."""
        return _full_name(self.name, self.legal_form)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a yearly run must know of a company to reckon its contribution."""

    id: int
    incorporated_on: date
    closed_on: date | None
    totals: dict[int, int]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One line of a search."""

    id: int
    name: str
    enterprise_number: str
    postcode: str
    town: str

    @property
    def written_number(self) -> str:
        """The enterprise number as people read it."""
        return numbers.written_enterprise_number(self.enterprise_number)


def get_for(actor: identity.Actor, company_id: int) -> CompanyFile:
    """The company an actor may see: one she is mandated for, or any for staff.

    Raises:
        NotYoursError: there is none, or it is not hers; the two look the same from outside.
    """
    if not actor.acts_for_company(company_id) and not actor.may(identity.Permission.SEE_COMPANIES):
        raise NotYoursError
    row = session.get(Company, company_id)
    if row is None:
        raise NotYoursError
    return CompanyFile(
        id=row.id,
        enterprise_number=row.enterprise_number,
        name=row.name,
        legal_form=row.legal_form,
        street=row.street,
        postcode=row.postcode,
        town=row.town,
        country=row.country,
        language=row.language,
        channel=row.channel,
        email=row.email,
        phone=row.phone,
        incorporated_on=row.incorporated_on,
        closed_on=row.closed_on,
        balance_sheets=balance_sheets_of(company_id),
    )


def balance_sheets_of(company_id: int) -> tuple[Reported, ...]:
    """The reported totals of a company, the latest year first."""
    rows = session.scalars(
        select(BalanceSheet).where(BalanceSheet.company_id == company_id).order_by(BalanceSheet.year.desc())
    )
    return tuple(
        Reported(year=row.year, total_cents=row.total_cents, reported_on=row.reported_on) for row in rows
    )


def subjects(low: int, high: int) -> list[Subject]:
    """The companies of a range of ids (both included) with their reported totals, for runs."""
    totals: dict[int, dict[int, int]] = defaultdict(dict)
    for sheet in session.execute(
        select(BalanceSheet.company_id, BalanceSheet.year, BalanceSheet.total_cents).where(
            BalanceSheet.company_id.between(low, high)
        )
    ):
        totals[sheet.company_id][sheet.year] = sheet.total_cents
    rows = session.execute(
        select(Company.id, Company.incorporated_on, Company.closed_on)
        .where(Company.id.between(low, high))
        .order_by(Company.id)
    )
    return [
        Subject(
            id=row.id, incorporated_on=row.incorporated_on, closed_on=row.closed_on, totals=totals[row.id]
        )
        for row in rows
    ]


def addressee(company_id: int) -> identity.Addressee:
    """Where and in which language letters for a company go."""
    return addressees([company_id])[company_id]


def addressees(company_ids: Collection[int]) -> dict[int, identity.Addressee]:
    """The addressees of many companies at once, for runs."""
    rows = session.scalars(select(Company).where(Company.id.in_(company_ids)))
    return {
        row.id: identity.Addressee(
            name=_full_name(row.name, row.legal_form),
            lines=_lines(row),
            language=row.language,
            email=row.email or None,
            channel=cast("Literal['online', 'paper']", row.channel),
        )
        for row in rows
    }


def names(company_ids: Collection[int]) -> dict[int, str]:
    """The names of several companies with their legal form, for lists."""
    rows = session.execute(
        select(Company.id, Company.name, Company.legal_form).where(Company.id.in_(company_ids))
    )
    return {row.id: _full_name(row.name, row.legal_form) for row in rows}


def enterprise_numbers(company_ids: Collection[int]) -> dict[int, str]:
    """The enterprise numbers of several companies, ten digits each."""
    rows = session.execute(select(Company.id, Company.enterprise_number).where(Company.id.in_(company_ids)))
    return {row.id: row.enterprise_number for row in rows}


def number_of(enterprise_number: str) -> int | None:
    """Our number of the company with an enterprise number of ten digits."""
    return session.scalar(select(Company.id).where(Company.enterprise_number == enterprise_number))


def search(text: str) -> list[Found]:
    """The companies a member of staff may mean: by enterprise number, our number, or words of the name."""
    words = text.split()
    if not words:
        return []
    question = select(Company).order_by(func.lower(Company.name), Company.id)
    number = _enterprise_number(text)
    if number:
        question = question.where(Company.enterprise_number == number)
    elif len(words) == 1 and words[0].isdigit():
        question = question.where(Company.id == int(words[0][:18]))
    else:
        for word in words:
            begins = word.lower().replace("\\", "").replace("%", "").replace("_", "")
            if not begins:
                return []
            name = func.lower(Company.name)
            question = question.where(or_(name.like(f"{begins}%"), name.like(f"% {begins}%")))
    return [
        Found(
            id=row.id,
            name=_full_name(row.name, row.legal_form),
            enterprise_number=row.enterprise_number,
            postcode=row.postcode,
            town=row.town,
        )
        for row in session.scalars(question.limit(FOUND_AT_MOST))
    ]


def count() -> int:
    """How many companies there are."""
    return session.scalar(select(func.count()).select_from(Company)) or 0


def ranges(size: int) -> list[tuple[int, int]]:
    """All company ids cut into ranges of at most `size` companies, low and high included."""
    slot = (func.row_number().over(order_by=Company.id) - 1) // size
    cut = select(Company.id, slot.label("slot")).subquery()
    rows = session.execute(
        select(func.min(cut.c.id), func.max(cut.c.id)).group_by(cut.c.slot).order_by(cut.c.slot)
    )
    return [(int(low), int(high)) for low, high in rows]


def _full_name(name: str, legal_form: str) -> str:
    return name if legal_form == "foreign" else f"{name} {legal_form}"


def _lines(row: Company) -> tuple[str, ...]:
    town = f"{row.postcode} {row.town}"
    return (row.street, town) if row.country == "BE" else (row.street, town, row.country)


def _enterprise_number(text: str) -> str | None:
    try:
        return numbers.enterprise_number(text)
    except numbers.WrongNumber:
        return None
