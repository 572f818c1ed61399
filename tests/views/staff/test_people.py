"""Staff are invited, given roles and closed out by a supervisor, never by themselves."""

from __future__ import annotations

import pytest

from tests.factories.identity import a_member_of_staff
from tests.factories.mail import code_in, mails_to
from webapp.domain import identity
from webapp.domain.identity import Role
from webapp.kit.db import session


@pytest.fixture
def boss(app):
    return a_member_of_staff(Role.SUPERVISOR, language="en")


@pytest.fixture
def browser(boss, browser_of):
    return browser_of(boss, staff=True)


def test_a_colleague_is_invited_and_comes_in_by_her_code(browser, visitor, errands):
    assert browser.get("/staff/people/invite").status_code == 200
    data = {"name": "Noor", "email": "noor@example.be", "language": "nl", "roles": ["cases", "payments"]}
    assert browser.post("/staff/people/invite", data=data).status_code == 303
    errands()
    (mail,) = mails_to("noor@example.be")
    answer = visitor.post(
        "/nl/activeren",
        data={"email": "noor@example.be", "code": code_in(mail), "password": "vier woorden zonder verband"},
    )
    assert answer.location == "/nl/aanmelden?chosen=1"
    assert identity.actor_for(identity.login_by_email("noor@example.be")).roles == {Role.CASES, Role.PAYMENTS}
    assert "Noor" in browser.get("/staff/people").text


def test_a_known_address_and_a_missing_role_are_said_at_their_fields(browser, boss):
    data = {"name": "Noor", "email": boss.email, "language": "nl", "roles": ["cases"]}
    answer = browser.post("/staff/people/invite", data=data)
    assert answer.status_code == 422
    assert "has an access already" in answer.text
    assert browser.post("/staff/people/invite", data=data | {"roles": []}).status_code == 422


def test_roles_change_and_access_ends(browser):
    clerk = a_member_of_staff(Role.CASES)
    session.commit()
    assert browser.get(f"/staff/people/{clerk.id}").status_code == 200
    browser.post(f"/staff/people/{clerk.id}/roles", data={"roles": ["editor"]})
    assert identity.actor_for(clerk.id).roles == {Role.EDITOR}
    browser.post(f"/staff/people/{clerk.id}/access", data={"deed": "close"})
    assert identity.actor_for(clerk.id) is None
    assert "closed" in browser.get(f"/staff/people/{clerk.id}").text


def test_nobody_changes_her_own_rights(browser, boss):
    assert browser.post(f"/staff/people/{boss.id}/roles", data={"roles": ["cases"]}).status_code == 403
    assert browser.post(f"/staff/people/{boss.id}/access", data={"deed": "close"}).status_code == 403


def test_only_supervisors_look_after_access(browser_of):
    clerk = browser_of(a_member_of_staff(Role.CASES, Role.PAYMENTS, Role.OPERATOR), staff=True)
    assert clerk.get("/staff/people").status_code == 403
