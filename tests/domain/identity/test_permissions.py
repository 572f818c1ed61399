"""Who may do which verb stands in one table; money out and mass mails need two different people."""

from __future__ import annotations

import pytest

from webapp.domain.identity import Permission, Role
from webapp.domain.identity.permissions import PERMISSIONS


def test_every_role_has_a_line_and_every_permission_a_role():
    assert PERMISSIONS.keys() == set(Role)
    assert frozenset().union(*PERMISSIONS.values()) == set(Permission)


@pytest.mark.parametrize(
    ("draws", "releases"),
    [
        (Permission.DRAW_RUNS, Permission.RELEASE_RUNS),
        (Permission.WRITE_BULLETINS, Permission.RELEASE_BULLETINS),
    ],
)
def test_no_single_role_both_prepares_and_releases(draws, releases):
    assert not [role for role, held in PERMISSIONS.items() if {draws, releases} <= held]
