"""What must hold about bulletins, at every moment: nobody lost, every doubt on record."""

from __future__ import annotations

from sqlalchemy import func, select, text

from webapp.domain.bulletins.models import Delivery, DeliveryState, Issue, IssueState
from webapp.kit.db import session

_NOBODYS = text(
    "SELECT count(*) FROM bulletin_delivery AS delivery"
    " WHERE delivery.state IN ('waiting', 'sending') AND NOT EXISTS ("
    "  SELECT 1 FROM errand WHERE job = 'send_bulletin' AND done_at IS NULL"
    "  AND (args ->> 'bulletin_id')::bigint = delivery.bulletin_id"
    "  AND delivery.subscriber_id BETWEEN (args ->> 'low')::bigint AND (args ->> 'high')::bigint)"
)


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure."""
    counted = dict(session.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all())
    open_still = session.scalar(
        select(func.count())
        .select_from(Delivery)
        .join(Issue, Issue.id == Delivery.bulletin_id)
        .where(
            Issue.state != IssueState.SENDING,
            Delivery.state.in_([DeliveryState.WAITING, DeliveryState.SENDING]),
        )
    )
    nobodys = session.scalar(_NOBODYS)
    made = select(Delivery.bulletin_id, func.count().label("count")).group_by(Delivery.bulletin_id).subquery()
    uncounted = session.scalar(
        select(func.count())
        .select_from(Issue)
        .outerjoin(made, made.c.bulletin_id == Issue.id)
        .where(func.coalesce(Issue.audience, 0) != func.coalesce(made.c.count, 0))
    )
    silent = session.scalar(
        select(func.count())
        .select_from(Delivery)
        .where(
            Delivery.state.in_([DeliveryState.IN_DOUBT, DeliveryState.REFUSED, DeliveryState.FAILED]),
            func.coalesce(Delivery.trouble, "") == "",
        )
    )
    alone = session.scalar(
        select(func.count())
        .select_from(Issue)
        .where(Issue.released_at.is_not(None), Issue.ready_by == Issue.released_by)
    )
    figures = ", ".join(f"{state} {count}" for state, count in sorted(counted.items())) or "none yet"
    return [
        ("I7 each bulletin has one delivery per person of its audience", not uncounted, figures),
        ("I8 a bulletin that ended leaves nobody waiting", not open_still, f"{open_still} waiting"),
        ("I9 every recipient who waits has an errand before her", not nobodys, f"{nobodys} without"),
        ("I9 every doubt, refusal and failure says why", not silent, f"{silent} without a reason"),
        ("no bulletin was released by the person who declared it ready", not alone, f"{alone} alone"),
    ]
