"""What was looked for in vain is written down the night after, once, also when the counter was away for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
import redis

import jobs.write_down_searches
from jobs import TryLaterError, schedule
from webapp.domain import guidance
from webapp.kit import clock, tally


@pytest.fixture
def counted(app, monkeypatch):
    days: dict = {}
    monkeypatch.setattr(tally, "of", lambda name, *, on: days.get((name, on), {}))
    return days


def test_the_days_that_are_over_are_written_down_once(counted):
    today = clock.today()
    counted[guidance.TALLY, today - timedelta(days=1)] = {"fr flexi": 2}
    counted[guidance.TALLY, today - timedelta(days=5)] = {"fr flexi": 1}
    counted[guidance.TALLY, today] = {"fr pas encore": 1}
    for _time in (1, 2):
        jobs.write_down_searches.run()
    assert [(one.words, one.count) for one in guidance.in_vain()] == [("flexi", 3)]
    assert "write_down_searches" in {entry.job for entry in schedule.TIMETABLE}


def test_it_is_tried_again_when_the_counter_is_away(app, monkeypatch):
    def away(name: str, *, on: object) -> dict[str, int]:
        raise redis.ConnectionError

    monkeypatch.setattr(tally, "of", away)
    with pytest.raises(TryLaterError):
        jobs.write_down_searches.run()
