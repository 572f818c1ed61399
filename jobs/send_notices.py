"""Deliver the letters of one range of a released run, one after the other.

May run twice because each letter keeps its own state: a second pass finds only what has not left.
"""

from __future__ import annotations

from flask import current_app

from jobs.send_notice import RETRY, send, settle
from webapp.domain import notices

__all__ = ["QUEUE", "RETRY", "TIMEOUT", "prepare", "send", "settle"]

QUEUE = "bulk"
TIMEOUT = 3600


def prepare(*, run_id: int, low: int, high: int) -> notices.Announcement | None:
    """The next announcement of the range, or None when all have left or wait for the printer."""
    base_url = current_app.config["SETTINGS"].base_url
    while (notice := notices.next_of_run(run_id, low=low, high=high)) is not None:
        package = notices.prepare_sending(notice, base_url=base_url)
        if package is not None:
            return package
    return None
