"""One-time codes: how a person gets her first password, a new one, or another address.

The code is made by the job that sends it (`jobs/send_code.py`); this room keeps its hash only. It is bound
to one log-in and one purpose, works once, bears five wrong entries, and lives a day by mail and thirty days
by letter. Whether an address is known is told to nobody: asking for a new password writes the same for
every address, and a job looks up whom it belongs to.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import delete, func, select, update

from webapp.domain.identity import passwords, warnings
from webapp.domain.identity.actor import Comer
from webapp.domain.identity.coming_in import IN_TOTAL, NOBODY
from webapp.domain.identity.models import Login, OneTimeCode, PasswordRequest
from webapp.kit import audit, clock, outbox, sessions, throttle
from webapp.kit.audit import Doer
from webapp.kit.db import session
from webapp.kit.sealing import blind_index, seal, unseal

Purpose = Literal["activation", "new_password", "new_email"]
Channel = Literal["mail", "letter"]

#: Fifty bits in ten signs that nobody confuses on paper.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 10
MOST_TRIES: Final = 5
LIVES: Final[dict[str, timedelta]] = {"mail": timedelta(days=1), "letter": timedelta(days=30)}
DAY: Final = timedelta(days=1)
SPENT_FOR: Final = timedelta(days=30)
ENTRY_BY_ACCOUNT: Final = throttle.Limit(name="code.account", most=10, within=timedelta(minutes=5))
ENTRY_BY_ADDRESS: Final = throttle.Limit(name="code.address", most=50, within=timedelta(minutes=5))
ASK_BY_ACCOUNT: Final = throttle.Limit(name="ask.account", most=5, within=DAY)
ASK_BY_ADDRESS: Final = throttle.Limit(name="ask.address", most=20, within=timedelta(hours=1))
PLACE: Final = "password_request.email"
#: What people type for a sign that looks alike.
_LOOKS_LIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", " ": "", "-": ""})


class WrongCodeEntryError(Exception):
    """Address and code do not belong together, or the code has been used or has lapsed."""


@dataclass(frozen=True, kw_only=True)
class CodeToSend:
    """A code on its way: everything the job needs; it lives in memory only.

    `fingerprint` tells two codes of one request apart without telling the code, for a Message-ID.
    """

    code_id: int
    login_id: int
    purpose: Purpose
    channel: Channel
    code: str = field(repr=False)
    fingerprint: str
    name: str
    email: str
    language: str
    expires_at: datetime
    asked_at: datetime


def ask(
    *, login_id: int, purpose: Purpose, channel: Channel, by: Doer | None, new_email: str | None = None
) -> OneTimeCode:
    """Promise a code to a person; earlier ones for the same purpose end."""
    at = clock.now()
    earlier = (
        OneTimeCode.login_id == login_id,
        OneTimeCode.purpose == purpose,
        OneTimeCode.used_at.is_(None),
    )
    session.execute(update(OneTimeCode).where(*earlier).values(used_at=at))
    row = OneTimeCode(login_id=login_id, purpose=purpose, channel=channel, new_email=new_email, asked_at=at)
    session.add(row)
    session.flush()
    outbox.promise("send_code", key=f"code-{row.id}", code_id=row.id)
    audit.note(by, f"login.{purpose}_asked", f"login:{login_id}", channel=channel)
    return row


def make_code(code_id: int) -> CodeToSend | None:
    """Make the code that is to be sent; None when it has been sent, replaced or is wanted no more.

    A code that was made but never sent (the sender died in between) is made anew.
    """
    row = session.get(OneTimeCode, code_id, with_for_update=True)
    if row is None or row.sent_at is not None or row.used_at is not None:
        return None
    login = session.get_one(Login, row.login_id)
    if login.closed_at is not None or (row.new_email and _is_taken(row.new_email)):
        row.used_at = clock.now()
        return None
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row.code_hash = _hash(row, code)
    row.expires_at = clock.now() + LIVES[row.channel]
    return CodeToSend(
        code_id=row.id,
        login_id=login.id,
        purpose=row.purpose,  # type: ignore[arg-type]
        channel=row.channel,  # type: ignore[arg-type]
        code=f"{code[:5]}-{code[5:]}",
        fingerprint=row.code_hash[:6].hex(),
        name=login.name,
        email=row.new_email or login.email,
        language=login.language,
        expires_at=row.expires_at,
        asked_at=row.asked_at,
    )


def code_was_sent(code_id: int, *, at: datetime) -> None:
    """Note that the world took the code."""
    session.get_one(OneTimeCode, code_id, with_for_update=True).sent_at = at


def ask_new_password(*, email: str, address: str) -> None:
    """Somebody says she forgot her password; writes the same for every address.

    Raises:
        TooManyTriesError: asked too often.
    """
    email = email.strip().lower()
    throttle.take(ASK_BY_ACCOUNT.of(email), ASK_BY_ADDRESS.of(address), IN_TOTAL.of())
    row = PasswordRequest(sealed_email=seal(email, place=PLACE), asked_at=clock.now())
    session.add(row)
    session.flush()
    outbox.promise("look_up_password_request", key=f"password-request-{row.id}", request_id=row.id)


def answer_password_request(request_id: int) -> None:
    """Send a code if the address belongs to somebody: a new password, or her activation once more."""
    row = session.get_one(PasswordRequest, request_id, with_for_update=True)
    if row.done_at is not None:
        return
    row.done_at = clock.now()
    login = _login_of(unseal(row.sealed_email, place=PLACE))
    if login is not None:
        purpose: Purpose = "new_password" if login.password_hash else "activation"
        ask(login_id=login.id, purpose=purpose, channel="mail", by=Comer(login.id))


def choose_password(*, email: str, code: str, password: str, address: str, words: Iterable[str] = ()) -> None:
    """Enter a code and choose a password: the first one or a new one. Every open visit ends.

    Raises:
        WeakPasswordError: the password is refused; the code stays good.
        WrongCodeEntryError: the code is not hers; the caller commits the try (`db.keep_refusal`).
        TooManyTriesError: too many tries.
    """
    email = email.strip().lower()
    weakness = passwords.weakness_of(password, words=(*words, email))
    if weakness is not None:
        raise passwords.WeakPasswordError(weakness)
    taken = throttle.take(ENTRY_BY_ACCOUNT.of(email), ENTRY_BY_ADDRESS.of(address), IN_TOTAL.of())
    login = _login_of(email)
    password_hash = passwords.hashed(password)
    row = _open_code(login, ("activation", "new_password"))
    if login is None or row is None or not _enter(row, code):
        audit.note(None, "login.code_failed", f"login:{login.id}" if login else NOBODY)
        raise WrongCodeEntryError
    throttle.give_back(taken)
    login.password_hash = password_hash
    login.activated_at = login.activated_at or clock.now()
    sessions.end_all(login.id)
    if row.purpose == "new_password":
        warnings.promise(login_id=login.id, kind="password_changed")
    audit.note(Comer(login.id), f"login.{row.purpose}_done", f"login:{login.id}")


def change_password(
    *, login_id: int, password: str, by: Doer, session_id: int, words: Iterable[str] = ()
) -> None:
    """Another password, chosen while signed in; every other visit ends.

    Raises:
        WeakPasswordError: the password is refused.
    """
    login = session.get_one(Login, login_id, with_for_update=True)
    weakness = passwords.weakness_of(password, words=(*words, login.email, login.name))
    if weakness is not None:
        raise passwords.WeakPasswordError(weakness)
    login.password_hash = passwords.hashed(password)
    sessions.end_all(login_id, but=session_id)
    warnings.promise(login_id=login_id, kind="password_changed")
    audit.note(by, "login.password_changed", f"login:{login_id}")


def ask_email_change(*, login_id: int, email: str, by: Doer) -> None:
    """Ask for another address: a code goes to the new one, a warning to the old one."""
    ask(login_id=login_id, purpose="new_email", channel="mail", by=by, new_email=email.strip())
    warnings.promise(login_id=login_id, kind="email_change")


def confirm_email_change(*, login_id: int, code: str, by: Doer) -> None:
    """Take the new address into use; the old one hears of it.

    Raises:
        WrongCodeEntryError: the code is not right; the caller commits the try (`db.keep_refusal`).
        TooManyTriesError: too many tries.
    """
    taken = throttle.take(ENTRY_BY_ACCOUNT.of(f"login:{login_id}"), IN_TOTAL.of())
    login = session.get_one(Login, login_id, with_for_update=True)
    row = _open_code(login, ("new_email",))
    if row is None or not row.new_email or not _enter(row, code) or _is_taken(row.new_email):
        audit.note(by, "login.code_failed", f"login:{login_id}")
        raise WrongCodeEntryError
    throttle.give_back(taken)
    login.email = row.new_email
    audit.note(by, "login.email_changed", f"login:{login_id}")


def waiting_email(*, login_id: int) -> str | None:
    """The new address that waits for its code, if any."""
    row = _open_code(session.get_one(Login, login_id), ("new_email",))
    return row.new_email if row is not None else None


def forget_spent(*, at: datetime) -> None:
    """Delete codes and requests a month after they can be of no use; the notes of them stay."""
    session.execute(delete(PasswordRequest).where(PasswordRequest.asked_at < at - SPENT_FOR))
    session.execute(delete(OneTimeCode).where(OneTimeCode.asked_at < at - LIVES["letter"] - SPENT_FOR))


def _enter(row: OneTimeCode, code: str) -> bool:
    """Try a code: right ones are used up, wrong ones counted."""
    clean = code.upper().translate(_LOOKS_LIKE)
    if row.code_hash is not None and secrets.compare_digest(row.code_hash, _hash(row, clean)):
        row.used_at = clock.now()
        return True
    row.tries += 1
    return False


def _open_code(login: Login | None, purposes: tuple[Purpose, ...]) -> OneTimeCode | None:
    if login is None:
        return None
    return session.scalar(
        select(OneTimeCode)
        .where(
            OneTimeCode.login_id == login.id,
            OneTimeCode.purpose.in_(purposes),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.tries < MOST_TRIES,
            OneTimeCode.expires_at > clock.now(),
        )
        .order_by(OneTimeCode.id.desc())
        .limit(1)
        .with_for_update()
    )


def _login_of(email: str) -> Login | None:
    found = select(Login).where(func.lower(Login.email) == email, Login.closed_at.is_(None))
    return session.scalar(found)


def _is_taken(email: str) -> bool:
    return session.scalar(select(Login.id).where(func.lower(Login.email) == email.lower())) is not None


def _hash(row: OneTimeCode, code: str) -> bytes:
    return blind_index(f"{row.login_id}:{row.purpose}:{code}", place="one_time_code")
