"""What is done with pages: somebody reads one and says so; the state that comes with its file is kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.identity import Actor, Permission
from webapp.domain.reviews.models import PageReview
from webapp.domain.reviews.pages import PageState, state_of
from webapp.domain.reviews.queries import forget_days, last_readings
from webapp.kit import audit
from webapp.kit.db import session
from webapp.kit.guides import Guides
from webapp.rules.law import LawBook


class NotAllowedError(Exception):
    """Whoever acts may not review pages."""


class PageChangedError(Exception):
    """The page is not the one that was read: its files or the law changed meanwhile."""


def review(
    page: str,
    state: PageState,
    *,
    fingerprint: str,
    law_edition: str,
    note: str,
    by: Actor,
    key: str,
    at: datetime,
    on: date,
) -> None:
    """Keep that a page was read and found right today, with the page as it was read.

    `fingerprint` is that of the page the person had before her.

    Raises:
        PageChangedError: it has changed since she opened it.
    """
    if not by.may(Permission.REVIEW_GUIDANCE):
        raise NotAllowedError
    if session.scalar(select(PageReview.id).where(PageReview.key == key)) is not None:
        return
    if fingerprint != state.fingerprint:
        raise PageChangedError
    if _keep(page, state, key=key, on=on, law_edition=law_edition, login_id=by.login_id, note=note, at=at):
        audit.note(by, "guidance.reviewed", f"page:{page}", law_edition=law_edition)
        session.flush()
        forget_days()


def take_baseline(shelves: Guides, *, book: LawBook, at: datetime) -> int:
    """Keep the state of each page whose file says that it was reviewed after the last review known here.

    So every later change shows word by word, with or without a repository. Returns how many were kept.
    """
    kept = last_readings()
    taken = 0
    for guide in shelves:
        last = kept.get(guide.name)
        if last is not None and last.reviewed_on >= guide.reviewed_on:
            continue
        on = guide.reviewed_on
        state = state_of(shelves, guide, book=book, on=on)
        key = f"file-{guide.name}-{on.isoformat()}"
        taken += _keep(
            guide.name, state, key=key, on=on, law_edition=book.edition, login_id=None, note="", at=at
        )
    return taken


def _keep(
    page: str,
    state: PageState,
    *,
    key: str,
    on: date,
    law_edition: str,
    login_id: int | None,
    note: str,
    at: datetime,
) -> bool:
    """Write a review once per key; whether it was written now."""
    written = session.execute(
        insert(PageReview)
        .values(
            key=key,
            page=page,
            reviewed_on=on,
            login_id=login_id,
            law_edition=law_edition,
            fingerprint=state.fingerprint,
            texts=dict(state.texts),
            figures=dict(state.figures),
            note=note,
            made_at=at,
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(PageReview.id)
    )
    return written.scalar() is not None
