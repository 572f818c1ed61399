"""The table of calls asked for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class Subject(StrEnum):
    """What a call is about, so that the right person makes it."""

    CONTRIBUTIONS = "contributions"
    DIFFICULTIES = "difficulties"
    START_OR_STOP = "start_or_stop"
    FAMILY = "family"
    PENSION = "pension"
    COMPANY = "company"
    OTHER = "other"


class Callback(Base):
    """A call that somebody asked for. Who, which number and what about are sealed: a copy tells nothing."""

    __tablename__ = "callback"
    __table_args__ = (
        CheckConstraint("language IN ('fr','nl','de','en')", name="language"),
        CheckConstraint("call_from < call_until", name="span"),
        Index("callback_open_idx", "call_until", postgresql_where=text("done_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[bytes]
    phone: Mapped[bytes]
    words: Mapped[bytes | None]
    language: Mapped[str]
    subject: Mapped[str]
    asked_at: Mapped[datetime]
    call_from: Mapped[datetime]
    call_until: Mapped[datetime]
    told_at: Mapped[datetime | None]
    taken_by: Mapped[int | None]
    taken_at: Mapped[datetime | None]
    done_by: Mapped[int | None]
    done_at: Mapped[datetime | None]
    note: Mapped[bytes | None]
