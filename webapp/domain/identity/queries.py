"""What is only read about identities."""

from __future__ import annotations

from sqlalchemy import or_, select

from webapp.domain.identity.actor import Actor, Hat
from webapp.domain.identity.models import Login, Mandate, StaffRole
from webapp.domain.identity.permissions import Role
from webapp.kit import clock
from webapp.kit.db import session


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


def _hat(mandate: Mandate) -> Hat:
    if mandate.company_id is not None:
        return Hat("company", mandate.company_id, mandate.kind)  # type: ignore[arg-type]
    assert mandate.affiliate_id is not None, "the table has a check on it"
    return Hat("affiliate", mandate.affiliate_id, mandate.kind)  # type: ignore[arg-type]
