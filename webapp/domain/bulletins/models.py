"""Tables of subscribers, issues with their texts, and deliveries."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class SubscriberState(StrEnum):
    """asked (waits for the click in the mail) → confirmed → left, or bounced when the address is dead."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    LEFT = "left"
    BOUNCED = "bounced"


class IssueState(StrEnum):
    """draft → ready (waits for the second person) → sending → sent."""

    DRAFT = "draft"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"


class DeliveryState(StrEnum):
    """waiting → sending → sent, and the ends that are none: refused by her server for good; in_doubt: it
    left and the answer was lost; failed: her server said "later" too often; skipped: she left meanwhile.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    SKIPPED = "skipped"


class SubscriberRow(Base):
    """A person who wants the bulletin. `token` opens the page where she changes or leaves, no other;
    `confirm_token` confirms one wish, and a later wish gets another one.
    """

    __tablename__ = "subscriber"
    __table_args__ = (
        Index("subscriber_email_key", text("lower(email)"), unique=True),
        CheckConstraint("language IN ('fr','nl','de','en')", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    language: Mapped[str]
    state: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)
    confirm_token: Mapped[str] = mapped_column(unique=True)
    consent: Mapped[str]
    asked_at: Mapped[datetime]
    answer_due_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class Issue(Base):
    """One bulletin, written in every language by staff and released by a second person."""

    __tablename__ = "bulletin"
    __table_args__ = (CheckConstraint("released_by IS NULL OR released_by <> ready_by", name="two_persons"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    state: Mapped[str]
    begun_by: Mapped[int]
    begun_at: Mapped[datetime]
    ready_by: Mapped[int | None]
    released_by: Mapped[int | None]
    released_at: Mapped[datetime | None]
    audience: Mapped[int | None]
    ended_at: Mapped[datetime | None]


class IssueText(Base):
    """The words of an issue in one language: a subject and a text in Markdown."""

    __tablename__ = "bulletin_text"

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    body: Mapped[str]
    changed_at: Mapped[datetime]


class Delivery(Base):
    """One issue to one subscriber, and what became of it; made when the issue is released."""

    __tablename__ = "bulletin_delivery"
    __table_args__ = (
        Index(
            "bulletin_delivery_waiting_idx",
            "bulletin_id",
            "subscriber_id",
            postgresql_where=text("state IN ('waiting','sending')"),
        ),
    )

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"), primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), primary_key=True)
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str | None]


class TrialCopy(Base):
    """One language of an issue, sent to the member of staff who wants to see it in her own mail program."""

    __tablename__ = "bulletin_trial"

    id: Mapped[int] = mapped_column(primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    language: Mapped[str]
    login_id: Mapped[int]
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
