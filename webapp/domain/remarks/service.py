"""Answering whether a page was useful, saying why, and staff who have seen to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.identity import Actor
from webapp.domain.remarks.masking import masked
from webapp.domain.remarks.models import LONGEST, Remark
from webapp.kit import audit, throttle
from webapp.kit.db import session
from webapp.kit.sealing import blind_index

#: A page's fate over two years of the law is enough to judge it by.
KEPT_FOR: Final = timedelta(days=730)
BY_ADDRESS: Final = throttle.Limit(name="remark.address", most=60, within=timedelta(hours=1))
IN_TOTAL: Final = throttle.Limit(name="remark.total", most=5_000, within=timedelta(hours=1))


def answer(*, page: str, language: str, useful: bool, address: str, at: datetime) -> str:
    """Count an answer; returns its key. Within an hour a reader answers once per page, her last word counts.

    Raises:
        TooManyTriesError: too many answers from this address, or in total.
    """
    throttle.take(BY_ADDRESS.of(address), IN_TOTAL.of())
    key = blind_index(f"{address}\0{page}\0{at:%Y%m%d%H}", place="remark.key").hex()[:32]
    given = {"key": key, "page": page, "language": language, "useful": useful, "at": at}
    session.execute(
        insert(Remark)
        .values(given)
        .on_conflict_do_update(index_elements=[Remark.key], set_={"useful": useful, "language": language})
    )
    return key


def explain(key: str, *, words: str) -> bool:
    """Add what a reader missed or liked to her answer, with numbers and addresses masked; False: no answer.

    Words sent twice are kept once; more words come below those that are there.
    """
    row = session.scalars(select(Remark).where(Remark.key == key).with_for_update()).one_or_none()
    if row is None:
        return False
    more = masked(words.strip())[:LONGEST]
    if more and more not in (row.words or ""):
        row.words = f"{row.words}\n\n{more}"[: 2 * LONGEST] if row.words else more
        row.done_by = row.done_at = None
        session.flush()
    return True


def close(remark_id: int, *, by: Actor, at: datetime) -> bool:
    """A colleague has seen to a remark; False when there is none. Closing twice is closing once."""
    row = session.get(Remark, remark_id, with_for_update=True)
    if row is None or row.words is None:
        return False
    if row.done_at is None:
        row.done_by, row.done_at = by.login_id, at
        audit.note(by, "remark.done", f"remark:{row.id}")
        session.flush()
    return True


def forget(*, at: datetime) -> None:
    """Forget the answers of long ago."""
    session.execute(delete(Remark).where(Remark.at < at - KEPT_FOR))
