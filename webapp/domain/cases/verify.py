"""What must always hold of cases."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain import notices
from webapp.domain.cases.models import Case, Document, Event
from webapp.kit import files
from webapp.kit.db import session


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure."""
    total = session.scalar(select(func.count()).select_from(Case)) or 0
    pathless = session.scalar(
        select(func.count())
        .select_from(Case)
        .where(~select(Event.id).where(Event.case_id == Case.id).exists())
    )
    unreceipted = [
        case_id
        for case_id in session.scalars(select(Case.id))
        if notices.letter_of(f"case-received-{case_id}") is None
    ]
    lost = [name for name in session.scalars(select(Document.stored_as).distinct()) if not files.has(name)]
    return [
        (
            "I11 every request has its receipt letter",
            not unreceipted,
            f"{total} requests, {len(unreceipted)} without",
        ),
        ("I11 every request has its path", not pathless, f"{pathless} without"),
        ("I11 every joined file is in the store", not lost, f"{len(lost)} missing"),
    ]
