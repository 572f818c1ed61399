"""What has served is forgotten; what is in use stays."""

from __future__ import annotations

from tests.factories.identity import somebody_who_can_sign_in
from webapp.domain import identity
from webapp.domain.identity.models import OneTimeCode, PasswordRequest
from webapp.kit import outbox, sessions, throttle
from webapp.kit.db import session


def test_old_tries_requests_codes_and_visits_go_and_young_ones_stay(app, clock_at, errands, browser_of):
    clock_at("2026-01-05T10:00")
    browser_of(somebody_who_can_sign_in())
    identity.ask_new_password(email="x@example.be", address="192.0.2.1")
    identity.invite(email="a@example.be", name="A", language="fr", by=identity.House)
    errands()
    clock_at("2026-11-22T10:00")
    identity.ask_new_password(email="y@example.be", address="192.0.2.1")
    identity.invite(email="b@example.be", name="B", language="fr", by=identity.House)
    outbox.promise("purge", key="purge-today")
    errands()
    assert session.query(PasswordRequest).count() == 1
    assert session.query(OneTimeCode).count() == 1
    assert session.query(sessions.WebSession).count() == 0
    assert session.query(throttle.Attempt).count() == 3
