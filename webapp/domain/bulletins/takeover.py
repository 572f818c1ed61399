"""What a fund brings along from before: readers who consented elsewhere, issues that were sent long ago."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert, update

from webapp.domain.bulletins.models import (
    Delivery,
    DeliveryState,
    Issue,
    IssueState,
    SubscriberRow,
    SubscriberState,
)
from webapp.kit.db import session

TOKEN_BYTES: Final = 24
#: How long after asking readers confirm, as far as nobody wrote it down.
SOON: Final = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class KnownReader:
    """A reader of an earlier list, with the version of the sentence she agreed to."""

    email: str = field(repr=False)
    language: str
    state: SubscriberState
    consent: str
    asked_at: datetime


def take_over(readers: Sequence[KnownReader]) -> None:
    """Write the readers of an earlier list; no mail is sent to them.

    Raises:
        sqlalchemy.exc.IntegrityError: an address is known already.
    """
    if not readers:
        return
    rows = [
        {
            "email": reader.email,
            "language": reader.language,
            "state": reader.state.value,
            "consent": reader.consent,
            "token": secrets.token_urlsafe(TOKEN_BYTES),
            "confirm_token": secrets.token_urlsafe(TOKEN_BYTES),
            "asked_at": reader.asked_at,
            "confirmed_at": reader.asked_at + SOON if reader.state == SubscriberState.CONFIRMED else None,
            "left_at": reader.asked_at + SOON if reader.state == SubscriberState.LEFT else None,
        }
        for reader in readers
    ]
    session.execute(insert(SubscriberRow), rows)


def close_history(bulletin_id: int, *, at: datetime) -> None:
    """Write down that an issue of the past reached everybody who still waits in it; nothing is sent."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.bulletin_id == bulletin_id,
            Delivery.state.in_([DeliveryState.WAITING, DeliveryState.SENDING]),
        )
        .values(state=DeliveryState.SENT.value, sent_at=at, attempts=1)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Issue)
        .where(Issue.id == bulletin_id, Issue.state == IssueState.SENDING)
        .values(state=IssueState.SENT.value, ended_at=at)
        .execution_options(synchronize_session=False)
    )
