"""Addresses that nobody confirmed are gone after seven days."""

from __future__ import annotations

from datetime import timedelta

import jobs.forget_unconfirmed
from jobs import schedule
from webapp.domain import bulletins
from webapp.domain.bulletins.models import SubscriberRow
from webapp.kit import clock
from webapp.kit.db import session


def test_the_night_forgets_them(app, clock_at):
    at = clock.now()
    bulletins.wish(email="typo@readers.example", language="fr", consent="2026-11", at=at)
    clock_at(at + timedelta(days=7, minutes=1))
    jobs.forget_unconfirmed.run()
    assert session.query(SubscriberRow).count() == 0
    assert "forget_unconfirmed" in {entry.job for entry in schedule.TIMETABLE}
