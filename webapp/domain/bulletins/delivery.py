"""One mail after the other: taken, on record as leaving, sent, settled; a crash leaves one in doubt.

The statements are written for speed: one takes the next recipient and marks her in a single round trip.
A bulletin in doubt is not sent again; the person is listed for staff instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, text, update

from webapp.domain.bulletins.models import Delivery, DeliveryState, Issue, IssueState, SubscriberState
from webapp.kit import audit, outbox
from webapp.kit.db import session

#: How long a recipient rests after her server said "later"; after the last of these she is given up.
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=4),
)
DIED: Final = "the worker died before the answer"

#: One round trip: whoever is found "sending" is in doubt; the next who waits is taken.
_NEXT = text(
    "WITH lost AS (UPDATE bulletin_delivery SET state = 'in_doubt', trouble = :died"
    " WHERE bulletin_id = :bulletin_id AND subscriber_id BETWEEN :low AND :high AND state = 'sending')"
    " UPDATE bulletin_delivery AS delivery"
    " SET state = CASE subscriber.state WHEN 'confirmed' THEN 'sending' ELSE 'skipped' END,"
    " attempts = attempts + 1"
    " FROM subscriber"
    " WHERE subscriber.id = delivery.subscriber_id AND delivery.bulletin_id = :bulletin_id"
    " AND delivery.subscriber_id = ("
    "  SELECT subscriber_id FROM bulletin_delivery"
    "  WHERE bulletin_id = :bulletin_id AND subscriber_id BETWEEN :low AND :high AND state = 'waiting'"
    "  AND (not_before IS NULL OR not_before <= :at)"
    "  ORDER BY subscriber_id LIMIT 1 FOR UPDATE)"
    " RETURNING subscriber.id, subscriber.email, subscriber.language, subscriber.token, delivery.state,"
    " delivery.attempts"
)
_RESTING = text(
    "SELECT min(not_before) FROM bulletin_delivery"
    " WHERE bulletin_id = :bulletin_id AND subscriber_id BETWEEN :low AND :high AND state = 'waiting'"
)
_SENT = text(
    "UPDATE bulletin_delivery SET state = 'sent', sent_at = :at, trouble = NULL"
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
    attempts: int = 1


def next_parcel(bulletin_id: int, *, low: int, high: int, at: datetime) -> Parcel | None:
    """Take the next recipient of a range; None when none is ready, which may end the issue.

    Whoever is found "sending" belongs to a worker that died: she is in doubt and not written to again,
    because her copy may have arrived. Whoever left since the release is skipped. Recipients who rest get an
    errand of their own for later.
    """
    place: dict[str, Any] = {"bulletin_id": bulletin_id, "low": low, "high": high, "at": at, "died": DIED}
    while (row := session.execute(_NEXT, place).one_or_none()) is not None:
        if row.state == DeliveryState.SENDING:
            return Parcel(
                bulletin_id=bulletin_id,
                subscriber_id=row.id,
                email=row.email,
                language=row.language,
                token=row.token,
                attempts=row.attempts,
            )
    if (again_at := session.scalar(_RESTING, place)) is not None:
        outbox.promise(
            "send_bulletin",
            key=f"bulletin-{bulletin_id}-{low}-{again_at:%Y%m%d%H%M%S%f}",
            due_at=again_at,
            bulletin_id=bulletin_id,
            low=low,
            high=high,
        )
        return None
    _end(bulletin_id, at=at)
    return None


def sent(parcel: Parcel, *, at: datetime) -> None:
    """The mail server took it."""
    session.execute(
        _SENT, {"at": at, "bulletin_id": parcel.bulletin_id, "subscriber_id": parcel.subscriber_id}
    )


def refused(parcel: Parcel, *, because: str) -> None:
    """The mail server will never take this mail for this address."""
    _settle(parcel, DeliveryState.REFUSED, trouble=because)


def address_is_dead(parcel: Parcel, *, because: str) -> None:
    """Nobody lives at the address: it gets no further issue until somebody subscribes it again."""
    refused(parcel, because=because)
    session.execute(
        text("UPDATE subscriber SET state = :bounced WHERE id = :id AND state = :confirmed"),
        {
            "id": parcel.subscriber_id,
            "bounced": SubscriberState.BOUNCED,
            "confirmed": SubscriberState.CONFIRMED,
        },
    )
    audit.note(
        None, "subscriber.bounced", f"subscriber:{parcel.subscriber_id}", bulletin_id=parcel.bulletin_id
    )


def in_doubt(parcel: Parcel, *, because: str) -> None:
    """The answer was lost after the last byte: perhaps it arrived; it is not sent again."""
    _settle(parcel, DeliveryState.IN_DOUBT, trouble=because)


def put_off(parcel: Parcel, *, because: str, at: datetime) -> None:
    """Her server says "later": she rests, longer each time, and after the last time she is given up."""
    if parcel.attempts > len(WAITS):
        _settle(parcel, DeliveryState.FAILED, trouble=because)
    else:
        _settle(parcel, DeliveryState.WAITING, trouble=because, not_before=at + WAITS[parcel.attempts - 1])


def put_back(parcel: Parcel, *, because: str) -> None:
    """Nothing was tried, because our way to the world is closed: she waits as before."""
    _settle(parcel, DeliveryState.WAITING, trouble=because, attempts=parcel.attempts - 1)


def _settle(parcel: Parcel, state: DeliveryState, **values: Any) -> None:
    session.execute(
        update(Delivery)
        .where(Delivery.bulletin_id == parcel.bulletin_id, Delivery.subscriber_id == parcel.subscriber_id)
        .values(state=state.value, **values)
        .execution_options(synchronize_session=False)
    )


def _end(bulletin_id: int, *, at: datetime) -> None:
    """Close the issue when nobody waits any more, in whichever range.

    The lock comes first: two workers that end their last ranges at the same moment must not both see the
    other's recipient still open.
    """
    session.execute(select(Issue.id).where(Issue.id == bulletin_id).with_for_update())
    session.execute(
        update(Issue)
        .where(
            Issue.id == bulletin_id,
            Issue.state == IssueState.SENDING,
            text(
                "NOT EXISTS (SELECT 1 FROM bulletin_delivery WHERE bulletin_id = bulletin.id"
                " AND state IN ('waiting', 'sending'))"
            ),
        )
        .values(state=IssueState.SENT.value, ended_at=at)
        .execution_options(synchronize_session=False)
    )
