"""Tables of the bank's side: files, the statements in them, and every movement of money."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base

#: Where a counterparty's account is sealed for.
COUNTERPARTY: Final = "bank_line.counterparty"


class FileState(StrEnum):
    """A file waits for its job, is in the books whole, or was refused whole."""

    RECEIVED = "received"
    IMPORTED = "imported"
    REFUSED = "refused"


class LineState(StrEnum):
    """A movement led to an account by its reference, waits in suspense, or was assigned by staff."""

    MATCHED = "matched"
    SUSPENSE = "suspense"
    ASSIGNED = "assigned"


class BankFile(Base):
    """A file from the bank, known by its content: the same file is the same file under any name."""

    __tablename__ = "bank_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    checksum: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    state: Mapped[str]
    document: Mapped[str | None]
    received_at: Mapped[datetime]
    received_by: Mapped[int | None]
    imported_at: Mapped[datetime | None]
    because: Mapped[str | None]
    line: Mapped[int | None]
    facts: Mapped[dict[str, Any]]


class BankStatement(Base):
    """One statement of one account; each opens where the one before it closed."""

    __tablename__ = "bank_statement"
    __table_args__ = (UniqueConstraint("account", "number"), UniqueConstraint("account", "place"))

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("bank_file.id"), index=True)
    account: Mapped[str]
    number: Mapped[str]
    place: Mapped[int]
    opened_on: Mapped[date]
    closed_on: Mapped[date]
    opening_cents: Mapped[int]
    closing_cents: Mapped[int]
    fingerprint: Mapped[str]


class BankLine(Base):
    """One movement of money. It is in the books from the first moment: on an account or in suspense."""

    __tablename__ = "bank_line"
    __table_args__ = (
        UniqueConstraint("statement_id", "sequence"),
        CheckConstraint("cents <> 0", name="not_nothing"),
        CheckConstraint("(state = 'suspense') = (account IS NULL)", name="account_unless_suspense"),
        Index("bank_line_suspense_idx", "booked_on", "id", postgresql_where=text("state = 'suspense'")),
        Index("bank_line_account_idx", "account", "booked_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("bank_statement.id"))
    sequence: Mapped[int]
    cents: Mapped[int]
    booked_on: Mapped[date]
    value_on: Mapped[date]
    counterparty_name: Mapped[str]
    counterparty: Mapped[bytes | None]
    counterparty_index: Mapped[bytes | None] = mapped_column(index=True)
    communications: Mapped[list[Any]]
    text: Mapped[str]
    bank_reference: Mapped[str]
    state: Mapped[str]
    account: Mapped[str | None]
    assigned_by: Mapped[int | None]
    assigned_at: Mapped[datetime | None]
