"""An actor acts for whom her mandates name, may what her roles hold, and is staff only with a role."""

from __future__ import annotations

from webapp.domain.identity import Actor, Hat, House, Permission, Role

BOTH = Actor(
    login_id=1,
    language="fr",
    hats=(Hat("affiliate", 9, "accountant"), Hat("affiliate", 7, "self"), Hat("company", 3, "director")),
)


def test_she_acts_for_whom_her_mandates_name_and_nobody_else():
    assert BOTH.acts_for_affiliate(7)
    assert BOTH.acts_for_company(3)
    assert not BOTH.acts_for_affiliate(3)
    assert not BOTH.acts_for_company(7)


def test_she_stands_first_among_those_she_acts_for():
    assert BOTH.affiliate_ids == (7, 9)
    assert BOTH.company_ids == (3,)


def test_a_role_makes_staff_and_gives_its_permissions_only():
    clerk = Actor(login_id=2, language="nl", roles=frozenset({Role.PAYMENTS}))
    assert clerk.is_staff
    assert clerk.may(Permission.MATCH_PAYMENTS)
    assert not clerk.may(Permission.DECIDE_CASES)
    assert not BOTH.is_staff
    assert not any(BOTH.may(permission) for permission in Permission)


def test_the_house_itself_is_nobody():
    assert House.login_id is None


def test_a_name_does_not_show_in_logs():
    assert "Jeanne" not in repr(Actor(login_id=1, language="fr", name="Jeanne Peeters"))
