"""One mail after the other: taken, on record as leaving, sent, settled; a crash leaves one in doubt.

The statements are written for speed: one takes the next recipient and marks her in a single round trip.
A bulletin in doubt is not sent again; the person is listed for staff instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import text, update

from webapp.domain.bulletins.models import Delivery, DeliveryState, Issue, IssueState
from webapp.kit.db import session

#: A server that says "later" this often for one recipient has said no.
TRIES_AT_MOST: Final = 5

_LOST = text(
    "UPDATE bulletin_delivery SET state = 'in_doubt', trouble = 'the worker died before the answer'"
    " WHERE bulletin_id = :bulletin_id AND subscriber_id BETWEEN :low AND :high AND state = 'sending'"
)
_NEXT = text(
    "UPDATE bulletin_delivery AS delivery SET state = 'sending', attempts = attempts + 1"
    " FROM subscriber"
    " WHERE subscriber.id = delivery.subscriber_id AND delivery.bulletin_id = :bulletin_id"
    " AND delivery.subscriber_id = ("
    "  SELECT subscriber_id FROM bulletin_delivery"
    "  WHERE bulletin_id = :bulletin_id AND subscriber_id BETWEEN :low AND :high AND state = 'waiting'"
    "  ORDER BY subscriber_id LIMIT 1 FOR UPDATE)"
    " RETURNING subscriber.id, subscriber.email, subscriber.language, subscriber.token, subscriber.state"
)
_LEFT = text(
    "UPDATE bulletin_delivery SET state = 'refused', trouble = 'left before it was sent'"
    " WHERE bulletin_id = :bulletin_id AND subscriber_id = :subscriber_id"
)


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One recipient of an issue, about to be written to."""

    bulletin_id: int
    subscriber_id: int
    email: str = field(repr=False)
    language: str
    token: str = field(repr=False)


def next_parcel(bulletin_id: int, *, low: int, high: int, at: datetime) -> Parcel | None:
    """Take the next recipient of a range; None when none waits, which may end the issue.

    Whoever is found "sending" belongs to a worker that died: she is in doubt, not written to again. Whoever
    left since the release is skipped.
    """
    place = {"bulletin_id": bulletin_id, "low": low, "high": high}
    session.execute(_LOST, place)
    while (row := session.execute(_NEXT, place).one_or_none()) is not None:
        if row.state == "confirmed":
            return Parcel(
                bulletin_id=bulletin_id,
                subscriber_id=row.id,
                email=row.email,
                language=row.language,
                token=row.token,
            )
        session.execute(_LEFT, {"bulletin_id": bulletin_id, "subscriber_id": row.id})
    _end(bulletin_id, at=at)
    return None


def sent(parcel: Parcel, *, at: datetime) -> None:
    """The mail server took it."""
    _settle(parcel, DeliveryState.SENT, at=at)


def refused(parcel: Parcel, *, because: str, at: datetime) -> None:
    """The mail server will never take it for this address."""
    _settle(parcel, DeliveryState.REFUSED, at=at, trouble=because)


def in_doubt(parcel: Parcel, *, because: str, at: datetime) -> None:
    """The answer was lost after the last byte: perhaps it arrived; it is not sent again."""
    _settle(parcel, DeliveryState.IN_DOUBT, at=at, trouble=because)


def tried_in_vain(parcel: Parcel, *, because: str, at: datetime) -> bool:
    """Not now: the recipient waits again; False when that was once too often and she is given up."""
    row = session.get_one(Delivery, (parcel.bulletin_id, parcel.subscriber_id), populate_existing=True)
    again = row.attempts < TRIES_AT_MOST
    _settle(parcel, DeliveryState.WAITING if again else DeliveryState.FAILED, at=at, trouble=because)
    return again


def _settle(parcel: Parcel, state: DeliveryState, *, at: datetime, trouble: str | None = None) -> None:
    session.execute(
        update(Delivery)
        .where(Delivery.bulletin_id == parcel.bulletin_id, Delivery.subscriber_id == parcel.subscriber_id)
        .values(state=state.value, sent_at=at if state == DeliveryState.SENT else None, trouble=trouble)
        .execution_options(synchronize_session=False)
    )


def _end(bulletin_id: int, *, at: datetime) -> None:
    """Close the issue when nobody waits any more, in whichever range."""
    session.execute(
        update(Issue)
        .where(
            Issue.id == bulletin_id,
            Issue.state == IssueState.SENDING,
            ~text(
                "EXISTS (SELECT 1 FROM bulletin_delivery WHERE bulletin_id = bulletin.id"
                " AND state IN ('waiting', 'sending'))"
            ),
        )
        .values(state=IssueState.SENT.value, ended_at=at)
        .execution_options(synchronize_session=False)
    )
