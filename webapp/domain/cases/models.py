"""Tables of calculations, drafts, cases, their documents and what happened to them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class CaseState(StrEnum):
    """received → taken (somebody works on it) → granted, refused or withdrawn; waiting: we asked for more."""

    RECEIVED = "received"
    TAKEN = "taken"
    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """How a request reached us."""

    ONLINE = "online"
    ON_PAPER = "on_paper"


#: States in which somebody still has to do something.
OPEN = (CaseState.RECEIVED, CaseState.TAKEN, CaseState.WAITING)
#: Steps of a path that the fund makes; the others are made by the person.
STAFF_DEEDS = frozenset({"taken", "released", "asked", "granted", "refused"})


class Draft(Base):
    """A request that is not sent yet: answers step by step, kept so that nothing typed is lost."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("(affiliate_id IS NULL) <> (company_id IS NULL)", name="one_principal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    paper: Mapped[str]
    login_id: Mapped[int] = mapped_column(index=True)
    affiliate_id: Mapped[int | None] = mapped_column(index=True)
    company_id: Mapped[int | None] = mapped_column(index=True)
    answers: Mapped[dict[str, Any]]
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Calculation(Base):
    """Figures somebody tried out and then asked for; nobody's until a request (`request_key`) takes them."""

    __tablename__ = "calculation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    calculator: Mapped[str]
    paper: Mapped[str]
    figures: Mapped[dict[str, Any]]
    inputs: Mapped[dict[str, Any]]
    edition: Mapped[str]
    made_at: Mapped[datetime]
    #: The key of the draft, which is that of its case too.
    request_key: Mapped[str | None] = mapped_column(unique=True)


class Case(Base):
    """A request that was sent, with its answers as they were and the version of its paper."""

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("(affiliate_id IS NULL) <> (company_id IS NULL)", name="one_principal"),
        CheckConstraint("(decided_at IS NULL) = (state NOT IN ('granted','refused'))", name="decided"),
        Index("case_work_idx", "state", "decide_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    paper: Mapped[str]
    version: Mapped[int]
    channel: Mapped[str]
    affiliate_id: Mapped[int | None] = mapped_column(index=True)
    company_id: Mapped[int | None] = mapped_column(index=True)
    submitted_by: Mapped[int]
    submitted_at: Mapped[datetime]
    #: A paper counts from the day it reached us, not from the day it was keyed in.
    received_on: Mapped[date]
    language: Mapped[str]
    answers: Mapped[dict[str, Any]]
    state: Mapped[str]
    decide_by: Mapped[date]
    #: Since when an answer of the person is awaited; the clock of the decision rests meanwhile.
    waiting_since: Mapped[date | None]
    taken_by: Mapped[int | None]
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    reasons: Mapped[str | None]


class Document(Base):
    """A file that somebody joined; the bytes lie in the document store under their own fingerprint."""

    __tablename__ = "document"
    __table_args__ = (CheckConstraint("(draft_id IS NULL) <> (case_id IS NULL)", name="one_place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    stored_as: Mapped[str]
    joined_at: Mapped[datetime]


class Event(Base):
    """One dated step on the path of a case: what happened, and who did it."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str]
    login_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
