"""What must always hold of bulletins: nobody lost, and who is in doubt is listed."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain.bulletins.models import (
    Delivery,
    DeliveryState,
    Issue,
    IssueState,
    SubscriberRow,
    SubscriberState,
)
from webapp.kit.db import session


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure."""
    counted = dict(session.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all())
    lost = session.scalar(
        select(func.count())
        .select_from(Delivery)
        .join(Issue, Issue.id == Delivery.bulletin_id)
        .where(
            Issue.state == IssueState.SENT,
            Delivery.state.in_([DeliveryState.WAITING, DeliveryState.SENDING]),
        )
    )
    forgotten = session.scalar(
        select(func.count())
        .select_from(Issue)
        .join(SubscriberRow, SubscriberRow.id <= Issue.audience_until)
        .outerjoin(
            Delivery, (Delivery.bulletin_id == Issue.id) & (Delivery.subscriber_id == SubscriberRow.id)
        )
        .where(
            SubscriberRow.state == SubscriberState.CONFIRMED,
            SubscriberRow.confirmed_at < Issue.released_at,
            Delivery.subscriber_id.is_(None),
        )
    )
    figures = ", ".join(f"{state} {count}" for state, count in sorted(counted.items())) or "none yet"
    return [
        ("I9 no recipient of a finished bulletin is left waiting", not lost, figures),
        (
            "I9 everybody who was subscribed at the release has a delivery",
            not forgotten,
            f"{forgotten} without",
        ),
    ]
