"""Forget what has served: counted tries, forms and calculations nobody came for, visits, codes, old calls.

May run twice because what is gone stays gone. What the law or the file needs is never touched here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from webapp.domain import callbacks, cases, identity, remarks
from webapp.kit import clock, kept, sessions, throttle

QUEUE = "night"
RETRY = (300, 3600)
TIMEOUT = 600
TRIES_FOR: Final = timedelta(days=2)
VISITS_FOR: Final = timedelta(days=90)


def run() -> None:
    """One round of forgetting."""
    at = clock.now()
    throttle.forget(before=at - TRIES_FOR)
    kept.forget(before=at)
    sessions.forget(before=at - VISITS_FOR)
    identity.forget_spent(at=at)
    cases.forget_calculations(at=at)
    callbacks.forget(at=at)
    remarks.forget(at=at)
