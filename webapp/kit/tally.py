"""Counting small things by day for all processes together, in Valkey: a GET writes no table.

Only for what says nothing of a person. A count may be lost: when Valkey is away nothing is counted, and no
page waits or breaks. A day's counts are kept long enough for a job to write them down, and go by themselves.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import redis
from flask import current_app
from redis.backoff import NoBackoff
from redis.retry import Retry

from webapp.kit.logs import log

#: A page waits this long for the counter and no longer, in seconds.
PATIENCE: Final = 0.25
#: Seconds after which a counter that was away is asked again.
AWAY: Final = 15.0
KEPT_FOR: Final = timedelta(days=8)
#: Whoever floods the counter stops being counted, and fills no memory.
MOST_THINGS: Final = 5000


def add(name: str, thing: str, *, on: date) -> None:
    """Count one `thing` of a day under `name`."""
    counter = _counter(current_app.config["SETTINGS"].redis_url)
    if counter is not None:
        counter.add(_key(name, on), thing)


def of(name: str, *, on: date) -> dict[str, int]:
    """What was counted on a day.

    Raises:
        redis.RedisError: the counter does not answer.
    """
    counter = _counter(current_app.config["SETTINGS"].redis_url)
    return counter.read(_key(name, on)) if counter is not None else {}


def _key(name: str, on: date) -> str:
    return f"tally:{name}:{on.isoformat()}"


class _Counter:
    def __init__(self, redis_url: str) -> None:
        self._connection = redis.Redis.from_url(
            redis_url,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
        self._away_until = 0.0

    def add(self, key: str, thing: str) -> None:
        if time.monotonic() < self._away_until:
            return
        try:
            known = bool(self._connection.hexists(key, thing))
            if known or int(self._connection.hlen(key)) < MOST_THINGS:
                self._connection.hincrby(key, thing)
                self._connection.expire(key, KEPT_FOR)
        except redis.RedisError as fault:
            self._away_until = time.monotonic() + AWAY
            log.warning("tally.away", because=type(fault).__name__)

    def read(self, key: str) -> dict[str, int]:
        return {str(thing): int(count) for thing, count in self._connection.hgetall(key).items()}


@lru_cache(maxsize=8)
def _counter(redis_url: str) -> _Counter | None:
    return _Counter(redis_url) if redis_url else None
