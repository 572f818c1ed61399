"""Callbacks: who asked to be called, when we promised it, and what came of it.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.callbacks.models import Subject
from webapp.domain.callbacks.queries import (
    CallbackView,
    Promised,
    callback,
    open_callbacks,
    promised,
    recently_done,
)
from webapp.domain.callbacks.service import (
    AlreadyTakenError,
    ask,
    close,
    forget,
    office_was_told,
    take,
    to_tell,
    withdraw,
)

__all__ = [
    "AlreadyTakenError",
    "CallbackView",
    "Promised",
    "Subject",
    "ask",
    "callback",
    "close",
    "forget",
    "office_was_told",
    "open_callbacks",
    "promised",
    "recently_done",
    "take",
    "to_tell",
    "withdraw",
]
