"""Who did what is written in the deed's own transaction."""

from __future__ import annotations

from tests.factories import identity as identities
from webapp.domain import identity
from webapp.kit import audit, clock
from webapp.kit.db import session


def test_a_note_names_the_doer_the_verb_and_the_thing(app, clock_at):
    clock_at("2026-11-22T10:00")
    actor = identity.actor_for(identities.a_member_of_staff().id)
    audit.note(actor, "case.granted", "case:12", paper="reduce_provisional")
    session.flush()
    row = session.query(audit.AuditNote).filter_by(thing="case:12").one()
    assert (row.login_id, row.verb, row.facts) == (actor.login_id, "case.granted", {"paper": "reduce_provisional"})
    assert row.at == clock.now()


def test_the_house_itself_has_no_login(app):
    audit.note(identity.House, "run.planned", "run:1")
    session.flush()
    assert session.query(audit.AuditNote).filter_by(thing="run:1").one().login_id is None
