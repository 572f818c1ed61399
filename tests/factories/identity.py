"""Log-ins for tests."""

from __future__ import annotations

from itertools import count

from webapp.domain.identity import Role
from webapp.domain.identity.models import Login, Mandate, StaffRole
from webapp.kit import clock
from webapp.kit.db import session

_numbers = count(1)


def a_login(*, language: str = "fr", name: str = "Jeanne Peeters", email: str = "") -> Login:
    login = Login(
        email=email or f"person{next(_numbers)}@example.be",
        name=name,
        language=language,
        created_at=clock.now(),
        activated_at=clock.now(),
    )
    session.add(login)
    session.flush()
    return login


def a_member_of_staff(*roles: Role, language: str = "fr") -> Login:
    login = a_login(language=language, name="Ann Claes")
    for role in roles or tuple(Role):
        session.add(StaffRole(login_id=login.id, role=role))
    session.flush()
    return login


def a_mandate(
    login: Login, *, affiliate_id: int | None = None, company_id: int | None = None, kind: str = "self"
) -> Mandate:
    mandate = Mandate(
        login_id=login.id,
        affiliate_id=affiliate_id,
        company_id=company_id,
        kind=kind,
        since=clock.today(),
    )
    session.add(mandate)
    session.flush()
    return mandate
