"""Log-ins of people: invited, given roles, closed; mandates to act for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from sqlalchemy import delete, func, select

from webapp.domain.identity import codes, passwords
from webapp.domain.identity.models import Login, Mandate, StaffRole
from webapp.domain.identity.permissions import Role
from webapp.kit import audit, clock, sessions
from webapp.kit.audit import Doer
from webapp.kit.db import session
from webapp.kit.sealing import seal

MandateKind = Literal["self", "director", "accountant"]


def invite(*, email: str, name: str, language: str, by: Doer | None, channel: codes.Channel = "mail") -> int:
    """Give somebody a way in: a log-in without a password, and a code by mail or letter to open it.

    A known address keeps its log-in; while it waits for activation it gets a new code. Returns the
    log-in's id.
    """
    login = _login_of(email)
    if login is None:
        login = _new_login(email=email, name=name, language=language)
        audit.note(by, "login.invited", f"login:{login.id}", channel=channel)
    if login.password_hash is None and login.closed_at is None:
        codes.ask(login_id=login.id, purpose="activation", channel=channel, by=by)
    return login.id


def register(
    *,
    email: str,
    name: str,
    language: str,
    password: str,
    roles: Iterable[Role] = (),
    totp_secret: str | None = None,
) -> int:
    """Make a log-in that is open at once: the demo's people and the first operator. Returns its id.

    A known address keeps its log-in and gets this password.
    """
    login = _login_of(email) or _new_login(email=email, name=name, language=language)
    login.password_hash = passwords.hashed(password)
    login.activated_at = login.activated_at or clock.now()
    if totp_secret is not None:
        login.totp_secret = seal(totp_secret, place="login.totp_secret")
    for role in roles:
        session.merge(StaffRole(login_id=login.id, role=role))
    audit.note(None, "login.registered", f"login:{login.id}")
    session.flush()
    return login.id


def give_roles(*, login_id: int, roles: Iterable[Role], by: Doer) -> None:
    """The roles a member of staff holds from now on; her visits end, so that old rights end at once."""
    wanted = sorted(roles)
    session.execute(delete(StaffRole).where(StaffRole.login_id == login_id))
    session.add_all(StaffRole(login_id=login_id, role=role) for role in wanted)
    sessions.end_all(login_id)
    audit.note(by, "login.roles_given", f"login:{login_id}", roles=[str(role) for role in wanted])


def close_login(*, login_id: int, by: Doer) -> None:
    """End a way in: nobody comes in by it any more."""
    login = session.get_one(Login, login_id, with_for_update=True)
    login.closed_at = login.closed_at or clock.now()
    sessions.end_all(login_id)
    audit.note(by, "login.closed", f"login:{login_id}")


def reopen_login(*, login_id: int, by: Doer) -> None:
    """Open a closed way in again, with the password it had."""
    session.get_one(Login, login_id, with_for_update=True).closed_at = None
    audit.note(by, "login.reopened", f"login:{login_id}")


def grant_mandate(
    *,
    login_id: int,
    by: Doer | None,
    since: date,
    kind: MandateKind,
    affiliate_id: int | None = None,
    company_id: int | None = None,
) -> int:
    """Let a log-in act for an affiliate or a company from a day; a mandate that runs already is kept."""
    running = session.scalar(
        select(Mandate).where(
            Mandate.login_id == login_id,
            Mandate.affiliate_id.is_not_distinct_from(affiliate_id),
            Mandate.company_id.is_not_distinct_from(company_id),
            Mandate.until.is_(None),
        )
    )
    if running is not None:
        return running.id
    mandate = Mandate(
        login_id=login_id, affiliate_id=affiliate_id, company_id=company_id, kind=kind, since=since
    )
    session.add(mandate)
    session.flush()
    audit.note(by, "mandate.granted", f"login:{login_id}", mandate=mandate.id, kind=kind)
    return mandate.id


def end_mandate(mandate_id: int, *, by: Doer | None, until: date) -> None:
    """The last day of a mandate; the hat is gone from the day after."""
    mandate = session.get_one(Mandate, mandate_id, with_for_update=True)
    mandate.until = until
    audit.note(by, "mandate.ended", f"login:{mandate.login_id}", mandate=mandate.id)


def _new_login(*, email: str, name: str, language: str) -> Login:
    login = Login(email=email.strip(), name=name.strip(), language=language, created_at=clock.now())
    session.add(login)
    session.flush()
    return login


def _login_of(email: str) -> Login | None:
    return session.scalar(select(Login).where(func.lower(Login.email) == email.strip().lower()))
