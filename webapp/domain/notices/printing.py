"""The print room: letters that wait on paper leave in batches, each letter in exactly one.

A batch is claimed first and marked as printed last, in two transactions; in between its file is written. A
crash in between leaves a claimed batch, which the next call writes again under the same name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select, update

from webapp.domain.notices.delivery import archive, reference_of
from webapp.domain.notices.models import Notice, State
from webapp.domain.notices.queries import FOR_THE_PRINTER_ONLY
from webapp.kit import files
from webapp.kit.db import session


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One letter of a batch, ready to be printed."""

    reference: str
    kind: str
    language: str
    pdf: bytes = field(repr=False)


def waiting() -> int:
    """How many letters wait for the printer."""
    return session.scalar(select(func.count()).select_from(Notice).where(Notice.state == State.READY)) or 0


def claim_batch(*, on: date, at_most: int) -> str | None:
    """The name of the batch to print now: one that was not finished, or a new one; None when none waits."""
    ready = select(Notice).where(Notice.state == State.READY)
    unfinished = session.scalars(ready.where(Notice.batch.is_not(None)).order_by(Notice.id).limit(1)).first()
    if unfinished is not None:
        return unfinished.batch
    first = session.scalars(
        ready.where(Notice.batch.is_(None))
        .order_by(Notice.id)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    ).all()
    if not first:
        return None
    name = f"{on.isoformat()}-{first[0].id}"
    for notice in first:
        notice.batch = name
    session.flush()
    return name


def sheets_of(batch: str) -> list[Sheet]:
    """The letters of a batch that was not finished, the same kinds and languages together."""
    found = session.scalars(
        select(Notice)
        .where(Notice.batch == batch, Notice.state == State.READY)
        .order_by(Notice.kind, Notice.language, Notice.id)
    )
    return [
        Sheet(
            reference=reference_of(notice),
            kind=notice.kind,
            language=notice.language,
            pdf=files.read(archive(notice)),
        )
        for notice in found
    ]


def printed(batch: str, *, at: datetime) -> Sequence[str]:
    """The file of a batch stands on disk: its letters have left.

    Gives the documents that showed a secret: the letter keeps no copy of it, and the caller forgets them.
    """
    secret = (Notice.batch == batch) & Notice.kind.in_(FOR_THE_PRINTER_ONLY) & Notice.document.is_not(None)
    documents = session.scalars(select(Notice.document).where(secret)).all()
    session.execute(update(Notice).where(secret).values(document=None))
    session.execute(
        update(Notice)
        .where(Notice.batch == batch, Notice.state == State.READY)
        .values(state=State.SENT, sent_at=at)
    )
    return [name for name in documents if name is not None]
