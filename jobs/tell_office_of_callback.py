"""Tell an office by mail that somebody wants to be called: by when and where to look, never who or why.

The office is the first that speaks the language asked for. May run twice because an office that was told is
on record; a repeat after a crash carries the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jobs import TryLaterError
from webapp.domain import callbacks
from webapp.kit import clock, fund, letters, outgoing
from webapp.kit.postbox import Outcome, TryLater

QUEUE = "now"
RETRY = (60, 300, 3600, 21600)
TIMEOUT = 60


@dataclass(frozen=True, kw_only=True)
class Package:
    """One mail."""

    callback_id: int
    to: str
    raw: bytes = field(repr=False)


def prepare(*, callback_id: int) -> Package | None:
    """The mail that is to leave; None when it left, or the call is made."""
    asked = callbacks.to_tell(callback_id)
    if asked is None:
        return None
    facts = {
        "reference": asked.reference,
        "call_until": asked.call_until.isoformat(),
        "callback_url": fund.web_address(f"/staff/callbacks/{asked.id}"),
    }
    to = _office(asked.language)
    message = letters.render_mail("callback_asked", asked.language, facts)
    mail = outgoing.mail_of(message, to=to, language=asked.language, thing=f"callback-{asked.id}")
    return Package(callback_id=asked.id, to=to, raw=mail.as_bytes())


def send(package: Package) -> Outcome:
    """Hand the mail in."""
    return outgoing.hand_in(package.raw, to=package.to)


def settle(package: Package, result: Outcome) -> None:
    """Note that the office was told; a server that cannot take the mail now is asked later.

    A refusal for good is noted too: the call stands on the list of the desk in any case.
    """
    if isinstance(result, TryLater):
        raise TryLaterError(result.reason)
    callbacks.office_was_told(package.callback_id, at=clock.now())


def _office(language: str) -> str:
    """The mailbox of the first office that speaks a language; else the fund's own."""
    offices: list[dict[str, Any]] = fund.facts()["offices"]
    speaking = (str(office["mail"]) for office in offices if language in office["speaks"])
    return next(speaking, str(fund.facts()["mail"]))
