"""The timetable: each entry promised once a Belgian day, from its hour on, whichever clock looks."""

from __future__ import annotations

from datetime import time

import pytest

import jobs
from jobs import schedule
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.outbox import Errand


@pytest.fixture
def nightly(app, monkeypatch):
    monkeypatch.setattr(schedule, "TIMETABLE", (schedule.Daily(job="send_notice", at=time(3, 0)),))


def promised() -> list[str]:
    return [row.key for row in session.query(Errand).order_by(Errand.id)]


def test_nothing_before_the_hour(nightly, clock_at):
    clock_at("2026-11-22T01:59")  # 2:59 in Belgium
    assert schedule.promise_due(at=clock.now()) == 0
    assert promised() == []


def test_two_looks_and_two_clocks_make_one_errand(nightly, clock_at):
    for moment in ("2026-11-22T02:00", "2026-11-22T02:01", "2026-11-22T22:59"):
        clock_at(moment)
        schedule.promise_due(at=clock.now())
    assert promised() == ["daily-send_notice-2026-11-22"]


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_the_nights_of_the_clock_change_run_once(nightly, clock_at, night):
    for hour in range(24):
        clock_at(f"{night}T{hour:02}:30")
        if clock.today().isoformat() == night:
            schedule.promise_due(at=clock.now())
    assert promised() == [f"daily-send_notice-{night}"]


def test_every_entry_names_a_job():
    assert {entry.job for entry in schedule.TIMETABLE} <= jobs.catalogue().keys()
