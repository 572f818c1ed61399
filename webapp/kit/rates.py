"""How often one address may ask what takes work to answer: counted in Valkey for all processes together.

When Valkey is away each process counts for itself: nobody is locked out, and nobody asks without end. The
counter is found by a blind index, so Valkey holds no address of anybody. Tries at a password are counted in
the database (`webapp.kit.throttle`), where a count may never be lost; here one may.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

import redis
from flask import current_app
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry
from werkzeug.exceptions import HTTPException

from webapp.kit.logs import log
from webapp.kit.sealing import blind_index

#: A page waits this long for the counter and no longer, in seconds.
PATIENCE: Final = 0.25
#: Seconds after which a counter that was away is asked again.
AWAY: Final = 15.0
#: Whoever has one IPv6 address has all of its network: they count together.
SHARED_BITS: Final = 64


class TooManyRequests(HTTPException):
    """An address asked too often; `seconds` says when it may ask again."""

    code = 429

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass
class _Counters:
    """The counter of all processes, if there is one, and our own."""

    shared: SlidingWindowCounterRateLimiter | None
    own: SlidingWindowCounterRateLimiter = field(
        default_factory=lambda: SlidingWindowCounterRateLimiter(MemoryStorage())
    )
    away_until: float = 0.0

    def wait(self, limit: RateLimitItemPerMinute, key: str) -> int:
        """Count one request; 0 if it may pass, else the seconds to wait."""
        if self.shared is not None and time.monotonic() >= self.away_until:
            try:
                return _wait(self.shared, limit, key)
            except StorageError as error:
                self.away_until = time.monotonic() + AWAY
                log.warning("rates.counter_away", because=type(error.storage_error).__name__)
        return _wait(self.own, limit, key)


def take(name: str, address: str, *, most: int) -> None:
    """Count one request of an address to what is called `name`.

    Raises:
        TooManyRequests: the address asked `most` times within the last minute.
    """
    key = blind_index(_neighbours(address), place=f"rates.{name}").hex()
    seconds = _counters(current_app.config["SETTINGS"].redis_url).wait(RateLimitItemPerMinute(most), key)
    if seconds:
        raise TooManyRequests(seconds)


def _wait(counter: SlidingWindowCounterRateLimiter, limit: RateLimitItemPerMinute, key: str) -> int:
    if counter.hit(limit, key):
        return 0
    opens_at = counter.get_window_stats(limit, key).reset_time
    return min(max(math.ceil(opens_at - time.time()), 1), limit.get_expiry())


@lru_cache(maxsize=8)
def _counters(redis_url: str) -> _Counters:
    if not redis_url:
        return _Counters(None)
    pool = redis.ConnectionPool.from_url(
        redis_url,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
    storage = RedisStorage(redis_url, connection_pool=pool, key_prefix="rates", wrap_exceptions=True)
    return _Counters(SlidingWindowCounterRateLimiter(storage))


def _neighbours(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, SHARED_BITS), strict=False)) if isinstance(found, IPv6Address) else address
