"""What is only read about bulletins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from webapp.domain.bulletins.models import (
    Delivery,
    DeliveryState,
    Issue,
    IssueState,
    IssueText,
    SubscriberRow,
)
from webapp.kit.db import session


@dataclass(frozen=True, kw_only=True)
class IssueView:
    """An issue with its words: {language: (subject, body)}."""

    id: int
    number: int
    state: IssueState
    begun_by: int
    begun_at: datetime
    ready_by: int | None
    released_by: int | None
    released_at: datetime | None
    ended_at: datetime | None
    texts: dict[str, tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a release has come; the page that polls shows exactly this."""

    state: IssueState
    audience: int
    sent: int
    refused: int
    in_doubt: int
    failed: int

    @property
    def left(self) -> int:
        """How many still wait."""
        return self.audience - self.sent - self.refused - self.in_doubt - self.failed


@dataclass(frozen=True, kw_only=True)
class DoubtLine:
    """Somebody whose copy may or may not have arrived."""

    subscriber_id: int
    email: str = field(repr=False)
    trouble: str


def issue(bulletin_id: int) -> IssueView | None:
    """One issue, in whatever state; for staff."""
    row = session.get(Issue, bulletin_id, populate_existing=True)
    return _view(row) if row is not None else None


def all_issues() -> list[IssueView]:
    """Every issue, the latest first."""
    return [_view(row) for row in session.scalars(select(Issue).order_by(Issue.number.desc()))]


def published(number: int | None = None) -> list[IssueView]:
    """The issues of the public archive, the latest first; or the one of a number."""
    question = select(Issue).where(Issue.released_at.is_not(None)).order_by(Issue.number.desc())
    if number is not None:
        question = question.where(Issue.number == number)
    return [_view(row) for row in session.scalars(question)]


def progress(bulletin_id: int) -> Progress | None:
    """How far the sending of an issue has come."""
    row = session.get(Issue, bulletin_id, populate_existing=True)
    if row is None:
        return None
    counted = dict(
        session.execute(
            select(Delivery.state, func.count())
            .where(Delivery.bulletin_id == bulletin_id)
            .group_by(Delivery.state)
        ).all()
    )
    return Progress(
        state=IssueState(row.state),
        audience=sum(counted.values()),
        sent=counted.get(DeliveryState.SENT, 0),
        refused=counted.get(DeliveryState.REFUSED, 0),
        in_doubt=counted.get(DeliveryState.IN_DOUBT, 0),
        failed=counted.get(DeliveryState.FAILED, 0),
    )


def doubts(bulletin_id: int) -> list[DoubtLine]:
    """Those whose copy may or may not have arrived."""
    rows = session.execute(
        select(Delivery.subscriber_id, SubscriberRow.email, Delivery.trouble)
        .join(SubscriberRow, SubscriberRow.id == Delivery.subscriber_id)
        .where(Delivery.bulletin_id == bulletin_id, Delivery.state == DeliveryState.IN_DOUBT)
        .order_by(Delivery.subscriber_id)
    )
    return [
        DoubtLine(subscriber_id=row.subscriber_id, email=row.email, trouble=row.trouble or "") for row in rows
    ]


def subscriber_counts() -> dict[str, int]:
    """How many subscribers stand in each state."""
    rows = session.execute(select(SubscriberRow.state, func.count()).group_by(SubscriberRow.state))
    return dict(rows.all())


def _view(row: Issue) -> IssueView:
    texts = session.scalars(select(IssueText).where(IssueText.bulletin_id == row.id))
    return IssueView(
        id=row.id,
        number=row.number,
        state=IssueState(row.state),
        begun_by=row.begun_by,
        begun_at=row.begun_at,
        ready_by=row.ready_by,
        released_by=row.released_by,
        released_at=row.released_at,
        ended_at=row.ended_at,
        texts={words.language: (words.subject, words.body) for words in texts},
    )
