"""Erase the addresses of those who never confirmed that they want the bulletin.

May run twice because a repeat finds nobody left to forget.
"""

from __future__ import annotations

from webapp.domain import bulletins
from webapp.kit import clock

QUEUE = "night"
RETRY = (600,)
TIMEOUT = 600


def run() -> None:
    """Forget them all."""
    bulletins.forget_unconfirmed(at=clock.now())
