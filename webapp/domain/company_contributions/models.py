"""The table of yearly calls: what was reckoned for which company, and whether it is in the books."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class CompanyCall(Base):
    """The contribution of one company for one year, with the explanation it was reckoned by.

    Drawn by a run it waits without being owed; `booked_on` is the day it entered the books and the
    letter was written.
    """

    __tablename__ = "company_call"
    __table_args__ = (
        UniqueConstraint("company_id", "year"),
        CheckConstraint("cents > 0", name="something_to_pay"),
        CheckConstraint("(booked_on IS NULL) = (communication IS NULL)", name="reference_when_booked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    year: Mapped[int]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("notice_run.id"), index=True)
    cents: Mapped[int]
    size: Mapped[str]
    due_on: Mapped[date]
    explanation: Mapped[dict[str, Any]]
    drawn_on: Mapped[date]
    booked_on: Mapped[date | None]
    communication: Mapped[str | None]
    notice_id: Mapped[int | None]
