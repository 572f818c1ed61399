"""One range of the fund reckoned by two books of the law, for a change that is under review.

May run twice because a range that has its figures is left alone.
"""

from __future__ import annotations

from typing import Final

from webapp.domain import law_changes
from webapp.kit import clock

QUEUE: Final = "bulk"
RETRY: Final = (60, 300)
TIMEOUT: Final = 600


def run(*, reckoning_id: int, subject: str, low: int) -> None:
    """Reckon the people or the companies of a range."""
    law_changes.reckon_range(reckoning_id, subject, low, at=clock.now())
