"""Answer a wish for the bulletin by mail: confirm it, or you receive it already.

The page says the same to everybody; only the owner of the mailbox learns which it is. May run twice because
an answered wish is on record; a repeat after a crash carries the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jobs import TryLaterError
from webapp.domain import bulletins
from webapp.kit import clock, letters, outgoing
from webapp.kit.postbox import Outcome, TryLater

QUEUE = "now"
RETRY = (60, 300, 3600, 21600)
TIMEOUT = 60


@dataclass(frozen=True, kw_only=True)
class Package:
    """One mail."""

    subscriber_id: int
    to: str = field(repr=False)
    raw: bytes = field(repr=False)


def prepare(*, subscriber_id: int) -> Package | None:
    """The mail that is to leave; None when it left, or she left meanwhile."""
    asked = bulletins.confirmation_for(subscriber_id)
    if asked is None:
        return None
    if asked.state == bulletins.SubscriberState.CONFIRMED:
        address = bulletins.choices_url(asked.language, asked.token)
        message = letters.render_mail("bulletin_already", asked.language, {"preferences_url": address})
    else:
        facts = {
            "confirm_url": bulletins.confirm_url(asked.language, asked.confirm_token),
            "valid_until": asked.confirm_until,
        }
        message = letters.render_mail("bulletin_confirm", asked.language, facts)
    mail = outgoing.mail_of(
        message,
        to=asked.email,
        language=asked.language,
        thing=f"subscriber-{asked.id}-{asked.answer_due_at:%Y%m%dT%H%M%S}",
    )
    return Package(subscriber_id=asked.id, to=asked.email, raw=mail.as_bytes())


def send(package: Package) -> Outcome:
    """Hand the mail in."""
    return outgoing.hand_in(package.raw, to=package.to)


def settle(package: Package, result: Outcome) -> None:
    """Note that the wish is answered; a server that cannot take the mail now is asked later.

    An address that refuses mail for good is answered too: nobody will confirm it, and it is forgotten.
    """
    if isinstance(result, TryLater):
        raise TryLaterError(result.reason)
    bulletins.wish_was_answered(package.subscriber_id, at=clock.now())
