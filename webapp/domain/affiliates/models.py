"""Tables of the persons: who they are, how they work, how we reach them, who knows their file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base

NATIONAL_NUMBER = "affiliate.national_number"


class ClientManager(Base):
    """The member of staff whom a number of affiliates know by name, with her own telephone number."""

    __tablename__ = "client_manager"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int | None] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    languages: Mapped[str]


class Affiliate(Base):
    """A self-employed person of the fund. The national number is sealed; its blind index finds it again."""

    __tablename__ = "affiliate"
    __table_args__ = (
        CheckConstraint("language IN ('fr','nl','de','en')", name="language"),
        CheckConstraint("channel IN ('online','paper')", name="channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    national_number: Mapped[bytes]
    national_number_index: Mapped[bytes] = mapped_column(unique=True)
    birth_date: Mapped[date]
    street: Mapped[str]
    postcode: Mapped[str]
    town: Mapped[str]
    country: Mapped[str] = mapped_column(default="BE")
    language: Mapped[str]
    channel: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("client_manager.id"), index=True)
    joined_on: Mapped[date]


Index(
    "affiliate_name_idx",
    func.lower(Affiliate.last_name).label("lower_name"),
    Affiliate.first_name,
    postgresql_ops={"lower_name": "text_pattern_ops"},
)


class Career(Base):
    """A stretch of self-employed work in one contribution category, in whole quarters."""

    __tablename__ = "career"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="runs_forward"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    affiliate_id: Mapped[int] = mapped_column(ForeignKey("affiliate.id"), index=True)
    category: Mapped[str]
    activity: Mapped[str] = mapped_column(default="")
    opt_out: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date | None]
