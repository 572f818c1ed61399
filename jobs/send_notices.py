"""Deliver the letters of one range of a released run, one after the other.

May run twice because each letter keeps its own state: a second pass finds only what has not left. A letter
that cannot be printed is set aside with an errand of its own, so that it never holds up the others.
"""

from __future__ import annotations

from typing import Final, Literal

from flask import current_app

from jobs import send_notice
from jobs.send_notice import RETRY
from webapp.domain import notices
from webapp.kit.logs import log
from webapp.kit.pdf import PrintError
from webapp.kit.postbox import Outcome

__all__ = ["QUEUE", "RETRY", "TIMEOUT", "prepare", "send", "settle"]

QUEUE = "bulk"
TIMEOUT = 3600
#: Nothing leaves by mail: the frame commits this letter and renews its lease before the next one.
NOTHING_TO_SEND: Final = "nothing_to_send"
Package = notices.Announcement | Literal["nothing_to_send"]


def prepare(*, run_id: int, low: int, high: int) -> Package | None:
    """The next announcement of the range, or None when all have left or wait for the printer."""
    notice = notices.next_of_run(run_id, low=low, high=high)
    if notice is None:
        return None
    try:
        package = notices.prepare_sending(notice, base_url=current_app.config["SETTINGS"].base_url)
    except (PrintError, ValueError, LookupError) as error:
        log.exception("notice.set_aside", notice_id=notice.id)
        notices.set_aside(notice.id, because=type(error).__name__)
        return NOTHING_TO_SEND
    return package or NOTHING_TO_SEND


def send(package: Package) -> Outcome | None:
    """Hand the mail in, if one leaves."""
    return None if isinstance(package, str) else send_notice.send(package)


def settle(package: Package, result: Outcome | None) -> None:
    """Write down what the mail server said."""
    if not isinstance(package, str) and result is not None:
        send_notice.settle(package, result)
