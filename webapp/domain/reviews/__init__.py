"""Reviews: which page of the guidance was read against the law, by whom, and which must be read again.

The front door: what other rooms and the doors may use. Pages stay files of content/; here is what was read.
"""

from webapp.domain.reviews.page_links import Known, PageLink, links
from webapp.domain.reviews.pages import Origin, PageState, origins, state_of
from webapp.domain.reviews.queries import (
    ReviewView,
    forget_days,
    history,
    last_reading,
    last_readings,
    reviewed_on,
)
from webapp.domain.reviews.reasons import Grounds, LastReading, Reason, grounds
from webapp.domain.reviews.service import PageChangedError, review, take_baseline
from webapp.domain.reviews.standings import Standing, standing, standings

__all__ = [
    "Grounds",
    "Known",
    "LastReading",
    "Origin",
    "PageChangedError",
    "PageLink",
    "PageState",
    "Reason",
    "ReviewView",
    "Standing",
    "forget_days",
    "grounds",
    "history",
    "last_reading",
    "last_readings",
    "links",
    "origins",
    "review",
    "reviewed_on",
    "standing",
    "standings",
    "state_of",
    "take_baseline",
]
