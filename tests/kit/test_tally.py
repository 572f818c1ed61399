"""Things are counted by day for all processes; without a counter nothing is counted, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import redis

from webapp.kit import embedded, tally

DAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def counter(tmp_path_factory) -> Iterator[str]:
    server = embedded.valkey(tmp_path_factory.mktemp("counter"))
    yield server.url
    server.stop()


@pytest.fixture
def counted_in(app, monkeypatch):
    tally._counter.cache_clear()

    def point(url: str) -> None:
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], redis_url=url))

    yield point
    tally._counter.cache_clear()


def test_a_day_is_counted_apart_and_forgotten_by_itself(counted_in, counter):
    counted_in(counter)
    for thing in ("fr un", "fr un", "fr deux"):
        tally.add("test", thing, on=DAY)
    assert tally.of("test", on=DAY) == {"fr un": 2, "fr deux": 1}
    assert tally.of("test", on=date(2026, 11, 26)) == {}
    assert 0 < redis.Redis.from_url(counter).ttl(f"tally:test:{DAY}") <= tally.KEPT_FOR.total_seconds()


def test_whoever_floods_it_fills_no_memory(counted_in, counter, monkeypatch):
    counted_in(counter)
    monkeypatch.setattr(tally, "MOST_THINGS", 2)
    for thing in ("a", "b", "c", "a"):
        tally.add("flood", thing, on=DAY)
    assert tally.of("flood", on=DAY) == {"a": 2, "b": 1}


def test_without_a_counter_nothing_is_counted(counted_in):
    counted_in("")
    tally.add("test", "x", on=DAY)
    assert tally.of("test", on=DAY) == {}


def test_a_counter_that_is_away_breaks_no_page_and_is_left_in_peace(counted_in, tmp_path, monkeypatch):
    counted_in(f"unix://{tmp_path}/nobody.sock")
    tally.add("test", "x", on=DAY)
    counter = tally._counter(f"unix://{tmp_path}/nobody.sock")

    def asked(*_arguments: object) -> None:
        raise AssertionError("asked again too soon")

    monkeypatch.setattr(counter._connection, "hexists", asked)
    tally.add("test", "x", on=DAY)
    with pytest.raises(redis.RedisError):
        tally.of("test", on=DAY)
