"""Calls asked for."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from webapp.domain import callbacks
from webapp.domain.callbacks import CallbackView, Subject
from webapp.kit import clock
from webapp.kit.db import session

_numbers = count(1)


def a_callback(
    *, key: str = "", phone: str = "", words: str = "", language: str = "fr", hours: float = 2
) -> CallbackView:
    """A call promised from now on, for `hours`."""
    number = next(_numbers)
    at = clock.now()
    made = callbacks.ask(
        key=key or f"a-key-of-a-callback-{number}",
        name="Mia Peeters",
        phone=phone or f"+32470{number:06}",
        words=words,
        language=language,
        subject=Subject.PENSION,
        span=(at, at + timedelta(hours=hours)),
        address=f"192.0.2.{number % 250}",
        at=at,
    )
    session.commit()
    return made
