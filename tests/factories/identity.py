"""Log-ins for tests."""

from __future__ import annotations

from itertools import count

import pyotp

from webapp.domain import identity
from webapp.domain.identity import Role
from webapp.domain.identity.models import Login, Mandate, StaffRole
from webapp.kit import clock
from webapp.kit.db import session

_numbers = count(1)


#: A password that nobody refuses, and the secret of an authenticator app.
PASSWORD = "vier woorden zonder verband"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def somebody_who_can_sign_in(*roles: Role, email: str = "", second_factor: bool = False) -> Login:
    """A log-in with a password (PASSWORD), and with an app (TOTP_SECRET) if wanted."""
    login_id = identity.register(
        email=email or f"person{next(_numbers)}@example.be",
        name="Jeanne Peeters",
        language="fr",
        password=PASSWORD,
        roles=roles,
        totp_secret=TOTP_SECRET if second_factor else None,
    )
    return session.get_one(Login, login_id)


def code_of_app(*, secret: str = TOTP_SECRET) -> str:
    """What the app shows now."""
    return pyotp.TOTP(secret).at(clock.now())


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
