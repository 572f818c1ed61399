"""The whole timetable on one page: which errand is promised when, in Belgian time.

The relay reads it once a minute and promises what has become due, keyed by its date, so that two
relays or two clocks make one errand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from webapp.kit import clock, outbox


@dataclass(frozen=True, kw_only=True)
class Daily:
    """A job that runs once a day, at or after an hour of the Belgian day."""

    job: str
    at: time


#: How often the relay reads this page.
LOOK_EVERY: Final = timedelta(minutes=1)

TIMETABLE: Final[tuple[Daily, ...]] = (
    Daily(job="forget_unconfirmed", at=time(3, 30)),
    Daily(job="purge", at=time(4)),
    Daily(job="write_down_searches", at=time(0, 30)),
)


def promise_due(*, at: datetime) -> int:
    """Promise today's errands whose hour has come; harmless when repeated."""
    local = at.astimezone(clock.BELGIUM)
    due = [entry for entry in TIMETABLE if local.time() >= entry.at]
    for entry in due:
        outbox.promise(entry.job, key=f"daily-{entry.job}-{local.date()}")
    return len(due)
