"""Tables of the ledger: entries and their lines, never changed; references people pay with."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.kit.db import Base


class Entry(Base):
    """One booking whose lines sum to zero. A mistake is mended by an opposite entry that names it."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    booked_on: Mapped[date]
    due_on: Mapped[date | None]
    why: Mapped[str]
    about: Mapped[str]
    source: Mapped[str]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), unique=True)
    made_at: Mapped[datetime]

    lines: Mapped[list[Line]] = relationship(back_populates="entry", order_by="Line.id")


class Line(Base):
    """One side of an entry: cents on an account, positive where somebody owes or the fund owns."""

    __tablename__ = "ledger_line"
    __table_args__ = (
        CheckConstraint("cents <> 0", name="not_nothing"),
        Index("ledger_line_account_idx", "account", "entry_id"),
        UniqueConstraint("entry_id", "account"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"))
    account: Mapped[str]
    cents: Mapped[int]

    entry: Mapped[Entry] = relationship(back_populates="lines")


class PaymentReference(Base):
    """A structured communication and the account behind it; one per account and thing, for ever."""

    __tablename__ = "payment_reference"
    __table_args__ = (UniqueConstraint("account", "thing"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    thing: Mapped[str]
    communication: Mapped[str] = mapped_column(unique=True)


#: The database itself refuses to change or delete what is booked, whoever asks. The first migration
#: carries the same words.
APPEND_ONLY = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: book the opposite instead', TG_TABLE_NAME;
END $$;
"""
GUARD = """
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
for _table in (Entry.__table__, Line.__table__):
    event.listen(_table, "after_create", DDL(APPEND_ONLY.replace("%", "%%")))  # type: ignore[no-untyped-call]
    event.listen(_table, "after_create", DDL(GUARD.format(table=_table)))  # type: ignore[no-untyped-call]
