"""Errands: what must happen outside or later, promised in the same transaction as its cause.

`promise` writes a row; the relay hands its number to RQ after the commit; the job frame carries it
out. Redis may be lost at any time: the rows are the truth, and the relay queues again whatever was
queued long ago and is not done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CheckConstraint, Index, and_, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit import clock
from webapp.kit.db import Base, session

BATCH: Final = 500
#: Queued so long ago without being taken that the queue must have lost it. A worker that takes an errand
#: holds a lease instead, which the job frame renews at each step; a lease that ran out is queued again.
LOST_AFTER: Final = timedelta(seconds=90)

ArgumentValue = int | str


class Errand(Base):
    """One promised errand. `args` holds ids and dates only: no name, no amount, no number of a person.

    `attempts` is also the token of the lease: a worker that slept through its lease finds another
    number there and stops.
    """

    __tablename__ = "errand"
    __table_args__ = (
        CheckConstraint("jsonb_typeof(args) = 'object'", name="args_object"),
        Index("errand_open_idx", "due_at", postgresql_where=text("done_at IS NULL AND failed_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    job: Mapped[str]
    args: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


def promise(job: str, *, key: str, due_at: datetime | None = None, **args: ArgumentValue) -> None:
    """Promise an errand in the caller's transaction; a known key promises nothing new."""
    session.execute(
        insert(Errand)
        .values(key=key, job=job, args=args, due_at=due_at or clock.now(), attempts=0)
        .on_conflict_do_nothing(index_elements=[Errand.key])
    )


def promise_many(job: str, promises: list[tuple[str, dict[str, ArgumentValue]]]) -> None:
    """Promise many errands of one job at once: pairs of key and arguments."""
    if not promises:
        return
    at = clock.now()
    rows = [{"key": key, "job": job, "args": args, "due_at": at, "attempts": 0} for key, args in promises]
    session.execute(insert(Errand).values(rows).on_conflict_do_nothing(index_elements=[Errand.key]))


def due(*, at: datetime, limit: int = BATCH) -> list[Errand]:
    """Lock the errands that may go to the queue now: due and new, or queued so long ago that it was lost."""
    return list(
        session.scalars(
            select(Errand)
            .where(
                Errand.done_at.is_(None),
                Errand.failed_at.is_(None),
                Errand.due_at <= at,
                or_(
                    Errand.queued_at.is_(None),
                    and_(Errand.lease_until.is_(None), Errand.queued_at < at - LOST_AFTER),
                    Errand.lease_until < at,
                ),
            )
            .order_by(Errand.due_at, Errand.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How the line of open errands looks at a moment."""

    due: int
    in_hand: int
    later: int
    oldest_due_at: datetime | None


def waiting(*, at: datetime) -> Waiting:
    """How many errands are due, in a worker's hand, or put off; and since when the oldest due one waits."""
    in_hand = Errand.lease_until >= at
    is_due = and_(Errand.due_at <= at, or_(Errand.lease_until.is_(None), Errand.lease_until < at))
    counts = session.execute(
        select(
            func.count().filter(is_due),
            func.count().filter(in_hand),
            func.count().filter(and_(Errand.due_at > at, Errand.lease_until.is_(None))),
            func.min(Errand.due_at).filter(is_due),
        ).where(Errand.done_at.is_(None), Errand.failed_at.is_(None))
    ).one()
    return Waiting(due=counts[0], in_hand=counts[1], later=counts[2], oldest_due_at=counts[3])


def stuck() -> list[Errand]:
    """The errands that failed for good and wait for a person's decision, newest first."""
    return list(
        session.scalars(select(Errand).where(Errand.failed_at.is_not(None)).order_by(Errand.failed_at.desc()))
    )


def try_again(errand_id: int) -> bool:
    """Put a failed errand back in the line; False when it is not waiting for that."""
    errand = session.get(Errand, errand_id, with_for_update=True)
    if errand is None or errand.failed_at is None:
        return False
    errand.failed_at = errand.queued_at = errand.lease_until = None
    errand.attempts = 0
    errand.due_at = clock.now()
    return True


def stuck_one(errand_id: int) -> Errand | None:
    """A failed errand that waits for a person's decision; None when it does not, or no longer."""
    errand = session.get(Errand, errand_id)
    return errand if errand is not None and errand.failed_at is not None else None


def give_up(errand_id: int, *, because: str) -> bool:
    """Close a failed errand undone, with the reason; False when it is not waiting for that."""
    errand = session.get(Errand, errand_id, with_for_update=True)
    if errand is None or errand.failed_at is None:
        return False
    errand.done_at, errand.failed_at = clock.now(), None
    errand.last_error = f"given up: {because}"
    return True
