"""What is only read about letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from webapp.domain.identity import Actor, Permission
from webapp.domain.notices.models import Notice, State
from webapp.kit.db import session

#: Letters that show a secret: nobody reads them here, neither staff nor whoever came in without them.
FOR_THE_PRINTER_ONLY: Final = frozenset({"activation_code"})


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """One letter in a list; the words for its kind are chosen at the door."""

    id: int
    kind: str
    drawn_on: date
    state: State
    read_at: datetime | None
    source: str
    about: str


def letters_for(*, affiliate_id: int | None = None, company_id: int | None = None) -> list[LetterLine]:
    """The letters of an affiliate or a company, the latest first; none of an unreleased run."""
    question = select(Notice).order_by(Notice.drawn_on.desc(), Notice.id.desc())
    if affiliate_id is not None:
        question = question.where(Notice.affiliate_id == affiliate_id)
    else:
        question = question.where(Notice.company_id == company_id)
    return [
        LetterLine(
            id=notice.id,
            kind=notice.kind,
            drawn_on=notice.drawn_on,
            state=State(notice.state),
            read_at=notice.read_at,
            source=notice.source,
            about=str(notice.facts.get("quarter") or notice.facts.get("year") or ""),
        )
        for notice in session.scalars(question)
        if not _held_back(notice)
    ]


def get_for(actor: Actor, notice_id: int) -> Notice | None:
    """A letter, if this person acts for its addressee or is staff who may see it; else None, which is 404."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.kind in FOR_THE_PRINTER_ONLY:
        return None
    if actor.is_staff:
        return notice if actor.may(_permission(notice)) else None
    theirs = (
        actor.acts_for_affiliate(notice.affiliate_id)
        if notice.affiliate_id is not None
        else actor.acts_for_company(notice.company_id or 0)
    )
    return notice if theirs and not _held_back(notice) else None


def letter_of(key: str) -> Notice | None:
    """The letter drawn under a key."""
    return session.scalars(select(Notice).where(Notice.key == key)).one_or_none()


def ids_of(keys: Sequence[str]) -> dict[str, int]:
    """The numbers of the letters drawn under keys, by key."""
    rows = session.execute(select(Notice.key, Notice.id).where(Notice.key.in_(keys)))
    return {row.key: row.id for row in rows}


def _permission(notice: Notice) -> Permission:
    return Permission.SEE_PERSONS if notice.affiliate_id is not None else Permission.SEE_COMPANIES


def _held_back(notice: Notice) -> bool:
    """A run's letters exist for nobody until the run is released; a letter with a secret never does."""
    held = notice.run_id is not None and notice.state == State.DRAWN
    return held or notice.kind in FOR_THE_PRINTER_ONLY
