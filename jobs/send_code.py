"""Make a one-time code and send it by mail, or print it for the envelope.

The code exists in this file's hands only: the database keeps its hash. May run twice because a code that
was sent is not made again; one that was made but perhaps not sent is made anew, and the older one is void.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from jobs import TryLaterError
from webapp.domain import identity, notices
from webapp.kit import clock, letters, outgoing
from webapp.kit.postbox import Outcome, TryLater

QUEUE = "now"
RETRY = (60, 300, 3600)
TIMEOUT = 60
#: Which notice carries which code, and under which address it is entered, by language.
KINDS = {"activation": "activation_code", "new_password": "password_reset", "new_email": "email_code"}
ENTER_AT = {"fr": "fr/activer", "nl": "nl/activeren", "de": "de/aktivieren", "en": "en/activate"}


@dataclass(frozen=True, kw_only=True)
class Package:
    """One mail with its code."""

    code_id: int
    to: str = field(repr=False)
    raw: bytes = field(repr=False)


def prepare(*, code_id: int) -> Package | None:
    """The mail that is to leave; None when it left, is void, or was printed instead."""
    made = identity.make_code(code_id)
    if made is None:
        return None
    affiliate_id = _own_affiliate(made.login_id) if made.channel == "letter" else None
    if affiliate_id is not None:
        notices.keep_for_print(
            KINDS[made.purpose],
            key=f"code-{code_id}",
            on=clock.today(),
            affiliate_id=affiliate_id,
            facts=_facts(made),
        )
        identity.code_was_sent(code_id, at=clock.now())
        return None
    message = letters.render_mail(KINDS[made.purpose], made.language, _facts(made))
    mail = outgoing.mail_of(
        message, to=made.email, language=made.language, thing=f"code-{code_id}-{made.fingerprint}"
    )
    return Package(code_id=code_id, to=made.email, raw=mail.as_bytes())


def send(package: Package) -> Outcome:
    """Hand the mail in."""
    return outgoing.hand_in(package.raw, to=package.to)


def settle(package: Package, result: Outcome) -> None:
    """Note that the code has left; a server that cannot take it now is asked later, with a new code.

    An address that refuses mail for good ends here too: asking again would change nothing, and staff can
    send a letter.
    """
    if isinstance(result, TryLater):
        raise TryLaterError(result.reason)
    identity.code_was_sent(package.code_id, at=clock.now())


def _facts(made: identity.CodeToSend) -> dict[str, Any]:
    base = current_app.config["SETTINGS"].base_url
    facts: dict[str, Any] = {"code": made.code, "valid_until": clock.day_of(made.expires_at).isoformat()}
    if made.purpose == "activation":
        return facts | {
            "salutation": letters.salutation(made.language, person=made.name),
            "activate_url": f"{base}/{ENTER_AT[made.language]}",
        }
    if made.purpose == "new_password":
        return facts | {
            "valid_until": made.expires_at.isoformat(),
            "enter_url": f"{base}/{ENTER_AT[made.language]}",
        }
    return facts | {
        "valid_until": made.expires_at.isoformat(),
        "enter_url": f"{base}/{made.language}/my/security/email/code",
    }


def _own_affiliate(login_id: int) -> int | None:
    """Whose postal address the letter goes to."""
    actor = identity.actor_for(login_id)
    own = [hat.id for hat in actor.hats if hat.kind == "affiliate" and hat.mandate == "self"] if actor else []
    return own[0] if own else None
