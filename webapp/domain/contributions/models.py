"""Tables of the contributions: incomes, chosen incomes, exempt quarters, dues and their changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class Income(Base):
    """The net income of a year as the tax administration sent it; a later message corrects it."""

    __tablename__ = "income"
    __table_args__ = (UniqueConstraint("affiliate_id", "year", "known_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    affiliate_id: Mapped[int] = mapped_column(ForeignKey("affiliate.id"))
    year: Mapped[int]
    cents: Mapped[int]
    source: Mapped[str]
    known_on: Mapped[date]


class ChosenIncome(Base):
    """The income on which a person pays at her own request, from a quarter until the end of the year."""

    __tablename__ = "chosen_income"
    __table_args__ = (Index("chosen_income_affiliate_idx", "affiliate_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    affiliate_id: Mapped[int] = mapped_column(ForeignKey("affiliate.id"))
    year: Mapped[int]
    cents: Mapped[int]
    from_quarter: Mapped[str]
    granted_on: Mapped[date]


class ExemptQuarter(Base):
    """A quarter without contribution, and on what ground: birth, illness, bridging_right or exemption."""

    __tablename__ = "exempt_quarter"

    affiliate_id: Mapped[int] = mapped_column(ForeignKey("affiliate.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(primary_key=True)
    ground: Mapped[str]
    granted_on: Mapped[date]


class Due(Base):
    """What was called for one quarter, with its explanation as drawn. In the books once `booked_on` is set.

    A provisional due is the call of the quarter; a regularisation is what is added or given back once the
    income of the year is known, and its cents may be below zero.
    """

    __tablename__ = "due"
    __table_args__ = (
        UniqueConstraint("affiliate_id", "kind", "quarter"),
        CheckConstraint("kind IN ('provisional','regularisation')", name="kind"),
        CheckConstraint("total_cents = contribution_cents + fee_cents", name="total"),
        Index("due_quarter_idx", "quarter", "affiliate_id"),
        Index("due_run_idx", "run_id", "affiliate_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    affiliate_id: Mapped[int] = mapped_column(ForeignKey("affiliate.id"))
    quarter: Mapped[str]
    kind: Mapped[str]
    category: Mapped[str]
    basis: Mapped[str]
    contribution_cents: Mapped[int]
    fee_cents: Mapped[int]
    total_cents: Mapped[int]
    due_on: Mapped[date]
    drawn_on: Mapped[date]
    booked_on: Mapped[date | None]
    explanation: Mapped[dict[str, Any]]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("notice_run.id"))


class DueChange(Base):
    """A called due that was lowered or raised later: the new amounts, their explanation and the cause."""

    __tablename__ = "due_change"
    __table_args__ = (CheckConstraint("total_cents = contribution_cents + fee_cents", name="total"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    due_id: Mapped[int] = mapped_column(ForeignKey("due.id"), index=True)
    basis: Mapped[str]
    contribution_cents: Mapped[int]
    fee_cents: Mapped[int]
    total_cents: Mapped[int]
    #: What had been paid above the new amount and stays until the final calculation (art. 11 § 3).
    kept_cents: Mapped[int]
    changed_on: Mapped[date]
    explanation: Mapped[dict[str, Any]]
