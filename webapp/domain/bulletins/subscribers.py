"""Who wants the bulletin: asked for on the site, confirmed from the mail, left with one click.

The answer to a request is always the same, so that nobody learns who is subscribed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.bulletins.models import SubscriberRow, SubscriberState
from webapp.kit import audit, clock, outbox
from webapp.kit.db import session

#: A request that nobody confirmed lapses after this time.
CONFIRM_WITHIN: Final = timedelta(days=7)
TOKEN_BYTES: Final = 24


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """A subscriber as her page and the confirmation mail see her."""

    id: int
    email: str = field(repr=False)
    language: str
    state: SubscriberState
    token: str = field(repr=False)


def subscribe(*, email: str, language: str, consent: str, at: datetime) -> None:
    """Note the wish and promise a mail: to confirm, or to say that the address is subscribed already.

    `consent` is the version of the sentence the person agreed to. At most one mail a day per address.
    """
    email = email.strip()
    session.execute(
        insert(SubscriberRow)
        .values(
            email=email, language=language, state=SubscriberState.ASKED, consent=consent, asked_at=at,
            token=secrets.token_urlsafe(TOKEN_BYTES),
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    row = session.scalars(
        select(SubscriberRow).where(func.lower(SubscriberRow.email) == email.lower()).with_for_update()
    ).one()
    if row.state != SubscriberState.CONFIRMED:
        row.state, row.language, row.consent, row.asked_at = SubscriberState.ASKED, language, consent, at
        row.confirmed_at = row.left_at = None
    session.flush()
    outbox.promise(
        "confirm_subscription", key=f"confirm-{row.id}-{clock.day_of(at)}-{row.state}", subscriber_id=row.id
    )


def confirmation_for(subscriber_id: int) -> Subscriber | None:
    """The subscriber whom the confirmation mail goes to, or None when she has left meanwhile."""
    row = session.get(SubscriberRow, subscriber_id)
    if row is None or row.state not in {SubscriberState.ASKED, SubscriberState.CONFIRMED}:
        return None
    return _view(row)


def by_token(token: str) -> Subscriber | None:
    """The subscriber behind a link; None for a token that leads nowhere."""
    row = session.scalars(select(SubscriberRow).where(SubscriberRow.token == token)).one_or_none()
    return _view(row) if row is not None else None


def confirm(token: str, *, at: datetime) -> Subscriber | None:
    """The click in the mail, carried out by a button: harmless when repeated; None when it lapsed."""
    row = _locked(token)
    if row is None or row.state == SubscriberState.LEFT:
        return None
    if row.state == SubscriberState.ASKED:
        if at - row.asked_at > CONFIRM_WITHIN:
            return None
        row.state, row.confirmed_at = SubscriberState.CONFIRMED, at
        audit.note(None, "subscriber.confirmed", f"subscriber:{row.id}", consent=row.consent)
    session.flush()
    return _view(row)


def change(token: str, *, language: str) -> Subscriber | None:
    """Receive the bulletin in another language from now on."""
    row = _locked(token)
    if row is None or row.state != SubscriberState.CONFIRMED:
        return None
    row.language = language
    session.flush()
    return _view(row)


def unsubscribe(token: str, *, at: datetime) -> bool:
    """Leave, at once and without a question; harmless when repeated. False for a token that leads nowhere."""
    row = _locked(token)
    if row is None:
        return False
    if row.state != SubscriberState.LEFT:
        row.state, row.left_at = SubscriberState.LEFT, at
        audit.note(None, "subscriber.left", f"subscriber:{row.id}")
    session.flush()
    return True


def _locked(token: str) -> SubscriberRow | None:
    return session.scalars(
        select(SubscriberRow).where(SubscriberRow.token == token).with_for_update()
    ).one_or_none()


def _view(row: SubscriberRow) -> Subscriber:
    return Subscriber(
        id=row.id, email=row.email, language=row.language, state=SubscriberState(row.state), token=row.token
    )
