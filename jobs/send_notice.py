"""Deliver one letter: archive its PDF and announce it by mail, or leave it to the print room.

May run twice because a letter that has left is not unsent any more, and a repeat after a crash carries the
same Message-ID.
"""

from __future__ import annotations

from flask import current_app

from jobs import TryLaterError
from webapp.domain import notices
from webapp.kit import clock, faults, outgoing
from webapp.kit.postbox import Accepted, InDoubt, Outcome, Refused

QUEUE = "post"
RETRY = (60, 300, 3600, 21600)
TIMEOUT = 120


def prepare(*, notice_id: int) -> notices.Announcement | None:
    """The announcement that is to leave now, or None when nothing is left to send."""
    notice = notices.next_to_send(notice_id=notice_id)
    if notice is None:
        return None
    return notices.prepare_sending(notice, base_url=current_app.config["SETTINGS"].base_url)


def send(package: notices.Announcement) -> Outcome:
    """Hand the mail in."""
    result = outgoing.hand_in(package.raw, to=package.to)
    faults.hit("after_smtp_accept")
    return result


def settle(package: notices.Announcement, result: Outcome) -> None:
    """Write down what the mail server said; an unreachable one is tried later."""
    if isinstance(result, Accepted):
        notices.delivered(package.notice_id, at=clock.now())
    elif isinstance(result, Refused):
        notices.refused(package.notice_id, because=str(result.code))
    elif isinstance(result, InDoubt):
        notices.in_doubt(package.notice_id, because=result.reason)
    else:
        raise TryLaterError(result.reason)
