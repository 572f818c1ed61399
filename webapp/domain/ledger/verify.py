"""What must always hold of the books; shown by `guichet verify` and proved every night."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain.ledger.models import Entry, Line, PaymentReference
from webapp.kit.db import session
from webapp.rules import numbers


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure, for each promise of the ledger."""
    total = int(session.scalar(select(func.coalesce(func.sum(Line.cents), 0))) or 0)
    entries = session.scalar(select(func.count()).select_from(Entry)) or 0
    unbalanced = len(
        session.execute(
            select(Entry.id)
            .outerjoin(Line)
            .group_by(Entry.id)
            .having(func.coalesce(func.sum(Line.cents), 0) != 0)
        ).all()
    )
    empty = session.scalar(select(func.count()).select_from(Entry).where(~Entry.lines.any())) or 0
    wrong = [code for code in session.scalars(select(PaymentReference.communication)) if not _passes(code)]
    return [
        ("I1 the books sum to zero", total == 0, f"{entries} entries, sum {total} cents"),
        (
            "I1 every entry sums to zero and has lines",
            not unbalanced and not empty,
            f"{unbalanced + empty} that do not",
        ),
        ("I12 every structured communication passes its check", not wrong, f"{len(wrong)} that do not"),
    ]


def _passes(communication: str) -> bool:
    try:
        numbers.parse_communication(communication)
    except numbers.WrongNumber:
        return False
    return True
