"""Send one language of an issue to the member of staff who wants to see it in her own mail program.

May run twice because a copy that left is done; a repeat after a crash carries the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jobs import TryLaterError
from webapp.domain import bulletins, identity
from webapp.kit import clock, outgoing
from webapp.kit.postbox import Outcome, TryLater

QUEUE = "post"
RETRY = (60, 300)
TIMEOUT = 60


@dataclass(frozen=True, kw_only=True)
class Package:
    """One mail."""

    trial_id: int
    to: str = field(repr=False)
    raw: bytes = field(repr=False)


def prepare(*, trial_id: int) -> Package | None:
    """The mail that is to leave, or None when it left."""
    trial = bulletins.trial_to_send(trial_id)
    found = bulletins.issue(trial.bulletin_id) if trial is not None else None
    if trial is None or found is None:
        return None
    email = identity.email_of(trial.login_id)
    raw = bulletins.trial_for(found, email=email, language=trial.language, thing=f"bulletin-trial-{trial_id}")
    return Package(trial_id=trial_id, to=email, raw=raw)


def send(package: Package) -> Outcome:
    """Hand the mail in."""
    return outgoing.hand_in(package.raw, to=package.to)


def settle(package: Package, result: Outcome) -> None:
    """Note that it left; a server that cannot take it now is asked later."""
    if isinstance(result, TryLater):
        raise TryLaterError(result.reason)
    bulletins.trial_was_sent(package.trial_id, at=clock.now())
