"""Who wants the bulletin: asked for on the site, confirmed from the mail, left with one click.

The answer to a request is always the same, so that nobody learns who is subscribed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import CursorResult, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.bulletins.models import Delivery, SubscriberRow, SubscriberState
from webapp.kit import audit, clock, outbox, throttle
from webapp.kit.db import session

#: A request that nobody confirmed lapses after this time.
CONFIRM_WITHIN: Final = timedelta(days=7)
TOKEN_BYTES: Final = 24
#: Mails that one mailbox gets at most because somebody, perhaps not its owner, types its address.
BY_MAILBOX: Final = throttle.Limit(name="subscribe.mailbox", most=3, within=timedelta(days=1))
#: Wishes from one network address; an office or a school shares one.
BY_ADDRESS: Final = throttle.Limit(name="subscribe.address", most=30, within=timedelta(hours=1))
IN_TOTAL: Final = throttle.Limit(name="subscribe.total", most=2_000, within=timedelta(hours=1))


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """A subscriber as her page and the confirmation mail see her."""

    id: int
    email: str = field(repr=False)
    language: str
    state: SubscriberState
    token: str = field(repr=False)
    confirm_token: str = field(repr=False)
    asked_at: datetime
    answer_due_at: datetime | None

    @property
    def confirm_until(self) -> date:
        """The last day of the link in the mail."""
        return clock.day_of(self.asked_at + CONFIRM_WITHIN)


def subscribe(*, email: str, language: str, consent: str, address: str, at: datetime) -> None:
    """Note the wish and promise a mail: to confirm, or to say that the address is subscribed already.

    `consent` is the version of the sentence the person agreed to, `address` where the wish came from. A
    mailbox that was asked often enough today is left in peace, and the answer stays the same.

    Raises:
        TooManyTriesError: too many wishes from this address, or in total.
    """
    email = email.strip()
    throttle.take(BY_ADDRESS.of(address), IN_TOTAL.of())
    try:
        throttle.take(BY_MAILBOX.of(email.lower()))
    except throttle.TooManyTriesError:
        return
    wish(email=email, language=language, consent=consent, at=at)


def wish(*, email: str, language: str, consent: str, at: datetime) -> int:
    """Note the wish and promise its mail; returns the subscriber. Whoever receives already keeps all."""
    session.execute(
        insert(SubscriberRow)
        .values(
            email=email, language=language, state=SubscriberState.ASKED, consent=consent, asked_at=at,
            answer_due_at=at, token=_token(), confirm_token=_token(),
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    row = session.scalars(
        select(SubscriberRow)
        .where(func.lower(SubscriberRow.email) == email.lower())
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if row.state != SubscriberState.CONFIRMED:
        if row.state != SubscriberState.ASKED or at - row.asked_at > CONFIRM_WITHIN:
            row.confirm_token = _token()
        row.state, row.language, row.consent, row.asked_at = SubscriberState.ASKED, language, consent, at
        row.confirmed_at = row.left_at = None
    row.answer_due_at = at
    session.flush()
    outbox.promise(
        "confirm_subscription", key=f"confirm-{row.id}-{row.state}-{at:%Y%m%dT%H%M}", subscriber_id=row.id
    )
    return row.id


def confirmation_for(subscriber_id: int) -> Subscriber | None:
    """Whose wish waits for its mail; None when it was answered, or she has left meanwhile."""
    row = session.get(SubscriberRow, subscriber_id, populate_existing=True)
    if row is None or row.answer_due_at is None:
        return None
    return _view(row) if row.state in {SubscriberState.ASKED, SubscriberState.CONFIRMED} else None


def wish_was_answered(subscriber_id: int, *, at: datetime) -> None:
    """The mail has left for every wish up to now."""
    session.execute(
        update(SubscriberRow)
        .where(SubscriberRow.id == subscriber_id, SubscriberRow.answer_due_at <= at)
        .values(answer_due_at=None)
        .execution_options(synchronize_session="fetch")
    )


def by_token(token: str) -> Subscriber | None:
    """The subscriber behind a link; None for a token that leads nowhere."""
    row = session.scalars(select(SubscriberRow).where(SubscriberRow.token == token)).one_or_none()
    return _view(row) if row is not None else None


def asked_by(confirm_token: str, *, at: datetime) -> Subscriber | None:
    """Whom the link in the mail would confirm; None when it leads nowhere or has lapsed."""
    row = session.scalars(
        select(SubscriberRow).where(SubscriberRow.confirm_token == confirm_token)
    ).one_or_none()
    return _view(row) if row is not None and _may_confirm(row, at) else None


def confirm(confirm_token: str, *, at: datetime) -> Subscriber | None:
    """The click in the mail, carried out by a button: harmless when repeated; None when it lapsed."""
    row = session.scalars(
        select(SubscriberRow).where(SubscriberRow.confirm_token == confirm_token).with_for_update()
    ).one_or_none()
    if row is None or not _may_confirm(row, at):
        return None
    if row.state == SubscriberState.ASKED:
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


def forget_unconfirmed(*, at: datetime) -> int:
    """Erase the addresses that nobody confirmed in time; returns how many.

    Whoever received the bulletin before and left is remembered as having left.
    """
    lapsed = (SubscriberRow.state == SubscriberState.ASKED) & (SubscriberRow.asked_at < at - CONFIRM_WITHIN)
    received = exists().where(Delivery.subscriber_id == SubscriberRow.id)
    session.execute(
        update(SubscriberRow)
        .where(lapsed, received)
        .values(state=SubscriberState.LEFT, left_at=at)
        .execution_options(synchronize_session=False)
    )
    gone = session.execute(
        delete(SubscriberRow).where(lapsed, ~received).execution_options(synchronize_session=False)
    )
    return int(gone.rowcount) if isinstance(gone, CursorResult) else 0


def _token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _may_confirm(row: SubscriberRow, at: datetime) -> bool:
    if row.state == SubscriberState.CONFIRMED:
        return True
    return row.state == SubscriberState.ASKED and at - row.asked_at <= CONFIRM_WITHIN


def _locked(token: str) -> SubscriberRow | None:
    return session.scalars(
        select(SubscriberRow).where(SubscriberRow.token == token).with_for_update()
    ).one_or_none()


def _view(row: SubscriberRow) -> Subscriber:
    return Subscriber(
        id=row.id,
        email=row.email,
        language=row.language,
        state=SubscriberState(row.state),
        token=row.token,
        confirm_token=row.confirm_token,
        asked_at=row.asked_at,
        answer_due_at=row.answer_due_at,
    )
