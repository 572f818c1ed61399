"""What the books say: balances, statements, and what is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from webapp.domain.ledger.models import Entry, Line, PaymentReference
from webapp.domain.ledger.words import Why
from webapp.kit.db import session


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """One line of an account's statement, with the balance after it."""

    entry_id: int
    booked_on: date
    due_on: date | None
    why: Why
    about: str
    source: str
    cents: int
    balance_cents: int
    reverses_id: int | None


@dataclass(frozen=True, kw_only=True)
class OpenItem:
    """A claim on an account and what is still open of it."""

    entry_id: int
    key: str
    booked_on: date
    due_on: date
    why: Why
    about: str
    source: str
    cents: int
    open_cents: int
    settled_on: date | None

    def is_late(self, *, on: date) -> bool:
        """Whether something is open after its due day."""
        return self.open_cents > 0 and self.due_on < on


def balance(account: str, *, until: date | None = None) -> int:
    """The cents on an account, up to and including a day."""
    question = select(func.coalesce(func.sum(Line.cents), 0)).where(Line.account == account)
    if until is not None:
        question = question.join(Entry).where(Entry.booked_on <= until)
    return int(session.scalar(question) or 0)


def balances(prefix: str) -> dict[str, int]:
    """The balance of every account whose path starts with a prefix."""
    rows = session.execute(
        select(Line.account, func.sum(Line.cents).label("cents"))
        .where(Line.account.startswith(prefix, autoescape=True))
        .group_by(Line.account)
    )
    return {row.account: int(row.cents) for row in rows}


def entry_by_key(key: str) -> Entry | None:
    """The entry booked under a key."""
    return session.scalars(select(Entry).where(Entry.key == key)).one_or_none()


def statement(account: str) -> list[StatementLine]:
    """Every line of an account in the order it was booked, with the running balance."""
    lines: list[StatementLine] = []
    running = 0
    for row in _rows([account]):
        running += row.cents
        lines.append(
            StatementLine(
                entry_id=row.id,
                booked_on=row.booked_on,
                due_on=row.due_on,
                why=Why(row.why),
                about=row.about,
                source=row.source,
                cents=row.cents,
                balance_cents=running,
                reverses_id=row.reverses_id,
            )
        )
    return lines


def open_items(account: str, *, with_settled: bool = False) -> list[OpenItem]:
    """The claims of an account that are not wholly settled, the one due first in front."""
    items = open_items_of([account])[account]
    return items if with_settled else [item for item in items if item.open_cents]


def open_items_of(accounts: Iterable[str]) -> dict[str, list[OpenItem]]:
    """The claims of several accounts, settled ones too.

    A credit that names a claim (`about`: a reduction of 2026Q4) settles that one first; what is left of
    it, and every payment, settles the claim that is due first.
    """
    by_account: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(accounts):
        by_account[row.account].append(row)
    return defaultdict(list, {account: _settle(rows) for account, rows in by_account.items()})


def account_behind(communication: str) -> str | None:
    """The account that a structured communication leads to."""
    return accounts_behind([communication]).get(communication)


def accounts_behind(communications: Sequence[str]) -> dict[str, str]:
    """The accounts that many structured communications lead to; unknown ones are left out."""
    rows = session.execute(
        select(PaymentReference.communication, PaymentReference.account).where(
            PaymentReference.communication.in_(communications)
        )
    )
    return {row.communication: row.account for row in rows}


def known_reference(account: str, *, thing: str = "") -> str:
    """The communication that leads to an account, empty if none was made; for pages, which write nothing."""
    found = session.scalar(
        select(PaymentReference.communication).where(
            PaymentReference.account == account, PaymentReference.thing == thing
        )
    )
    return found or ""


def accounts_claimed(cents: int, *, limit: int = 200) -> list[str]:
    """Accounts of people and companies once asked for exactly this amount, the latest claim first."""
    rows = session.execute(
        select(Line.account, func.max(Line.entry_id).label("latest"))
        .where(Line.cents == cents, Line.account.regexp_match("^(affiliate|company):"))
        .group_by(Line.account)
        .order_by(func.max(Line.entry_id).desc())
        .limit(limit)
    )
    return [row.account for row in rows]


def _rows(accounts: Iterable[str]) -> Iterable[Any]:
    return session.execute(
        select(
            Line.account,
            Line.cents,
            Entry.id,
            Entry.key,
            Entry.booked_on,
            Entry.due_on,
            Entry.why,
            Entry.about,
            Entry.source,
            Entry.reverses_id,
        )
        .join(Entry)
        .where(Line.account.in_(set(accounts)))
        .order_by(Entry.booked_on, Entry.id)
    )


def _settle(rows: Sequence[Any]) -> list[OpenItem]:
    claims = sorted(
        (row for row in rows if row.cents > 0), key=lambda row: (row.due_on or row.booked_on, row.id)
    )
    still = {row.id: row.cents for row in claims}
    settled_on: dict[int, date] = {}
    for credit in (row for row in rows if row.cents < 0):
        named = [row for row in claims if credit.about and row.about == credit.about]
        left = -credit.cents
        for claim in (*named, *claims):
            part = min(left, still[claim.id])
            if not part:
                continue
            still[claim.id] -= part
            left -= part
            if not still[claim.id]:
                settled_on[claim.id] = credit.booked_on
    return [
        OpenItem(
            entry_id=row.id,
            key=row.key,
            booked_on=row.booked_on,
            due_on=row.due_on or row.booked_on,
            why=Why(row.why),
            about=row.about,
            source=row.source,
            cents=row.cents,
            open_cents=still[row.id],
            settled_on=settled_on.get(row.id),
        )
        for row in claims
    ]
