"""What is only read about remarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select

from webapp.domain.remarks.models import Remark
from webapp.kit.db import session


@dataclass(frozen=True, kw_only=True)
class RemarkView:
    """One remark with words."""

    id: int
    page: str
    language: str
    useful: bool
    words: str
    at: datetime
    done_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of those who answered found a page useful."""

    page: str
    useful: int
    answers: int
    open_words: int

    @property
    def share(self) -> Fraction:
        """The useful part of all answers."""
        return Fraction(self.useful, self.answers)


def shares() -> list[Share]:
    """Every page with an answer, the least useful first."""
    useful = func.count().filter(Remark.useful)
    waiting = func.count().filter(Remark.words.is_not(None), Remark.done_at.is_(None))
    rows = session.execute(select(Remark.page, useful, func.count(), waiting).group_by(Remark.page))
    found = [
        Share(page=page, useful=good, answers=all_, open_words=words) for page, good, all_, words in rows
    ]
    return sorted(found, key=lambda one: (one.share, -one.answers, one.page))


def with_words(*, page: str = "", is_open: bool = True, most: int = 100) -> list[RemarkView]:
    """The remarks with words, the newest first: those that wait, or those that were seen to."""
    wanted = select(Remark).where(Remark.words.is_not(None))
    wanted = wanted.where(Remark.done_at.is_(None) if is_open else Remark.done_at.is_not(None))
    if page:
        wanted = wanted.where(Remark.page == page)
    return [_view(row) for row in session.scalars(wanted.order_by(Remark.at.desc()).limit(most))]


def remark_by(key: str) -> RemarkView | None:
    """The answer behind a key; None when there is none."""
    row = session.scalar(select(Remark).where(Remark.key == key))
    return _view(row) if row is not None else None


def _view(row: Remark) -> RemarkView:
    return RemarkView(
        id=row.id,
        page=row.page,
        language=row.language,
        useful=row.useful,
        words=row.words or "",
        at=row.at,
        done_at=row.done_at,
    )
