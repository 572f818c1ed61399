"""What is only read about calls asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from webapp.domain.callbacks.models import Callback, Subject
from webapp.kit.db import session
from webapp.kit.sealing import unseal


@dataclass(frozen=True, kw_only=True)
class CallbackView:
    """A call asked for, opened for whoever makes it."""

    id: int
    key: str = field(repr=False)
    reference: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    words: str = field(repr=False)
    language: str
    subject: Subject
    asked_at: datetime
    call_from: datetime
    call_until: datetime
    taken_by: int | None
    taken_at: datetime | None
    done_by: int | None
    done_at: datetime | None
    note: str = field(repr=False)

    def is_late(self, at: datetime) -> bool:
        """Whether the promised time has passed and nobody has called."""
        return self.done_at is None and self.call_until < at


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What the page of whoever asked says, and nothing of who that is."""

    reference: str
    call_from: datetime
    call_until: datetime
    is_open: bool
    is_withdrawn: bool


def promised(key: str) -> Promised | None:
    """What was promised under a key; None for a key that leads nowhere, or no longer."""
    row = session.execute(
        select(
            Callback.reference, Callback.call_from, Callback.call_until, Callback.done_at, Callback.done_by
        ).where(Callback.key == key)
    ).one_or_none()
    if row is None:
        return None
    return Promised(
        reference=row.reference,
        call_from=row.call_from,
        call_until=row.call_until,
        is_open=row.done_at is None,
        is_withdrawn=row.done_at is not None and row.done_by is None,
    )


def callback(callback_id: int) -> CallbackView | None:
    """One call; for staff."""
    row = session.get(Callback, callback_id, populate_existing=True)
    return view(row) if row is not None else None


def open_callbacks(*, most: int = 200) -> list[CallbackView]:
    """The calls to make, the earliest promise first."""
    rows = select(Callback).where(Callback.done_at.is_(None)).order_by(Callback.call_until, Callback.id)
    return [view(row) for row in session.scalars(rows.limit(most))]


def recently_done(*, most: int = 30) -> list[CallbackView]:
    """The calls made, the latest first."""
    rows = select(Callback).where(Callback.done_at.is_not(None)).order_by(Callback.done_at.desc())
    return [view(row) for row in session.scalars(rows.limit(most))]


def view(row: Callback) -> CallbackView:
    """A row, opened."""
    return CallbackView(
        id=row.id,
        key=row.key,
        reference=row.reference,
        name=unseal(row.name, place="callback.name"),
        phone=unseal(row.phone, place="callback.phone"),
        words=unseal(row.words, place="callback.words") if row.words else "",
        language=row.language,
        subject=Subject(row.subject),
        asked_at=row.asked_at,
        call_from=row.call_from,
        call_until=row.call_until,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        done_by=row.done_by,
        done_at=row.done_at,
        note=unseal(row.note, place="callback.note") if row.note else "",
    )
