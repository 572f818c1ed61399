"""The table of reviews: each holds the page as it was read, so that what changed since needs no git."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base


class PageReview(Base):
    """A page as its owner last found it right; without a log-in it is the state that came with its file."""

    __tablename__ = "page_review"
    __table_args__ = (Index("page_review_page_idx", "page", "reviewed_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    page: Mapped[str]
    reviewed_on: Mapped[date]
    login_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    law_edition: Mapped[str]
    fingerprint: Mapped[str]
    texts: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]
    note: Mapped[str]
    made_at: Mapped[datetime]
