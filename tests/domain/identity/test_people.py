"""Log-ins are invited, given roles, closed; mandates give hats from a day until a day."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories.identity import a_login, a_member_of_staff, somebody_who_can_sign_in
from webapp.domain import identity
from webapp.domain.identity import Permission, Role
from webapp.kit import clock, sessions
from webapp.kit.audit import AuditNote
from webapp.kit.db import session

DAY = timedelta(days=1)


def test_the_same_address_is_the_same_person(app):
    first = identity.invite(email="Ines@example.be", name="Ines", language="nl", by=identity.House)
    assert identity.invite(email="ines@example.be", name="Ines", language="nl", by=identity.House) == first


def test_a_mandate_is_a_hat_from_its_first_day_to_its_last(app, clock_at):
    clock_at("2026-11-22T10:00")
    login = a_login()
    today = clock.today()
    mandate = identity.grant_mandate(
        login_id=login.id, by=identity.House, since=today + DAY, kind="director", company_id=5
    )
    assert identity.actor_for(login.id).company_ids == ()
    clock_at("2026-11-23T10:00")
    assert identity.actor_for(login.id).company_ids == (5,)
    identity.end_mandate(mandate, by=identity.House, until=clock.today())
    assert identity.actor_for(login.id).company_ids == (5,)
    clock_at("2026-11-24T10:00")
    assert identity.actor_for(login.id).company_ids == ()


def test_a_mandate_is_granted_once(app):
    login = a_login()
    granted = [
        identity.grant_mandate(
            login_id=login.id, by=identity.House, since=date(2026, 1, 1), kind="accountant", affiliate_id=7
        )
        for _ in range(2)
    ]
    assert granted[0] == granted[1]


def test_new_roles_count_at_once_and_end_the_visits(app):
    clerk = a_member_of_staff(Role.CASES)
    visit = sessions.WebSession(
        token_hash=b"x", login_id=clerk.id, started_at=clock.now(), seen_at=clock.now(), agent=""
    )
    session.add(visit)
    session.flush()
    identity.give_roles(login_id=clerk.id, roles=[Role.EDITOR], by=identity.House)
    actor = identity.actor_for(clerk.id)
    assert actor.may(Permission.WRITE_BULLETINS)
    assert not actor.may(Permission.DECIDE_CASES)
    session.refresh(visit)
    assert visit.ended_at is not None


def test_a_closed_way_in_is_nobodys(app):
    person = somebody_who_can_sign_in()
    identity.close_login(login_id=person.id, by=identity.House)
    assert identity.actor_for(person.id) is None
    identity.reopen_login(login_id=person.id, by=identity.House)
    assert identity.actor_for(person.id) is not None


def test_every_deed_is_written_down(app):
    person = a_member_of_staff(Role.CASES)
    by = identity.Comer(a_member_of_staff(Role.SUPERVISOR).id)
    identity.give_roles(login_id=person.id, roles=[Role.CASES, Role.PAYMENTS], by=by)
    identity.close_login(login_id=person.id, by=by)
    session.flush()
    notes = session.query(AuditNote).filter_by(thing=f"login:{person.id}", login_id=by.login_id)
    assert {note.verb for note in notes} == {"login.roles_given", "login.closed"}
    assert {line.verb for line in identity.activity(person.id)} == {"login.roles_given", "login.closed"}


def test_a_fresh_house_knows_nobody(app):
    assert identity.staff_people() == []
