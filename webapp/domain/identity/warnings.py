"""Mails that tell a person what happened to her access, so that she notices a stranger.

They go to the address of the moment when it happened, once, by `jobs/warn_person.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from webapp.domain.identity.models import Login, SecurityMail
from webapp.kit import clock, outbox
from webapp.kit.db import session

Kind = Literal["new_sign_in", "password_changed", "email_change"]


@dataclass(frozen=True, kw_only=True)
class SecurityWarning:
    """One mail that is to leave."""

    id: int
    kind: Kind
    to: str = field(repr=False)
    language: str
    device: str
    happened_at: datetime


def promise(*, login_id: int, kind: Kind, device: str = "") -> None:
    """Promise a mail about what has just happened."""
    login = session.get_one(Login, login_id)
    row = SecurityMail(
        login_id=login_id, kind=kind, email=login.email, device=device, happened_at=clock.now()
    )
    session.add(row)
    session.flush()
    outbox.promise("warn_person", key=f"security-mail-{row.id}", mail_id=row.id)


def next_warning(mail_id: int) -> SecurityWarning | None:
    """The mail, if it has not left yet."""
    row = session.get(SecurityMail, mail_id, with_for_update=True)
    if row is None or row.sent_at is not None:
        return None
    return SecurityWarning(
        id=row.id,
        kind=row.kind,  # type: ignore[arg-type]
        to=row.email,
        language=session.get_one(Login, row.login_id).language,
        device=row.device,
        happened_at=row.happened_at,
    )


def warning_was_sent(mail_id: int, *, at: datetime) -> None:
    """Note that the world took the mail, or never will."""
    session.get_one(SecurityMail, mail_id, with_for_update=True).sent_at = at
