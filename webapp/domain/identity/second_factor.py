"""The second factor: a time-based code (RFC 6238), and recovery codes for the day the phone is lost.

The secret is sealed in the database. A code is good for its own half minute and its two neighbours, and
once: the last step used is remembered. Enrolment keeps nothing until a first code has proved it: the
secret offered is derived from the visit, so that showing the page writes nothing.
"""

from __future__ import annotations

import base64
import secrets
from datetime import timedelta
from typing import Final

import pyotp
from sqlalchemy import delete, select

from webapp.domain.identity.actor import Comer
from webapp.domain.identity.coming_in import note_signed_in
from webapp.domain.identity.models import Login, RecoveryCode
from webapp.kit import audit, clock, throttle
from webapp.kit.audit import Doer
from webapp.kit.db import session
from webapp.kit.sealing import blind_index, seal, unseal

PLACE: Final = "login.totp_secret"
STEP_SECONDS: Final = 30
DIGITS: Final = 6
SECRET_BYTES: Final = 20
RECOVERY_CODES: Final = 10
RECOVERY_LENGTH: Final = 10
#: Letters and digits nobody confuses on paper.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LIMITS: Final = (
    throttle.Limit(name="second_factor.minutes", most=5, within=timedelta(minutes=5)),
    throttle.Limit(name="second_factor.hour", most=20, within=timedelta(hours=1)),
    throttle.Limit(name="second_factor.day", most=50, within=timedelta(days=1)),
)
IN_TOTAL: Final = throttle.Limit(name="second_factor.total", most=1000, within=timedelta(minutes=5))


class WrongCodeError(Exception):
    """A code that is not right now, was used already, or never was one."""


def offered_secret(*, login_id: int, session_id: int) -> str:
    """The secret that this visit offers for enrolment: the same each time it is shown, kept nowhere."""
    digest = blind_index(f"{session_id}:{login_id}", place="login.totp_offer")
    return base64.b32encode(digest[:SECRET_BYTES]).decode()


def address_of(secret: str, *, name: str, fund: str) -> str:
    """The otpauth address that an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=fund)


def enrol(*, login_id: int, secret: str, code: str, by: Doer) -> tuple[str, ...]:
    """Take a secret into use after a first right code; returns the recovery codes, shown this once.

    Raises:
        WrongCodeError: the code does not come from this secret.
        TooManyTriesError: too many tries.
    """
    taken = _take(login_id)
    login = session.get_one(Login, login_id, with_for_update=True)
    step = _step_of(secret, code)
    if step is None:
        audit.note(by, "login.second_factor_failed", f"login:{login_id}")
        raise WrongCodeError
    throttle.give_back(taken)
    login.totp_secret = seal(secret, place=PLACE)
    login.totp_last_step = step
    audit.note(by, "login.second_factor_set", f"login:{login_id}")
    return renew_recovery_codes(login_id=login_id, by=by)


def renew_recovery_codes(*, login_id: int, by: Doer) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones are worth nothing from now on."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.login_id == login_id))
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    session.add_all(RecoveryCode(login_id=login_id, code_hash=_hash(login_id, code)) for code in codes)
    audit.note(by, "login.recovery_codes_made", f"login:{login_id}")
    return codes


def pass_second_factor(*, login_id: int, code: str) -> None:
    """Check a code of the app, or a recovery code, of somebody whose password was right.

    Raises:
        WrongCodeError: it is not right, or was used already.
        TooManyTriesError: too many tries.
    """
    taken = _take(login_id)
    login = session.get_one(Login, login_id, with_for_update=True)
    code = code.upper().replace(" ", "").replace("-", "")
    if not (_is_next_step(login, code) or _uses_recovery(login_id, code)):
        audit.note(Comer(login_id), "login.second_factor_failed", f"login:{login_id}")
        raise WrongCodeError
    throttle.give_back(taken)
    note_signed_in(login_id)


def remove_second_factor(*, login_id: int, by: Doer) -> None:
    """Take the second factor away: by the person herself, or by staff when phone and codes are lost."""
    login = session.get_one(Login, login_id, with_for_update=True)
    login.totp_secret = login.totp_last_step = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.login_id == login_id))
    audit.note(by, "login.second_factor_removed", f"login:{login_id}")


def recovery_codes_left(*, login_id: int) -> int:
    """How many recovery codes a person has not used."""
    unused = select(RecoveryCode.id).where(RecoveryCode.login_id == login_id, RecoveryCode.used_at.is_(None))
    return len(session.scalars(unused).all())


def _take(login_id: int) -> tuple[int, ...]:
    return throttle.take(*(limit.of(login_id) for limit in LIMITS), IN_TOTAL.of())


def _is_next_step(login: Login, code: str) -> bool:
    if login.totp_secret is None:
        return False
    step = _step_of(unseal(login.totp_secret, place=PLACE), code)
    if step is None or step <= (login.totp_last_step or 0):
        return False
    login.totp_last_step = step
    return True


def _step_of(secret: str, code: str) -> int | None:
    """Which half minute a code belongs to: this one, the one before or the one after; None when none."""
    code = code.replace(" ", "")
    now = int(clock.now().timestamp()) // STEP_SECONDS
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    totp = pyotp.TOTP(secret)
    steps = (now, now - 1, now + 1)
    return next((step for step in steps if secrets.compare_digest(totp.generate_otp(step), code)), None)


def _uses_recovery(login_id: int, code: str) -> bool:
    found = session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.login_id == login_id,
            RecoveryCode.code_hash == _hash(login_id, code),
            RecoveryCode.used_at.is_(None),
        )
    )
    if found is None:
        return False
    found.used_at = clock.now()
    audit.note(Comer(login_id), "login.recovery_code_used", f"login:{login_id}")
    return True


def _recovery_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH))


def _hash(login_id: int, code: str) -> bytes:
    return blind_index(f"{login_id}:{code}", place="recovery_code")
