"""What must always hold of letters and runs."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from webapp.domain.notices.models import Notice, Run, RunRange, State
from webapp.domain.notices.runs import RunState
from webapp.kit import clock
from webapp.kit.db import session

#: A letter that stays "sending" longer than this has lost its worker and its sweeper.
TOO_LONG: Final = timedelta(days=1)


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure."""
    yesterday = clock.today() - TOO_LONG
    stuck = session.scalar(
        select(func.count())
        .select_from(Notice)
        .where(Notice.state.in_([State.SENDING, State.IN_DOUBT]), Notice.drawn_on < yesterday)
    )
    early = session.scalar(
        select(func.count())
        .select_from(Notice)
        .join(Run)
        .where(Run.state.in_([RunState.DRAWING, RunState.DRAWN]), Notice.state != State.DRAWN)
    )
    unfinished = session.scalar(
        select(func.count())
        .select_from(RunRange)
        .join(Run)
        .where(Run.state == RunState.DONE, RunRange.booked_at.is_(None))
    )
    alone = session.scalar(select(func.count()).select_from(Run).where(Run.released_by == Run.planned_by))
    return [
        ("I8 no letter stays on its way for more than a day", not stuck, f"{stuck} on their way"),
        ("I7 no letter of an unreleased run has left", not early, f"{early} have"),
        ("I7 a run that is done has booked every range", not unfinished, f"{unfinished} ranges open"),
        ("every released run was seen by two persons", not alone, f"{alone} by one"),
    ]
