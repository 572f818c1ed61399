"""Last part: what happened in the demo's past is done; nothing of it is sent again when the house opens."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from webapp.cli.demo.story import Demo
from webapp.domain import notices
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.outbox import Errand

ORDER = 99


def load(demo: Demo) -> None:
    """Close the letters and errands of the past."""
    notices.close_history(before=demo.today, read_before=demo.today - timedelta(days=75), at=clock.now())
    session.execute(update(Errand).where(Errand.done_at.is_(None)).values(done_at=clock.now()))
