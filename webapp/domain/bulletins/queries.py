"""What is only read about bulletins."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from webapp.domain.bulletins.models import (
    Delivery,
    DeliveryState,
    Issue,
    IssueState,
    IssueText,
    SubscriberRow,
    SubscriberState,
    TrialCopy,
)
from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES
from webapp.kit.outbox import Errand

#: What staff must look at after an issue.
TROUBLES: Final = (DeliveryState.IN_DOUBT, DeliveryState.REFUSED, DeliveryState.FAILED)


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
    audience: int | None
    texts: dict[str, tuple[str, str]]

    @property
    def fingerprint(self) -> str:
        """What changes when a word changes; the releasing person releases what she has read."""
        return fingerprint_of(self.texts)

    @property
    def missing(self) -> list[str]:
        """The languages that have no subject or no text yet."""
        return [code for code in LANGUAGES if not all(self.texts.get(code, ("", "")))]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a release has come; the page that polls shows exactly this."""

    state: IssueState
    audience: int
    sent: int
    refused: int
    in_doubt: int
    failed: int
    skipped: int
    again_at: datetime | None = None

    @property
    def done(self) -> int:
        """How many have come to an end, whichever."""
        return self.sent + self.refused + self.in_doubt + self.failed + self.skipped

    @property
    def left(self) -> int:
        """How many still wait."""
        return self.audience - self.done


@dataclass(frozen=True, kw_only=True)
class TroubleLine:
    """Somebody whose copy did not arrive, or perhaps did not."""

    subscriber_id: int
    email: str = field(repr=False)
    state: DeliveryState
    trouble: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A copy that a member of staff asked for and that has not left yet."""

    id: int
    bulletin_id: int
    language: str
    login_id: int


def issue(bulletin_id: int) -> IssueView | None:
    """One issue, in whatever state; for staff."""
    row = session.get(Issue, bulletin_id, populate_existing=True)
    return _view(row) if row is not None else None


def issue_of_number(number: int) -> IssueView | None:
    """One issue by the number that readers know."""
    row = session.scalars(select(Issue).where(Issue.number == number)).one_or_none()
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
    again_at = session.scalar(
        select(func.min(Delivery.not_before)).where(
            Delivery.bulletin_id == bulletin_id, Delivery.state == DeliveryState.WAITING
        )
    )
    return Progress(
        state=IssueState(row.state),
        audience=sum(counted.values()),
        sent=counted.get(DeliveryState.SENT, 0),
        refused=counted.get(DeliveryState.REFUSED, 0),
        in_doubt=counted.get(DeliveryState.IN_DOUBT, 0),
        failed=counted.get(DeliveryState.FAILED, 0),
        skipped=counted.get(DeliveryState.SKIPPED, 0),
        again_at=again_at,
    )


def troubles(bulletin_id: int, *, most: int = 500) -> list[TroubleLine]:
    """Those whose copy was refused, given up, or may not have arrived."""
    rows = session.execute(
        select(Delivery.subscriber_id, SubscriberRow.email, Delivery.state, Delivery.trouble)
        .join(SubscriberRow, SubscriberRow.id == Delivery.subscriber_id)
        .where(Delivery.bulletin_id == bulletin_id, Delivery.state.in_(TROUBLES))
        .order_by(Delivery.state, Delivery.subscriber_id)
        .limit(most)
    )
    return [
        TroubleLine(
            subscriber_id=row.subscriber_id,
            email=row.email,
            state=DeliveryState(row.state),
            trouble=row.trouble or "",
        )
        for row in rows
    ]


def open_errands(bulletin_id: int, *, due_by: datetime) -> list[int]:
    """The numbers of the errands that still have recipients of this issue before them, and are due."""
    return list(
        session.scalars(
            select(Errand.id)
            .where(
                Errand.job == "send_bulletin",
                Errand.args["bulletin_id"].as_integer() == bulletin_id,
                Errand.done_at.is_(None),
                Errand.failed_at.is_(None),
                Errand.due_at <= due_by,
            )
            .order_by(Errand.due_at, Errand.id)
        )
    )


def trial_to_send(trial_id: int) -> Trial | None:
    """The copy that a member of staff asked for; None when it has left."""
    row = session.get(TrialCopy, trial_id, populate_existing=True)
    if row is None or row.sent_at is not None:
        return None
    return Trial(id=row.id, bulletin_id=row.bulletin_id, language=row.language, login_id=row.login_id)


def audience_by_language() -> dict[str, int]:
    """Who would get an issue released now: how many confirmed subscribers read each language."""
    rows = session.execute(
        select(SubscriberRow.language, func.count())
        .where(SubscriberRow.state == SubscriberState.CONFIRMED)
        .group_by(SubscriberRow.language)
    )
    found = dict(rows.all())
    return {code: found.get(code, 0) for code in LANGUAGES}


def fingerprint_of(texts: dict[str, tuple[str, str]]) -> str:
    """A short mark of all words of an issue."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]


def texts_of(bulletin_id: int) -> dict[str, tuple[str, str]]:
    """The words of an issue: {language: (subject, body)}."""
    rows = session.execute(
        select(IssueText.language, IssueText.subject, IssueText.body).where(
            IssueText.bulletin_id == bulletin_id
        )
    )
    return {row.language: (row.subject, row.body) for row in rows}


def subscriber_counts() -> dict[str, int]:
    """How many subscribers stand in each state."""
    rows = session.execute(select(SubscriberRow.state, func.count()).group_by(SubscriberRow.state))
    return dict(rows.all())


def _view(row: Issue) -> IssueView:
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
        audience=row.audience,
        texts=texts_of(row.id),
    )
