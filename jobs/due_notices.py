"""The quarterly run of due notices: draw one range, or book one range of a released run.

May run twice because a range that is drawn or booked says so, and each due is unique by person and quarter.
"""

from __future__ import annotations

from typing import Final

from webapp.domain import contributions
from webapp.kit import clock

QUEUE: Final = "bulk"
RETRY: Final = (60, 300, 3600)
TIMEOUT: Final = 300


def run(*, run_id: int, low: int, step: str) -> None:
    """Carry out one step of one range: "draw" before the release, "book" after it."""
    if step == "draw":
        contributions.draw_range(run_id, low, on=clock.today(), at=clock.now())
    else:
        contributions.book_range(run_id, low, on=clock.today(), at=clock.now())
