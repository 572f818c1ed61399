"""The way to Redis: the connection, the queues, and the relay that feeds them from the outbox.

Redis holds numbers of errands and nothing else; the serializer is JSON, never pickle.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import redis
from rq import Queue
from rq.serializers import JSONSerializer

from webapp.kit import clock, outbox
from webapp.kit.db import session

#: now: codes and confirmations; post: single notices; bulk: runs and bulletins; night: audit and purge.
QUEUES: Final = ("now", "post", "bulk", "night")
#: A relay that hands over this many at once has more waiting and does not rest.
FULL_HAND: Final = outbox.BATCH
JOB_FRAME: Final = "jobs.run"
#: The database keeps the record; the queue forgets finished and failed numbers after a minute.
FORGET_AFTER: Final = 60


def connect(redis_url: str) -> redis.Redis:
    """A connection that gives up within seconds, so that nobody waits for a queue that is down."""
    return redis.Redis.from_url(
        redis_url, socket_connect_timeout=2, socket_timeout=60, health_check_interval=30
    )


def queue(name: str, connection: redis.Redis) -> Queue:
    """One of the four queues."""
    return Queue(name, connection=connection, serializer=JSONSerializer)


def relay_once(connection: redis.Redis, *, shape_of: Callable[[str], tuple[str, int]]) -> int:
    """Hand the due errands to RQ and return how many; commits, because the hand-over is the work.

    `shape_of` tells a job's queue and time-out in seconds. A crash between the queue and the commit
    queues a number twice, which the job frame makes harmless.
    """
    at = clock.now()
    errands = outbox.due(at=at)
    for errand in errands:
        name, timeout = shape_of(errand.job)
        queue(name, connection).enqueue(
            JOB_FRAME,
            args=(errand.id,),
            job_timeout=timeout,
            result_ttl=FORGET_AFTER,
            failure_ttl=FORGET_AFTER,
        )
        errand.queued_at = at
    session.commit()
    return len(errands)
