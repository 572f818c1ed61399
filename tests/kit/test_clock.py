"""Moments are UTC, days are Belgian, and a frozen clock stands still."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

from webapp.kit import clock


def test_a_late_evening_in_utc_is_already_tomorrow_in_belgium(clock_at):
    clock_at("2026-12-31T23:30")
    assert clock.today() == date(2027, 1, 1)


def test_the_night_of_the_clock_change_has_one_day(clock_at):
    for moment in ("2026-10-25T00:30", "2026-10-25T01:30"):
        clock_at(moment)
        assert clock.today() == date(2026, 10, 25)


def test_the_clock_runs_when_nobody_holds_it():
    assert clock.now().tzinfo is UTC
    assert abs(time.time() - clock.now().timestamp()) < 5


def test_a_moved_clock_goes_back_to_where_it_was():
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    with clock.frozen(first):
        with clock.frozen(second):
            assert clock.now() == second
        assert clock.now() == first
