"""Keep what people looked for in vain, so that editors hear of it; the counter forgets it after a week.

May run twice because the counts of a day that is over are set, not added. A day the job did not run is caught
up while the counter still knows it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import redis

from jobs import TryLaterError
from webapp.domain import guidance
from webapp.kit import clock, tally

QUEUE = "night"
RETRY = (300, 3600)
TIMEOUT = 120
DAYS_BACK: Final = 7


def run() -> None:
    """Write down the days that are over."""
    today = clock.today()
    try:
        for days in range(1, DAYS_BACK + 1):
            on = today - timedelta(days=days)
            guidance.write_down(tally.of(guidance.TALLY, on=on), on=on)
    except redis.RedisError as fault:
        raise TryLaterError("the counter does not answer") from fault
    guidance.forget_searches(at=clock.now())
