"""Who did what to which thing, written in the same transaction as the deed itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit import clock
from webapp.kit.db import Base, session


class Doer(Protocol):
    """Whoever acts: a person who is logged in, or the house itself (login_id None)."""

    @property
    def login_id(self) -> int | None:
        """The log-in that acts; None for a job of the house."""


class AuditNote(Base):
    """One deed: never changed, never deleted by the application."""

    __tablename__ = "audit_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    login_id: Mapped[int | None] = mapped_column(index=True)
    verb: Mapped[str]
    thing: Mapped[str] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]]


def note(by: Doer | None, verb: str, thing: str, /, **facts: Any) -> None:
    """Write down a deed: verb in the house's words ("case.decided"), thing as "case:12".

    Facts are codes, ids and dates; never incomes, national numbers, accounts or health answers.
    """
    session.add(
        AuditNote(at=clock.now(), login_id=by.login_id if by else None, verb=verb, thing=thing, facts=facts)
    )
