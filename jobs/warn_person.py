"""Tell a person by mail what happened to her access: a new browser, another password, another address.

May run twice because a mail that left is done; a repeat after a crash carries the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from jobs import TryLaterError
from webapp.domain import identity
from webapp.kit import clock, letters, outgoing
from webapp.kit.postbox import Outcome, TryLater

QUEUE = "now"
RETRY = (60, 300, 3600, 21600)
TIMEOUT = 60


@dataclass(frozen=True, kw_only=True)
class Package:
    """One mail."""

    mail_id: int
    to: str = field(repr=False)
    raw: bytes = field(repr=False)


def prepare(*, mail_id: int) -> Package | None:
    """The mail that is to leave, or None when it left."""
    warning = identity.next_warning(mail_id)
    if warning is None:
        return None
    message = letters.render_mail(warning.kind, warning.language, _facts(warning))
    mail = outgoing.mail_of(message, to=warning.to, language=warning.language, thing=f"security-{mail_id}")
    return Package(mail_id=mail_id, to=warning.to, raw=mail.as_bytes())


def send(package: Package) -> Outcome:
    """Hand the mail in."""
    return outgoing.hand_in(package.raw, to=package.to)


def settle(package: Package, result: Outcome) -> None:
    """Note that it left; a server that cannot take it now is asked later."""
    if isinstance(result, TryLater):
        raise TryLaterError(result.reason)
    identity.warning_was_sent(package.mail_id, at=clock.now())


def _facts(warning: identity.SecurityWarning) -> dict[str, Any]:
    address = f"{current_app.config['SETTINGS'].base_url}/{warning.language}/my/security"
    if warning.kind == "new_sign_in":
        return {
            "signed_in_at": warning.happened_at.isoformat(),
            "device": warning.device or "?",
            "sessions_url": address,
        }
    return {"happened_at": warning.happened_at.isoformat(), "security_url": address}
