"""Two colleagues who make the calls."""

from __future__ import annotations

import pytest

from tests.factories import identity as identities
from webapp.domain import identity
from webapp.domain.identity import Role


def a_colleague() -> identity.Actor:
    return identity.actor_for(identities.a_member_of_staff(Role.CASES).id)


@pytest.fixture
def ann(app) -> identity.Actor:
    return a_colleague()


@pytest.fixture
def luc(app) -> identity.Actor:
    return a_colleague()
