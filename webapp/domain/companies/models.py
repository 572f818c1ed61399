"""Tables of the companies and of the balance-sheet totals they reported."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base

#: The forms of the Code of companies and associations that owe the contribution, by their French
#: and Dutch abbreviation as they stand behind a name.
LEGAL_FORMS: Final = ("SRL", "BV", "SA", "NV", "SC", "CV", "SNC", "VOF", "SCOMM", "CommV", "foreign")


class Company(Base):
    """A legal person that owes the yearly contribution."""

    __tablename__ = "company"
    __table_args__ = (
        CheckConstraint("language IN ('fr','nl','de','en')", name="language"),
        CheckConstraint("channel IN ('online','paper')", name="channel"),
        CheckConstraint("closed_on IS NULL OR closed_on >= incorporated_on", name="closes_after_it_opens"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    enterprise_number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    legal_form: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    town: Mapped[str]
    country: Mapped[str] = mapped_column(default="BE")
    language: Mapped[str]
    channel: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    incorporated_on: Mapped[date]
    closed_on: Mapped[date | None]


class BalanceSheet(Base):
    """The balance-sheet total (codes 20/58) of one financial year as it was reported last."""

    __tablename__ = "balance_sheet"
    __table_args__ = (CheckConstraint("total_cents >= 0", name="total_not_below_zero"),)

    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    total_cents: Mapped[int]
    reported_on: Mapped[date]
