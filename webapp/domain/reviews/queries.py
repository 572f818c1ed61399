"""What is only read about reviews."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import SQLAlchemyError

from webapp.domain.reviews.models import PageReview
from webapp.domain.reviews.reasons import LastReading
from webapp.kit.db import session
from webapp.kit.guides import Guide
from webapp.kit.logs import log

#: How long a public page may show the day of review before the last one, in seconds.
FRESH: Final = 60.0


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """One review of a page, with the page as it was."""

    reviewed_on: date
    login_id: int | None
    law_edition: str
    note: str
    made_at: datetime
    texts: Mapping[str, str]


def last_readings() -> dict[str, LastReading]:
    """The last review of every page, by its name."""
    found = session.execute(
        select(PageReview.page, PageReview.reviewed_on, PageReview.fingerprint, PageReview.figures)
        .ext(distinct_on(PageReview.page))
        .order_by(PageReview.page, PageReview.reviewed_on.desc(), PageReview.id.desc())
    )
    return {
        page: LastReading(reviewed_on=day, fingerprint=fingerprint, figures=figures)
        for page, day, fingerprint, figures in found
    }


def last_reading(guide: Guide, kept: Mapping[str, LastReading]) -> LastReading:
    """When a page was last read: here, or by whoever wrote its file. The later one counts."""
    found = kept.get(guide.name)
    if found is None or found.reviewed_on < guide.reviewed_on:
        return LastReading(reviewed_on=guide.reviewed_on)
    return found


def history(page: str) -> list[ReviewView]:
    """Every review of a page, the latest first."""
    found = session.scalars(
        select(PageReview)
        .where(PageReview.page == page)
        .order_by(PageReview.reviewed_on.desc(), PageReview.id.desc())
    )
    return [
        ReviewView(
            reviewed_on=one.reviewed_on,
            login_id=one.login_id,
            law_edition=one.law_edition,
            note=one.note,
            made_at=one.made_at,
            texts=one.texts,
        )
        for one in found
    ]


def reviewed_on(guide: Guide) -> date:
    """The day that a public page shows; what is kept in the process may be a minute old.

    A database that is away costs the reader nothing: the day of the page's file stands.
    """
    return max(guide.reviewed_on, _days.get(guide.name))


class _Days:
    """The days of all pages, asked once a minute by one reader while the others go on with what is known."""

    def __init__(self) -> None:
        self._known: dict[str, date] = {}
        self._until = 0.0
        self._asking = threading.Lock()

    def get(self, page: str) -> date:
        if time.monotonic() >= self._until and self._asking.acquire(blocking=False):
            try:
                self._ask()
            finally:
                self._until = time.monotonic() + FRESH
                self._asking.release()
        return self._known.get(page, date.min)

    def forget(self) -> None:
        """After a review: the next reader asks."""
        self._until = 0.0

    def _ask(self) -> None:
        latest = select(PageReview.page, func.max(PageReview.reviewed_on).label("day")).group_by(
            PageReview.page
        )
        try:
            self._known = {row.page: row.day for row in session.execute(latest)}
        except SQLAlchemyError as fault:
            session.rollback()
            log.warning("reviews.not_asked", because=type(fault).__name__)


_days = _Days()
forget_days = _days.forget
