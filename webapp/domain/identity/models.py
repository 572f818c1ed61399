"""Tables of log-ins, roles, mandates, one-time codes and known devices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
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
    provider_issuer: Mapped[str | None]
    provider_subject: Mapped[str | None]
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("login_email_key", text("lower(email)"), unique=True),
        CheckConstraint("language IN ('fr','nl','de','en')", name="language"),
        UniqueConstraint("provider_issuer", "provider_subject"),
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
    """A code that reaches a person by letter or mail: activation, new password, new address. Single use.

    The code itself is made by the job that sends it and is known to nobody else; here is only its hash,
    empty until then. `tries` counts wrong entries; five end the code.
    """

    __tablename__ = "one_time_code"
    __table_args__ = (
        CheckConstraint("purpose IN ('activation','new_password','new_email')", name="purpose"),
        CheckConstraint("channel IN ('mail','letter')", name="channel"),
        Index("one_time_code_login_idx", "login_id", "purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    purpose: Mapped[str]
    channel: Mapped[str]
    new_email: Mapped[str | None]
    asked_at: Mapped[datetime]
    code_hash: Mapped[bytes | None]
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)


class PasswordRequest(Base):
    """Somebody asked for a new password at an address, known or not; a job looks whom it belongs to.

    Written for every address alike, so that the answer takes the same time for all.
    """

    __tablename__ = "password_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed_email: Mapped[bytes]
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A spare second factor, printed once; only its hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    code_hash: Mapped[bytes]
    used_at: Mapped[datetime | None]


class KnownDevice(Base):
    """A browser from which a person came in before: it stays open to her when strangers fill her bucket."""

    __tablename__ = "known_device"
    __table_args__ = (UniqueConstraint("login_id", "token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    token_hash: Mapped[bytes]
    since_at: Mapped[datetime]


class SecurityMail(Base):
    """A mail that tells a person what happened to her access; kept so that it leaves once."""

    __tablename__ = "security_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    kind: Mapped[str]
    email: Mapped[str]
    device: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
