"""The only clock of the house: moments in UTC, days as they fall in Belgium.

Time is asked for at the door or in the job and passed down; rules and rooms never look at it
themselves. Tests freeze it with `frozen`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

BELGIUM: Final = ZoneInfo("Europe/Brussels")

_frozen_at: list[datetime] = []


def now() -> datetime:
    """The moment, in UTC."""
    return _frozen_at[-1] if _frozen_at else datetime.now(UTC)  # noqa: TID251 - the one place


def today() -> date:
    """The day it is in Belgium."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The Belgian calendar day of a moment."""
    return moment.astimezone(BELGIUM).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment (UTC) for tests and for re-running the past."""
    _frozen_at.append(moment)
    try:
        yield
    finally:
        _frozen_at.pop()
