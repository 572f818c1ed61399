"""Asking for a call, taking it, and writing down that it was made.

No log-in is asked for: whoever types a number may type somebody else's. So a number, a network address and
all together are limited, and the answer tells nothing of the number.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.callbacks.models import Callback, Subject
from webapp.domain.callbacks.queries import CallbackView, view
from webapp.domain.identity import Actor
from webapp.kit import audit, outbox, throttle
from webapp.kit.db import session
from webapp.kit.sealing import seal

#: What was asked is forgotten after this time, whether the call was made or not.
KEPT_FOR: Final = timedelta(days=90)
#: Calls to one number, perhaps asked for by somebody who means ill.
BY_PHONE: Final = throttle.Limit(name="callback.phone", most=3, within=timedelta(days=1))
#: From one network address; an office or a school shares one.
BY_ADDRESS: Final = throttle.Limit(name="callback.address", most=10, within=timedelta(hours=1))
IN_TOTAL: Final = throttle.Limit(name="callback.total", most=300, within=timedelta(hours=1))
#: Letters and digits that nobody takes for one another on the telephone.
_SIGNS: Final = "ACDEFHJKLMNPRTUVWXY3479"
_REFERENCE_LENGTH: Final = 6


class AlreadyTakenError(Exception):
    """A colleague makes this call already, or has made it."""


def ask(
    *,
    key: str,
    name: str,
    phone: str,
    words: str,
    language: str,
    subject: Subject,
    span: tuple[datetime, datetime],
    address: str,
    at: datetime,
) -> CallbackView:
    """Promise a call within a span; a known key promises nothing new and gives what was promised first.

    A call that was made already is over: whoever asks the same again is promised another one.

    Raises:
        TooManyTriesError: too many wishes for this number, from this address, or in total.
    """
    while known := session.scalar(select(Callback).where(Callback.key == key)):
        if known.done_at is None:
            return view(known)
        key = f"{key}.{known.id}"
    throttle.take(BY_PHONE.of(phone), BY_ADDRESS.of(address), IN_TOTAL.of())
    session.execute(
        insert(Callback)
        .values(
            key=key,
            reference="R-" + "".join(secrets.choice(_SIGNS) for _sign in range(_REFERENCE_LENGTH)),
            name=seal(name, place="callback.name"),
            phone=seal(phone, place="callback.phone"),
            words=seal(words, place="callback.words") if words else None,
            language=language,
            subject=subject,
            asked_at=at,
            call_from=span[0],
            call_until=span[1],
        )
        .on_conflict_do_nothing(index_elements=[Callback.key])
    )
    row = session.scalars(select(Callback).where(Callback.key == key)).one()
    outbox.promise("tell_office_of_callback", key=f"callback-{row.id}", callback_id=row.id)
    return view(row)


def withdraw(key: str, *, at: datetime) -> None:
    """Whoever asked needs the call no longer: done, by nobody of us. Told twice, it is done once."""
    row = session.scalar(select(Callback).where(Callback.key == key).with_for_update())
    if row is not None and row.done_at is None:
        row.done_at = at
        session.flush()


def to_tell(callback_id: int) -> CallbackView | None:
    """The call that its office does not know of yet; None when it does, or the call is made or forgotten."""
    row = session.get(Callback, callback_id, populate_existing=True)
    return view(row) if row is not None and row.told_at is None and row.done_at is None else None


def office_was_told(callback_id: int, *, at: datetime) -> None:
    """The mail to the office has left."""
    row = session.get(Callback, callback_id)
    if row is not None and row.told_at is None:
        row.told_at = at
        session.flush()


def take(callback_id: int, *, by: Actor, at: datetime) -> CallbackView | None:
    """A colleague says that she makes this call; None when there is none. Taking twice is taking once.

    Raises:
        AlreadyTakenError: another colleague was quicker, or the call is made.
    """
    row = session.get(Callback, callback_id, with_for_update=True, populate_existing=True)
    if row is None:
        return None
    if row.done_at is not None or row.taken_by not in {None, by.login_id}:
        raise AlreadyTakenError
    if row.taken_by is None:
        row.taken_by, row.taken_at = by.login_id, at
        audit.note(by, "callback.taken", f"callback:{row.id}")
    session.flush()
    return view(row)


def close(callback_id: int, *, note: str, by: Actor, at: datetime) -> CallbackView | None:
    """The call was made, or will not be: a colleague says what came of it. None when there is none.

    Whoever closes need not have taken it; the first note counts, and the same person may send it twice.

    Raises:
        AlreadyTakenError: somebody else closed it meanwhile, or whoever asked withdrew it.
    """
    row = session.get(Callback, callback_id, with_for_update=True, populate_existing=True)
    if row is None:
        return None
    if row.done_at is not None and row.done_by != by.login_id:
        raise AlreadyTakenError
    if row.done_at is None:
        row.done_by, row.done_at, row.note = by.login_id, at, seal(note, place="callback.note")
        audit.note(by, "callback.done", f"callback:{row.id}")
    session.flush()
    return view(row)


def forget(*, at: datetime) -> None:
    """Forget the calls that were asked for long ago."""
    session.execute(delete(Callback).where(Callback.asked_at < at - KEPT_FOR))
