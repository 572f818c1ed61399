"""Tables of the changes of the law: the lines proposed, who read what, and what they would cost whom."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class State(StrEnum):
    """draft → published for its date; or withdrawn, before or after, as long as its date lies ahead.

    Whether a draft is reckoned is no state of its own: another line, or another book, undoes it by itself.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class LawChange(Base):
    """One change of the law. `revision` counts up with every line, so that nobody writes over another's.

    `values` are the values that another figure holds for, with their day, as they were at the publication.
    """

    __tablename__ = "law_change"
    __table_args__ = (
        CheckConstraint("state IN ('draft','published','withdrawn')", name="state"),
        CheckConstraint("published_by IS NULL OR published_by <> begun_by", name="two_persons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    grounds: Mapped[str]
    state: Mapped[str] = mapped_column(default=State.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)
    begun_by: Mapped[int]
    begun_at: Mapped[datetime]
    changed_by: Mapped[int]
    changed_at: Mapped[datetime]
    published_by: Mapped[int | None]
    published_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None]
    values: Mapped[list[Any]] = mapped_column(default=list)


class ProposedLine(Base):
    """A dated line of a change, written as the files write it."""

    __tablename__ = "law_change_line"

    change_id: Mapped[int] = mapped_column(ForeignKey("law_change.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str]
    source: Mapped[str]
    confidence: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    written_by: Mapped[int]


class ReadThing(Base):
    """A page, tool, paper or letter that somebody read with these figures in mind, and no others."""

    __tablename__ = "law_change_read"

    change_id: Mapped[int] = mapped_column(ForeignKey("law_change.id"), primary_key=True)
    figures: Mapped[str] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(primary_key=True)
    read_by: Mapped[int]
    read_at: Mapped[datetime]


class Remark(Base):
    """What a colleague says about a change."""

    __tablename__ = "law_change_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("law_change.id"), index=True)
    revision: Mapped[int]
    words: Mapped[str]
    said_by: Mapped[int]
    said_at: Mapped[datetime]


class Reckoning(Base):
    """The whole fund reckoned by two books, that in force and that with the lines, by their editions."""

    __tablename__ = "law_reckoning"
    __table_args__ = (UniqueConstraint("change_id", "before_edition", "after_edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("law_change.id"))
    before_edition: Mapped[str]
    after_edition: Mapped[str]
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]
    ranges: Mapped[int]
    ended_at: Mapped[datetime | None]
    found: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ReckoningRange(Base):
    """One range of people or companies; a repeated one finds its figures and does nothing twice."""

    __tablename__ = "law_reckoning_range"

    reckoning_id: Mapped[int] = mapped_column(ForeignKey("law_reckoning.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    low: Mapped[int] = mapped_column(primary_key=True)
    high: Mapped[int]
    done_at: Mapped[datetime | None]
    found: Mapped[dict[str, Any]] = mapped_column(default=dict)
