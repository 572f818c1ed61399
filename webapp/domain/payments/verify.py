"""What must always hold between the bank and the books; shown by `guichet verify` and proved every night."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain import ledger
from webapp.domain.payments.models import BankLine, BankStatement, LineState
from webapp.kit.db import session


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure, for each promise of this room."""
    chains = _chains()
    lines = session.scalar(select(func.count()).select_from(BankLine)) or 0
    not_in_books = _lines_not_in_the_books()
    waiting = int(
        session.scalar(
            select(func.coalesce(func.sum(BankLine.cents), 0)).where(BankLine.state == LineState.SUSPENSE)
        )
        or 0
    )
    in_suspense = -ledger.balance(ledger.SUSPENSE)
    closing = _closing_balances()
    booked = {account.partition(":")[2]: cents for account, cents in ledger.balances("bank:").items()}
    apart = {iban for iban in closing | booked if closing.get(iban, 0) != booked.get(iban, 0)}
    return [
        (
            "I4 every bank line is in the books for its amount",
            not not_in_books,
            f"{lines} lines, {not_in_books} not",
        ),
        (
            "I4 suspense holds exactly what waits for its owner",
            waiting == in_suspense,
            f"{waiting} cents wait, {in_suspense} cents in the books",
        ),
        (
            "I5 every statement adds up and opens where the last one closed",
            not chains,
            f"{chains} do not",
        ),
        ("I5 the books show what the bank shows", not apart, f"{len(closing)} accounts, {len(apart)} apart"),
        ("I6 every movement stands once", not _doubled(), f"{_doubled()} doubled"),
    ]


def _chains() -> int:
    """Statements that do not add up, or that do not follow the one before."""
    moved = (
        select(BankLine.statement_id, func.sum(BankLine.cents).label("cents"))
        .group_by(BankLine.statement_id)
        .subquery()
    )
    before = func.lag(BankStatement.closing_cents).over(
        partition_by=BankStatement.account, order_by=BankStatement.place
    )
    rows = session.execute(
        select(
            BankStatement.opening_cents,
            BankStatement.closing_cents,
            func.coalesce(moved.c.cents, 0).label("moved"),
            before.label("before"),
        ).outerjoin(moved, moved.c.statement_id == BankStatement.id)
    )
    return sum(
        row.opening_cents + row.moved != row.closing_cents or row.before not in {None, row.opening_cents}
        for row in rows
    )


def _lines_not_in_the_books() -> int:
    """Movements whose entry on the bank's account is missing or of another amount."""
    wrong = 0
    for account in session.scalars(select(BankStatement.account).distinct()).all():
        booked = {line.source: line.cents for line in ledger.statement(ledger.bank_account(account))}
        rows = session.execute(
            select(BankLine.id, BankLine.cents).join(BankStatement).where(BankStatement.account == account)
        )
        wrong += sum(booked.get(f"bank_line:{row.id}") != row.cents for row in rows)
    return wrong


def _closing_balances() -> dict[str, int]:
    """What the bank says stands on each account, by the last statement."""
    latest = (
        select(BankStatement.account, func.max(BankStatement.place).label("place"))
        .group_by(BankStatement.account)
        .subquery()
    )
    rows = session.execute(
        select(BankStatement.account, BankStatement.closing_cents).join(
            latest,
            (latest.c.account == BankStatement.account) & (latest.c.place == BankStatement.place),
        )
    )
    return {row.account: int(row.closing_cents) for row in rows}


def _doubled() -> int:
    rows = session.execute(
        select(BankStatement.account, BankStatement.number, BankLine.sequence)
        .join(BankLine)
        .group_by(BankStatement.account, BankStatement.number, BankLine.sequence)
        .having(func.count() > 1)
    )
    return len(rows.all())
