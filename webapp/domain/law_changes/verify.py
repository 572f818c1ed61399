"""What must hold of changes of the law: two persons, and a book that holds what was published."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain.law_changes.models import LawChange, ProposedLine, State
from webapp.domain.law_changes.queries import all_changes, in_the_way
from webapp.kit.db import session


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure."""
    own = session.scalar(
        select(func.count(func.distinct(LawChange.id)))
        .join(ProposedLine, ProposedLine.change_id == LawChange.id)
        .where(LawChange.state == State.PUBLISHED, LawChange.published_by == ProposedLine.written_by)
    )
    against = sum(len(one.in_files("conflict")) for one in all_changes() if one.state == State.PUBLISHED)
    refused = in_the_way()
    return [
        ("nobody published a line of the law that she wrote herself", not own, f"{own} changes"),
        ("no file contradicts a published line of the law", not against, f"{against} lines"),
        ("the published lines of the law can be laid into the files", not refused, refused or "they can"),
    ]
