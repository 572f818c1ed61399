"""What is only read about payments, as frozen facts for pages: receipts, suspense, statements, files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select, tuple_

from webapp.domain import ledger
from webapp.domain.payments.models import (
    COUNTERPARTY,
    BankFile,
    BankLine,
    BankStatement,
    FileState,
    LineState,
)
from webapp.kit import sealing
from webapp.kit.db import session
from webapp.rules import numbers

PAGE: Final = 50
STATEMENTS_SHOWN: Final = 20
SHOWN_SIGNS: Final = 4


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One payment as its payer sees it, with what was open after it."""

    line_id: int
    cents: int
    booked_on: date
    value_on: date
    payer_name: str = field(repr=False)
    payer_account: str = field(repr=False)
    communications: tuple[str, ...]
    text: str = field(repr=False)
    our_account: str
    was_assigned: bool
    balance_cents: int


@dataclass(frozen=True, kw_only=True)
class Suspended:
    """One movement as staff see it: in suspense, or with the account it was led to."""

    line_id: int
    statement_id: int
    statement_number: str
    sequence: int
    cents: int
    booked_on: date
    counterparty_name: str = field(repr=False)
    counterparty: str = field(repr=False)
    communications: tuple[str, ...]
    text: str = field(repr=False)
    bank_reference: str
    our_account: str
    state: LineState
    account: str | None
    assigned_by: int | None
    assigned_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SuspenseTotal:
    """How much money waits for its owner, and since when."""

    count: int
    cents: int
    oldest_on: date | None


@dataclass(frozen=True, kw_only=True)
class StatementSheet:
    """One statement with the fate of its movements."""

    id: int
    account: str
    number: str
    opened_on: date
    closed_on: date
    opening_cents: int
    closing_cents: int
    lines: int
    suspense: int
    file_name: str


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file that came in, and what became of it."""

    id: int
    name: str
    state: FileState
    received_at: datetime
    because: str | None
    line: int | None
    facts: dict[str, Any]


def payments_of(account: str) -> list[Payment]:
    """The payments that reached an account, the latest first, each with the balance after it."""
    after = {line.source: line.balance_cents for line in ledger.statement(account)}
    rows = session.execute(
        select(BankLine, BankStatement.account)
        .join(BankStatement)
        .where(BankLine.account == account)
        .order_by(BankLine.booked_on.desc(), BankLine.id.desc())
    )
    return [_payment(line, ours, after.get(f"bank_line:{line.id}", 0)) for line, ours in rows]


def payment_for(account: str, line_id: int) -> Payment | None:
    """One payment of an account; None when it is not there, or another's."""
    return next((payment for payment in payments_of(account) if payment.line_id == line_id), None)


def suspense_lines(*, after: int = 0, limit: int = PAGE) -> list[Suspended]:
    """The movements in suspense, the oldest first, from behind a line on."""
    question = (
        select(BankLine, BankStatement)
        .join(BankStatement)
        .where(BankLine.state == LineState.SUSPENSE)
        .order_by(BankLine.booked_on, BankLine.id)
        .limit(limit)
    )
    last = session.get(BankLine, after) if after else None
    if last is not None:
        question = question.where(tuple_(BankLine.booked_on, BankLine.id) > (last.booked_on, last.id))
    rows = session.execute(question)
    return [_suspended(line, statement) for line, statement in rows]


def suspense_total() -> SuspenseTotal:
    """How much waits in suspense."""
    found = session.execute(
        select(func.count(), func.coalesce(func.sum(BankLine.cents), 0), func.min(BankLine.booked_on)).where(
            BankLine.state == LineState.SUSPENSE
        )
    ).one()
    return SuspenseTotal(count=int(found[0]), cents=int(found[1]), oldest_on=found[2])


def suspended(line_id: int) -> Suspended | None:
    """One movement with everything the bank said about it; None when there is none."""
    found = session.execute(
        select(BankLine, BankStatement).join(BankStatement).where(BankLine.id == line_id)
    ).one_or_none()
    return _suspended(*found) if found else None


def statements(*, limit: int = STATEMENTS_SHOWN) -> list[StatementSheet]:
    """The latest statements, with how many of their movements wait in suspense."""
    waits = func.count().filter(BankLine.state == LineState.SUSPENSE)
    rows = session.execute(
        select(BankStatement, BankFile.name, func.count(BankLine.id), waits)
        .join(BankFile)
        .outerjoin(BankLine)
        .group_by(BankStatement.id, BankFile.name)
        .order_by(BankStatement.id.desc())
        .limit(limit)
    )
    return [
        StatementSheet(
            id=row.id,
            account=row.account,
            number=row.number,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            opening_cents=row.opening_cents,
            closing_cents=row.closing_cents,
            lines=lines,
            suspense=waiting,
            file_name=name,
        )
        for row, name, lines, waiting in rows
    ]


def files_received(*, limit: int = PAGE) -> list[FileLine]:
    """Files that wait for their job or were refused by it, the latest first."""
    rows = session.scalars(
        select(BankFile).where(BankFile.state != FileState.IMPORTED).order_by(BankFile.id.desc()).limit(limit)
    )
    return [
        FileLine(
            id=row.id,
            name=row.name,
            state=FileState(row.state),
            received_at=row.received_at,
            because=row.because,
            line=row.line,
            facts=row.facts,
        )
        for row in rows
    ]


def bank_accounts() -> dict[str, int]:
    """The balance of each bank account in our books, by its IBAN."""
    return {account.partition(":")[2]: cents for account, cents in ledger.balances("bank:").items()}


def masked(iban: str) -> str:
    """An account number that tells its owner which one it is, and nobody else much."""
    if len(iban) <= 2 * SHOWN_SIGNS:
        return iban
    hidden = "•" * (len(iban) - 2 * SHOWN_SIGNS)
    return numbers.written_iban(f"{iban[:SHOWN_SIGNS]}{hidden}{iban[-SHOWN_SIGNS:]}")


def _payment(line: BankLine, ours: str, balance_cents: int) -> Payment:
    return Payment(
        line_id=line.id,
        cents=line.cents,
        booked_on=line.booked_on,
        value_on=line.value_on,
        payer_name=line.counterparty_name,
        payer_account=masked(_counterparty(line)),
        communications=tuple(line.communications),
        text=line.text,
        our_account=ours,
        was_assigned=line.state == LineState.ASSIGNED,
        balance_cents=balance_cents,
    )


def _suspended(line: BankLine, statement: BankStatement) -> Suspended:
    return Suspended(
        line_id=line.id,
        statement_id=statement.id,
        statement_number=statement.number,
        sequence=line.sequence,
        cents=line.cents,
        booked_on=line.booked_on,
        counterparty_name=line.counterparty_name,
        counterparty=numbers.written_iban(_counterparty(line)),
        communications=tuple(line.communications),
        text=line.text,
        bank_reference=line.bank_reference,
        our_account=statement.account,
        state=LineState(line.state),
        account=line.account,
        assigned_by=line.assigned_by,
        assigned_at=line.assigned_at,
    )


def _counterparty(line: BankLine) -> str:
    return sealing.unseal(line.counterparty, place=COUNTERPARTY) if line.counterparty else ""
