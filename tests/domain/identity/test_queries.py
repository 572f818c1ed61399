"""What is read about log-ins: who acts for whom today, what staff see, what happened lately."""

from __future__ import annotations

from tests.factories.identity import a_login, a_mandate, a_member_of_staff, somebody_who_can_sign_in
from webapp.domain import identity
from webapp.domain.identity import Role


def test_an_actor_has_her_roles_and_hats_herself_first(app):
    login = a_login()
    a_mandate(login, affiliate_id=8, kind="accountant")
    a_mandate(login, affiliate_id=7)
    a_mandate(login, company_id=9, kind="director")
    actor = identity.actor_for(login.id, on_session=3)
    assert actor.affiliate_ids == (7, 8)
    assert actor.company_ids == (9,)
    assert actor.session_id == 3
    assert not actor.is_staff


def test_nobody_is_nobody(app):
    assert identity.actor_for(999_999_999) is None
    assert identity.login_line(999_999_999) is None
    assert identity.login_by_email("nobody@example.be") is None


def test_staff_are_listed_with_roles_and_state(app):
    clerk = a_member_of_staff(Role.CASES, Role.EDITOR)
    line = next(one for one in identity.staff_people() if one.id == clerk.id)
    assert line.roles == (Role.CASES, Role.EDITOR)
    assert line.state == "invited"
    assert identity.login_line(somebody_who_can_sign_in(second_factor=True).id).has_second_factor
