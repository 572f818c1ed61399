"""Tables of what can be found, and of what people looked for in vain."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base

#: The index is made whole and then only read: nothing may wait beside it to be taken in later.
AT_ONCE: Final = {"fastupdate": "off"}


class Document(Base):
    """Something a visitor may find, in one language: a page, a calculator, a paper, a word of the law.

    `said` holds what people say for it, folded, a line for each: title, search words, questions. The labels
    of `tokens` are where a word stands: A title, B what people say, C headings, summary and
    the other names of what it is about, D text.
    """

    __tablename__ = "guidance_document"
    __table_args__ = (
        UniqueConstraint("kind", "name", "language"),
        Index("guidance_document_tokens_idx", "tokens", postgresql_using="gin", postgresql_with=AT_ONCE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    said: Mapped[str]
    sections: Mapped[list[Any]]
    tokens: Mapped[str] = mapped_column(TSVECTOR)


class Word(Base):
    """A word of a language as it is written, folded, with its stem: for beginnings, compounds and slips."""

    __tablename__ = "guidance_word"
    __table_args__ = (
        Index("guidance_word_language_stem_idx", "language", "stem"),
        Index(
            "guidance_word_near_idx",
            "word",
            postgresql_using="gin",
            postgresql_ops={"word": "gin_trgm_ops"},
            postgresql_with=AT_ONCE,
        ),
    )

    language: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)
    stem: Mapped[str] = mapped_column(primary_key=True)
    documents: Mapped[int]


class Edition(Base):
    """Which texts the index was made of; one row, or none before the first."""

    __tablename__ = "guidance_edition"

    edition: Mapped[str] = mapped_column(primary_key=True)


class UnansweredSearch(Base):
    """Words that found nothing, counted by day; never who looked for them, nor at what hour."""

    __tablename__ = "unanswered_search"
    __table_args__ = (UniqueConstraint("day", "language", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    language: Mapped[str]
    words: Mapped[str]
    count: Mapped[int]
    done_at: Mapped[datetime | None]
