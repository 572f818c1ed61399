"""What is only read about yearly calls: what a company has to pay, why, and what lateness would cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from webapp.domain import companies, ledger
from webapp.domain.company_contributions.models import CompanyCall
from webapp.domain.company_contributions.reckoning import NotCallableError, reckon
from webapp.kit.db import session
from webapp.rules import allocation, increases
from webapp.rules.company import CompanyContribution
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.units import last_day_of_month

MONTHS_SHOWN: Final = 3
SAMPLES_SHOWN: Final = 20


@dataclass(frozen=True, kw_only=True)
class Later:
    """What the increase comes to for whoever pays in the month that ends on a day."""

    month_end: date
    increase_cents: int
    total_cents: int


@dataclass(frozen=True, kw_only=True)
class Call:
    """The contribution of one year as the company's pages show it."""

    id: int
    year: int
    cents: int
    size: str
    due_on: date
    booked_on: date
    communication: str
    notice_id: int | None
    explanation: Explained[CompanyContribution]
    open_cents: int
    settled_on: date | None
    increase: Explained[int]
    later: tuple[Later, ...]

    def is_late(self, *, on: date) -> bool:
        """Whether something is open after the due day."""
        return self.open_cents > 0 and self.due_on < on


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One call of a run for the person who looks before it is released."""

    id: int
    company_id: int
    company_name: str
    cents: int
    size: str
    due_on: date
    explanation: Explained[CompanyContribution]


def calls_of(company_id: int, *, on: date) -> list[Call]:
    """The booked calls of a company, the latest year first, with what is open on a day."""
    rows = session.scalars(
        select(CompanyCall)
        .where(CompanyCall.company_id == company_id, CompanyCall.booked_on.is_not(None))
        .order_by(CompanyCall.year.desc())
    )
    settlements = _settlements(company_id)
    return [_call(row, settlements.get(row.key), on=on) for row in rows]


def call_for(company_id: int, *, year: int, on: date) -> Call | None:
    """The booked call of one year; None when there is none."""
    return next((call for call in calls_of(company_id, on=on) if call.year == year), None)


def obstacle_of(company_id: int, *, year: int) -> NotCallableError | None:
    """Why the contribution of a year cannot be called; None when nothing stands in the way."""
    (subject,) = companies.subjects(company_id, company_id)
    try:
        reckon(subject, year=year)
    except NotCallableError as reason:
        return reason
    return None


def samples_of_run(run_id: int) -> list[Sample]:
    """Calls of a run to look at: the largest, and then in order of the company's number."""
    rows = session.scalars(
        select(CompanyCall)
        .where(CompanyCall.run_id == run_id)
        .order_by(CompanyCall.cents.desc(), CompanyCall.company_id)
        .limit(SAMPLES_SHOWN)
    ).all()
    names = companies.names([row.company_id for row in rows])
    return [
        Sample(
            id=row.id,
            company_id=row.company_id,
            company_name=names[row.company_id],
            cents=row.cents,
            size=row.size,
            due_on=row.due_on,
            explanation=Explained.from_json(row.explanation, CompanyContribution),
        )
        for row in rows
    ]


def _settlements(company_id: int) -> dict[str, allocation.Settlement]:
    """Each claim of the company's account with the payments that went to it, by the key of its entry."""
    account = ledger.company_account(company_id)
    claims = [
        allocation.Item(item.due_on, item.key, item.cents)
        for item in ledger.open_items_of([account])[account]
    ]
    credits_ = [
        allocation.Payment(line.booked_on, -line.cents)
        for line in ledger.statement(account)
        if line.cents < 0
    ]
    return {found.item.key: found for found in allocation.allocate(claims, credits_).settlements}


def _call(row: CompanyCall, settlement: allocation.Settlement | None, *, on: date) -> Call:
    assert row.booked_on is not None
    assert row.communication is not None, "the table has a check on it"
    payments = settlement.payments if settlement else ()
    open_cents = settlement.open_cents if settlement else row.cents
    ended = settlement.settled_on if settlement else None
    return Call(
        id=row.id,
        year=row.year,
        cents=row.cents,
        size=row.size,
        due_on=row.due_on,
        booked_on=row.booked_on,
        communication=row.communication,
        notice_id=row.notice_id,
        explanation=Explained.from_json(row.explanation, CompanyContribution),
        open_cents=open_cents,
        settled_on=ended,
        increase=_increase(row, payments, on=min(on, ended) if ended else on),
        later=_later(row, payments, open_cents, on=on) if open_cents else (),
    )


def _increase(row: CompanyCall, payments: tuple[allocation.Payment, ...], *, on: date) -> Explained[int]:
    """The increase of 1 % a calendar month as it stands on a day (law of 30 December 1992, title III)."""
    return increases.company_late(
        due_cents=row.cents, due_on=row.due_on, payments=payments, on=on, law=law_on(row.due_on)
    )


def _later(
    row: CompanyCall, payments: tuple[allocation.Payment, ...], open_cents: int, *, on: date
) -> tuple[Later, ...]:
    """What waiting costs: the total for whoever pays in each of the coming months."""
    month_end = last_day_of_month(max(row.due_on + timedelta(days=1), on))
    shown = []
    for _month in range(MONTHS_SHOWN):
        cents = _increase(row, payments, on=month_end).value
        shown.append(Later(month_end=month_end, increase_cents=cents, total_cents=open_cents + cents))
        month_end = last_day_of_month(month_end, 1)
    return tuple(shown)
