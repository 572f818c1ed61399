"""Tries are counted before they are made, in buckets: by account, by address and in total.

A wrong password answers 4xx, and the frame of a request rolls back then; a count written with the rest
would vanish, or a hundred parallel tries would all read the same low count. So `take` is the first thing
a request does: it counts and commits, alone, behind a lock per bucket that is held for a moment only.
Whoever succeeds gets her try back. Nobody can read an account or an address from a bucket.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit import clock
from webapp.kit.db import Base, session
from webapp.kit.sealing import blind_index


class Attempt(Base):
    """One try in one bucket; forgotten after a day."""

    __tablename__ = "attempt"
    __table_args__ = (Index("attempt_bucket_idx", "bucket", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bucket: Mapped[bytes]
    at: Mapped[datetime]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How many tries one bucket takes within a time."""

    name: str
    most: int
    within: timedelta

    def of(self, key: object = "") -> Bucket:
        """The bucket of one account, address or device; of everybody without a key."""
        return Bucket(self, blind_index(str(key), place=f"attempt.{self.name}"))


@dataclass(frozen=True)
class Bucket:
    """One counter: what is limited, for whom."""

    limit: Limit
    digest: bytes

    @property
    def lock(self) -> int:
        """A number for PostgreSQL's advisory lock."""
        return int.from_bytes(self.digest[:8], "big", signed=True)


class TooManyTriesError(Exception):
    """A bucket is full; `until` is the moment when the next try is open."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


def take(*buckets: Bucket) -> tuple[int, ...]:
    """Count one try in every bucket and commit it; returns what `give_back` wants.

    Refused tries are not counted, so that nobody can be kept out for longer than one window.

    Raises:
        TooManyTriesError: one of them is full.
        RuntimeError: something else was waiting to be written, which this commit must not carry.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("throttle.take comes first in a request, before anything is written")
    at = clock.now()
    for bucket in sorted(buckets, key=lambda one: one.lock):
        session.execute(select(func.pg_advisory_xact_lock(bucket.lock)))
    open_again = [moment for bucket in buckets if (moment := _full_until(bucket, at=at)) is not None]
    if open_again:
        session.commit()
        raise TooManyTriesError(max(open_again))
    rows = [{"bucket": bucket.digest, "at": at} for bucket in buckets]
    taken = tuple(session.scalars(insert(Attempt).returning(Attempt.id), rows))
    session.commit()
    return taken


def give_back(taken: tuple[int, ...]) -> None:
    """Take a try out of the count, because it succeeded."""
    session.execute(delete(Attempt).where(Attempt.id.in_(taken)))


def forget(*, before: datetime) -> None:
    """Delete what no window looks at any more."""
    session.execute(delete(Attempt).where(Attempt.at < before))


def _full_until(bucket: Bucket, *, at: datetime) -> datetime | None:
    """When the bucket opens again: when the oldest of its last `most` tries leaves the window."""
    oldest = session.scalar(
        select(Attempt.at)
        .where(Attempt.bucket == bucket.digest, Attempt.at > at - bucket.limit.within)
        .order_by(Attempt.at.desc(), Attempt.id.desc())
        .offset(bucket.limit.most - 1)
        .limit(1)
    )
    return oldest + bucket.limit.within if oldest is not None else None
