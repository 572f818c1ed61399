"""Which book the house reads: the files with every published line, kept up in each process.

The rows are the truth. A process asks at most every few seconds which changes are published, and lays their
lines into the files when that is another list than before. Without a database it goes on with what it knows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from webapp.domain.law_changes.models import LawChange, ProposedLine, State
from webapp.kit.db import session
from webapp.kit.logs import log
from webapp.rules import law
from webapp.rules.law_files import LawFileError
from webapp.rules.law_lines import DatedLine, joined

LOOK_EVERY: Final = timedelta(seconds=10)
#: A database that is away is not asked by every page whether the law has changed.
REST_AFTER_FAULT: Final = timedelta(minutes=1)


class _Known:
    """What this process knows: which lines it laid into the files, and when it asks again."""

    lines: tuple[DatedLine, ...] = ()
    next_look: datetime | None = None


def keep_up(*, at: datetime) -> None:
    """Read the published lines when it is time to; a page never fails because that cannot be done now."""
    if _Known.next_look is not None and at < _Known.next_look <= at + REST_AFTER_FAULT:
        return
    is_ours = not session.registry.has()
    try:
        look_again()
        _Known.next_look = at + LOOK_EVERY
    except SQLAlchemyError as fault:
        session.rollback()
        log.warning("law.not_looked_up", because=type(fault).__name__)
        _Known.next_look = at + REST_AFTER_FAULT
    if is_ours:
        session.remove()


def look_again() -> None:
    """Read the published lines now: for a job, whose letters must not stand on yesterday's book."""
    lines = published_lines()
    if lines == _Known.lines:
        return
    try:
        law.install(joined(lines) if lines else None)
    except LawFileError as refused:
        # A release whose files contradict a published line: the files are right, staff see why.
        log.error("law.published_lines_refused", because=str(refused))
        law.install(None)
    _Known.lines = lines


def look_soon() -> None:
    """Let the next request look, because something was published or withdrawn in this one."""
    _Known.next_look = None


def published_lines() -> tuple[DatedLine, ...]:
    """Every published line, in a fixed order, so that the same lines make the same book."""
    rows = session.scalars(
        select(ProposedLine)
        .join(LawChange, LawChange.id == ProposedLine.change_id)
        .where(LawChange.state == State.PUBLISHED)
    )
    return tuple(sorted(as_line(row) for row in rows))


def as_line(row: ProposedLine) -> DatedLine:
    """A row as the rules read it."""
    return DatedLine(
        name=row.name,
        since=row.since,
        value=row.value,
        source=row.source,
        confidence=row.confidence,
        note=row.note,
    )
