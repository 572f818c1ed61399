"""Coming in: password, second factor, known device; what is wrong tells nobody who exists.

Every try is counted first (`kit.throttle`): by account, by address, in total. A browser the person used
before has a bucket of its own, so that strangers who fill the others cannot keep her out.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.identity import passwords, warnings
from webapp.domain.identity.actor import Comer
from webapp.domain.identity.models import KnownDevice, Login, StaffRole
from webapp.kit import audit, clock, throttle
from webapp.kit.db import session

FIVE_MINUTES: Final = timedelta(minutes=5)
BY_ACCOUNT: Final = throttle.Limit(name="sign_in.account", most=10, within=FIVE_MINUTES)
#: An office may share one address; guessing one account is stopped by the account's bucket long before.
BY_ADDRESS: Final = throttle.Limit(name="sign_in.address", most=50, within=FIVE_MINUTES)
BY_DEVICE: Final = throttle.Limit(name="sign_in.device", most=10, within=FIVE_MINUTES)
IN_TOTAL: Final = throttle.Limit(name="sign_in.total", most=1000, within=FIVE_MINUTES)
NOBODY: Final = "login:unknown"


class WrongPasswordError(Exception):
    """Address and password do not belong together; says no more than that."""


class UnknownSubjectError(Exception):
    """The provider vouches for somebody who is not connected with any log-in, or with another one."""


@dataclass(frozen=True, kw_only=True)
class CameIn:
    """Somebody whose password was right."""

    login_id: int
    language: str
    is_staff: bool
    needs_second_factor: bool


def sign_in(*, email: str, password: str, address: str, device: str = "") -> CameIn:
    """Check a password; `device` is the token of a browser that came in before.

    Raises:
        WrongPasswordError: whatever is wrong; the caller commits the note of it (`db.keep_refusal`).
        TooManyTriesError: too many tries; says until when.
    """
    email = email.strip().lower()
    login = _open_login(email)
    taken = throttle.take(*_buckets(email, address=address, device=device, login=login))
    login = _open_login(email)
    if not passwords.fits(password, login.password_hash if login else None) or login is None:
        # Noted for unknown addresses too: otherwise the time of a second write would tell them apart.
        audit.note(None, "login.sign_in_failed", f"login:{login.id}" if login else NOBODY)
        raise WrongPasswordError
    throttle.give_back(taken)
    assert login.password_hash is not None, "no password fits without a hash"
    if passwords.is_dated(login.password_hash):
        login.password_hash = passwords.hashed(password)
    return came_in(login)


def sign_in_by_provider(*, issuer: str, subject: str) -> CameIn:
    """Let somebody in for whom a provider vouches; staff and people with an app still show their code.

    Raises:
        UnknownSubjectError: nobody here is connected with this person of the provider.
    """
    found = select(Login).where(
        Login.provider_issuer == issuer, Login.provider_subject == subject, Login.closed_at.is_(None)
    )
    login = session.scalar(found)
    if login is None:
        raise UnknownSubjectError
    return came_in(login)


def link_provider(*, login_id: int, issuer: str, subject: str) -> None:
    """Connect a log-in with a person of the provider.

    Raises:
        UnknownSubjectError: that person is connected with another log-in.
    """
    taken = select(Login.id).where(Login.provider_issuer == issuer, Login.provider_subject == subject)
    if session.scalar(taken) not in {None, login_id}:
        raise UnknownSubjectError
    login = session.get_one(Login, login_id, with_for_update=True)
    login.provider_issuer, login.provider_subject = issuer, subject
    audit.note(Comer(login_id), "login.provider_linked", f"login:{login_id}")


def came_in(login: Login) -> CameIn:
    """What the door needs to know about a person who has shown who she is."""
    a_role = select(StaffRole.role).where(StaffRole.login_id == login.id).limit(1)
    is_staff = session.scalar(a_role) is not None
    needs = is_staff or login.totp_secret is not None
    if not needs:
        note_signed_in(login.id)
    return CameIn(login_id=login.id, language=login.language, is_staff=is_staff, needs_second_factor=needs)


def note_signed_in(login_id: int) -> None:
    """Write down that a person came in, with everything she had to show."""
    audit.note(Comer(login_id), "login.signed_in", f"login:{login_id}")


def check_password(*, login_id: int, password: str) -> None:
    """Ask a person who is in for her password once more, before she changes what protects her.

    Raises:
        WrongPasswordError: it is not hers.
        TooManyTriesError: too many tries.
    """
    taken = throttle.take(BY_ACCOUNT.of(f"login:{login_id}"), IN_TOTAL.of())
    login = session.get_one(Login, login_id)
    if not passwords.fits(password, login.password_hash):
        audit.note(Comer(login_id), "login.sign_in_failed", f"login:{login_id}")
        raise WrongPasswordError
    throttle.give_back(taken)


def remember_device(*, login_id: int, token: str = "", device: str = "") -> str:
    """Know this browser again; returns the token for its cookie, the same as before if it had one.

    A person who came in before, from other browsers, is told of a new one (`device` is its name).
    """
    token = token if len(token) > 20 else secrets.token_urlsafe(32)  # noqa: PLR2004 - not one of ours
    if _knows(login_id, token):
        return token
    others = session.scalar(select(KnownDevice.id).where(KnownDevice.login_id == login_id).limit(1))
    session.execute(
        insert(KnownDevice)
        .values(login_id=login_id, token_hash=_hash(token), since_at=clock.now())
        .on_conflict_do_nothing(index_elements=[KnownDevice.login_id, KnownDevice.token_hash])
    )
    if others is not None:
        warnings.promise(login_id=login_id, kind="new_sign_in", device=device)
    return token


def _buckets(email: str, *, address: str, device: str, login: Login | None) -> tuple[throttle.Bucket, ...]:
    known = login is not None and bool(device) and _knows(login.id, device)
    if known:
        return (BY_DEVICE.of(f"{email} {device}"),)
    return BY_ACCOUNT.of(email), BY_ADDRESS.of(address), IN_TOTAL.of()


def _knows(login_id: int, device: str) -> bool:
    found = select(KnownDevice.id).where(
        KnownDevice.login_id == login_id, KnownDevice.token_hash == _hash(device)
    )
    return session.scalar(found) is not None


def _open_login(email: str) -> Login | None:
    return session.scalar(select(Login).where(func.lower(Login.email) == email, Login.closed_at.is_(None)))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
