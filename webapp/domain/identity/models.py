"""Tables of log-ins, roles, mandates, one-time codes and attempts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class Login(Base):
    """One person's way in. Without a password hash it waits for its activation."""

    __tablename__ = "login"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    password_hash: Mapped[str | None]
    totp_secret: Mapped[bytes | None]
    totp_last_step: Mapped[int | None]
    provider_subject: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("login_email_key", text("lower(email)"), unique=True),
        CheckConstraint("language IN ('fr','nl','de','en')", name="language"),
    )


class StaffRole(Base):
    """A role that a member of staff holds."""

    __tablename__ = "staff_role"

    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class Mandate(Base):
    """The right of a log-in to act for an affiliate or a company, from a day until a day."""

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("(affiliate_id IS NULL) <> (company_id IS NULL)", name="one_principal"),
        CheckConstraint("kind IN ('self','director','accountant')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    affiliate_id: Mapped[int | None] = mapped_column(index=True)
    company_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]


class OneTimeCode(Base):
    """A code that reached a person by letter or mail: activation, new password, or mail check. Single use."""

    __tablename__ = "one_time_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    purpose: Mapped[str]
    code_hash: Mapped[bytes] = mapped_column(index=True)
    sent_by: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A spare second factor, printed once; only its hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    code_hash: Mapped[bytes]
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """A failed try to come in, counted by account, by address and in total; addresses are hashed."""

    __tablename__ = "attempt"
    __table_args__ = (Index("attempt_bucket_idx", "bucket", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bucket: Mapped[bytes]
    at: Mapped[datetime]
