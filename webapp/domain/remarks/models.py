"""The table of remarks on pages."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit.db import Base

#: Signs that one remark may have.
LONGEST: Final = 2_000


class Remark(Base):
    """One answer to "was this page useful?". `key` is what one reader's repeats within an hour share; nobody
    can read who that is from it.
    """

    __tablename__ = "remark"
    __table_args__ = (
        CheckConstraint("language IN ('fr','nl','de','en')", name="language"),
        Index("remark_page_idx", "page"),
        Index("remark_open_idx", "at", postgresql_where=text("words IS NOT NULL AND done_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    page: Mapped[str]
    language: Mapped[str]
    useful: Mapped[bool]
    words: Mapped[str | None]
    at: Mapped[datetime]
    done_by: Mapped[int | None]
    done_at: Mapped[datetime | None]
