"""Tables of notices and of the runs that draw many of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class State(StrEnum):
    """Where a notice stands. `in_doubt`: it left and the answer was lost; a repeat carries the same id."""

    DRAWN = "drawn"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    IN_DOUBT = "in_doubt"


class Notice(Base):
    """One letter to one addressee. Its facts are kept as drawn, so that it can always be read again."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("(affiliate_id IS NULL) <> (company_id IS NULL)", name="one_addressee"),
        Index("notice_run_idx", "run_id", "id"),
        Index("notice_ready_idx", "id", postgresql_where=text("state = 'ready'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    affiliate_id: Mapped[int | None] = mapped_column(index=True)
    company_id: Mapped[int | None] = mapped_column(index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("notice_run.id"))
    #: The file of the print room that holds it.
    batch: Mapped[str | None] = mapped_column(index=True)
    drawn_on: Mapped[date]
    language: Mapped[str]
    channel: Mapped[str]
    facts: Mapped[dict[str, Any]]
    source: Mapped[str]
    state: Mapped[str]
    document: Mapped[str | None]
    message_id: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    trouble: Mapped[str | None]


class Run(Base):
    """A mass run: drawn by one person, looked at, and released by a second one, or thrown away whole."""

    __tablename__ = "notice_run"
    __table_args__ = (
        UniqueConstraint("kind", "thing", "turn"),
        CheckConstraint("released_by IS NULL OR released_by <> planned_by", name="two_persons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    thing: Mapped[str]
    turn: Mapped[int] = mapped_column(default=1)
    state: Mapped[str]
    ranges: Mapped[int] = mapped_column(default=0)
    planned_by: Mapped[int]
    planned_at: Mapped[datetime]
    released_by: Mapped[int | None]
    released_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]]


class RunRange(Base):
    """One range of a run and how far it has come; a repeated range finds its row and does nothing twice."""

    __tablename__ = "notice_run_range"

    run_id: Mapped[int] = mapped_column(ForeignKey("notice_run.id"), primary_key=True)
    low: Mapped[int] = mapped_column(primary_key=True)
    high: Mapped[int]
    drawn_at: Mapped[datetime | None]
    booked_at: Mapped[datetime | None]
    count: Mapped[int] = mapped_column(default=0)
    cents: Mapped[int] = mapped_column(default=0)


class LeftOut(Base):
    """Somebody a run could not reckon, and why: a code and the name of the missing value, for staff."""

    __tablename__ = "notice_run_left_out"

    run_id: Mapped[int] = mapped_column(ForeignKey("notice_run.id"), primary_key=True)
    principal_id: Mapped[int] = mapped_column(primary_key=True)
    because: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
