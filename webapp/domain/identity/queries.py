"""What is only read about identities."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, or_, select

from webapp.domain.identity.actor import Actor, Hat
from webapp.domain.identity.models import Login, Mandate, StaffRole
from webapp.domain.identity.permissions import Role
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session

ACTIVITY_SHOWN: Final = 30


@dataclass(frozen=True, kw_only=True)
class LoginLine:
    """One log-in as staff see it."""

    id: int
    name: str
    email: str
    language: str
    state: str
    roles: tuple[Role, ...]
    has_second_factor: bool


@dataclass(frozen=True, kw_only=True)
class ActivityLine:
    """One deed around a log-in: a code of the house's verbs, words are chosen when it is shown."""

    at: datetime
    verb: str
    by_herself: bool
    facts: dict[str, Any]


def actor_for(login_id: int, *, on_session: int | None = None) -> Actor | None:
    """The actor behind a log-in with her roles and present mandates; None when the log-in is closed."""
    login = session.get(Login, login_id)
    if login is None or login.closed_at is not None:
        return None
    today = clock.today()
    roles = session.scalars(select(StaffRole.role).where(StaffRole.login_id == login_id))
    mandates = session.scalars(
        select(Mandate)
        .where(
            Mandate.login_id == login_id,
            Mandate.since <= today,
            or_(Mandate.until.is_(None), Mandate.until >= today),
        )
        .order_by(Mandate.id)
    )
    return Actor(
        login_id=login_id,
        language=login.language,
        roles=frozenset(Role(role) for role in roles),
        hats=tuple(_hat(mandate) for mandate in mandates),
        session_id=on_session,
        has_second_factor=login.totp_secret is not None,
        name=login.name,
    )


@dataclass(frozen=True, kw_only=True)
class MandateLine:
    """Who may act for somebody, in which quality, and since when."""

    id: int
    login_id: int
    name: str = field(repr=False)
    kind: str
    since: date
    until: date | None


def mandates_for_company(company_id: int, *, on: date) -> list[MandateLine]:
    """The people who may act for a company on a day, directors first."""
    rows = session.execute(
        select(Mandate, Login.name)
        .join(Login, Login.id == Mandate.login_id)
        .where(
            Mandate.company_id == company_id,
            or_(Mandate.until.is_(None), Mandate.until >= on),
            Login.closed_at.is_(None),
        )
        .order_by(Mandate.kind.desc(), Mandate.since, Mandate.id)
    )
    return [
        MandateLine(
            id=mandate.id, login_id=mandate.login_id, name=name, kind=mandate.kind,
            since=mandate.since, until=mandate.until,
        )
        for mandate, name in rows
    ]  # fmt: skip


def _hat(mandate: Mandate) -> Hat:
    if mandate.company_id is not None:
        return Hat("company", mandate.company_id, mandate.kind)  # type: ignore[arg-type]
    assert mandate.affiliate_id is not None, "the table has a check on it"
    return Hat("affiliate", mandate.affiliate_id, mandate.kind)  # type: ignore[arg-type]


def has_second_factor(login_id: int) -> bool:
    """Whether a person has enrolled a second factor."""
    return session.scalar(select(Login.totp_secret).where(Login.id == login_id)) is not None


def email_of(login_id: int) -> str:
    """The address a person signs in with."""
    return session.scalars(select(Login.email).where(Login.id == login_id)).one()


def login_by_email(email: str) -> int | None:
    """The log-in of an address, for staff and commands."""
    return session.scalar(select(Login.id).where(func.lower(Login.email) == email.strip().lower()))


def activity(login_id: int) -> list[ActivityLine]:
    """What happened around a log-in lately, newest first."""
    notes = session.scalars(
        select(AuditNote)
        .where(AuditNote.thing == f"login:{login_id}")
        .order_by(AuditNote.id.desc())
        .limit(ACTIVITY_SHOWN)
    )
    return [
        ActivityLine(at=one.at, verb=one.verb, by_herself=one.login_id == login_id, facts=one.facts)
        for one in notes
    ]


def staff_people() -> list[LoginLine]:
    """The fund's own people with their roles, by name."""
    rows = session.execute(
        select(Login, func.array_agg(StaffRole.role))
        .join(StaffRole, StaffRole.login_id == Login.id)
        .group_by(Login.id)
        .order_by(Login.name, Login.id)
    )
    return [_line(login, tuple(sorted(Role(role) for role in roles))) for login, roles in rows]


def login_line(login_id: int) -> LoginLine | None:
    """One log-in as staff see it; None when there is none."""
    login = session.get(Login, login_id)
    if login is None:
        return None
    roles = session.scalars(select(StaffRole.role).where(StaffRole.login_id == login_id))
    return _line(login, tuple(sorted(Role(role) for role in roles)))


def _line(login: Login, roles: tuple[Role, ...]) -> LoginLine:
    state = "closed" if login.closed_at else "open" if login.password_hash else "invited"
    return LoginLine(
        id=login.id,
        name=login.name,
        email=login.email,
        language=login.language,
        state=state,
        roles=roles,
        has_second_factor=login.totp_secret is not None,
    )
