"""The yearly run of company calls: draw one range, or book one range of a released run.

May run twice because a range that is drawn or booked says so, and each call is unique by company and year.
"""

from __future__ import annotations

from typing import Final

from webapp.domain import company_contributions
from webapp.kit import clock

QUEUE: Final = "bulk"
RETRY: Final = (60, 300, 3600)
TIMEOUT: Final = 300


def run(*, run_id: int, low: int, step: str) -> None:
    """Carry out one step of one range: "draw" before the release, "book" after it."""
    if step == company_contributions.runs.DRAW:
        company_contributions.runs.draw_range(run_id, low, on=clock.today(), at=clock.now())
    else:
        company_contributions.runs.book_range(run_id, low, on=clock.today(), at=clock.now())
