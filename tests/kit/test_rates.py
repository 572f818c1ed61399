"""Requests are counted for all processes together, without addresses, and also when the counter is away."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
import redis

from webapp.kit import embedded, rates
from webapp.kit.rates import TooManyRequests, take

US = "192.0.2.7"


@pytest.fixture(scope="module")
def counter(tmp_path_factory) -> Iterator[str]:
    server = embedded.valkey(tmp_path_factory.mktemp("counter"))
    yield server.url
    server.stop()


@pytest.fixture
def counted_in(app, monkeypatch):
    """`counted_in(url)` lets this house count there, from nothing."""
    rates._counters.cache_clear()

    def point(url: str) -> None:
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], redis_url=url))

    yield point
    rates._counters.cache_clear()


def passed(*addresses: str, most: int = 2) -> list[bool]:
    found = []
    for address in addresses:
        try:
            take("api", address, most=most)
        except TooManyRequests:
            found.append(False)
        else:
            found.append(True)
    return found


def test_an_address_may_ask_so_often_and_then_waits(counted_in):
    counted_in("")
    assert passed(US, US, US) == [True, True, False]
    with pytest.raises(TooManyRequests) as refused:
        take("api", US, most=2)
    assert 1 <= refused.value.seconds <= 60


def test_others_are_counted_apart_and_so_is_what_has_another_name(counted_in):
    counted_in("")
    assert passed(US, US, "192.0.2.8", US) == [True, True, True, False]
    take("exports", US, most=2)


def test_a_network_of_one_household_counts_as_one(counted_in):
    counted_in("")
    assert passed("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::3", "2001:db8:1:3::1") == [
        True, True, False, True,
    ]  # fmt: skip


def test_two_processes_count_together_and_the_counter_knows_no_address(counted_in, counter):
    counted_in(counter)
    with redis.Redis.from_url(counter) as connection:
        connection.flushall()
        assert passed(US) == [True]
        rates._counters.cache_clear()  # what another process would start with
        assert passed(US, US) == [True, False]
        names = connection.keys("*")
        assert names
        assert not any(US.encode() in name for name in names)


def test_a_counter_that_is_away_locks_nobody_out_and_nobody_asks_without_end(counted_in):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    counted_in(f"redis://127.0.0.1:{port}/0")
    assert passed(US, US, US) == [True, True, False]


def test_a_counter_that_comes_back_is_asked_again(counted_in, counter, monkeypatch):
    counted_in(counter)
    monkeypatch.setattr(rates, "AWAY", 0.0)
    counters = rates._counters(counter)
    counters.away_until = rates.time.monotonic() + 3600
    assert passed(US) == [True]
    with redis.Redis.from_url(counter) as connection:
        connection.flushall()
        assert not connection.keys("*")
        counters.away_until = 0.0
        assert passed(US) == [True]
        assert connection.keys("*")
