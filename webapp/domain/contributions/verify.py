"""What must always hold of the contributions; shown by `guichet verify`."""

from __future__ import annotations

from sqlalchemy import String, cast, func, select

from webapp.domain import ledger
from webapp.domain.contributions.models import Due, DueChange
from webapp.kit.db import session


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure, for each promise of the contributions."""
    booked = _count(select(func.count()).select_from(Due).where(Due.booked_on.is_not(None)))
    twice = session.scalars(
        select(func.count())
        .select_from(Due)
        .group_by(Due.affiliate_id, Due.kind, Due.quarter)
        .having(func.count() > 1)
    ).all()
    explained = _count(
        select(func.count())
        .select_from(Due)
        .where(
            cast(Due.total_cents, String) != Due.explanation["value"]["total_cents"].astext,
            Due.kind == "provisional",
        )
    )
    called = _count(select(func.coalesce(func.sum(Due.total_cents), 0)).where(Due.booked_on.is_not(None)))
    changed = _count(select(func.coalesce(func.sum(_taken_off()), 0)).where(Due.booked_on.is_not(None)))
    in_books = -sum(ledger.balances("contributions:").values()) - sum(ledger.balances("fees:").values())
    return [
        ("I4 nobody is called twice for a quarter", not twice, f"{booked} dues in the books"),
        ("I4 every due equals its explanation", explained == 0, f"{explained} that do not"),
        (
            "I4 the books hold exactly what was called and changed",
            in_books == called - changed,
            f"called {called}, changed by {-changed}, in the books {in_books} cents",
        ),
    ]


def _taken_off() -> object:
    """What the last change of a due took off its amount."""
    latest = (
        select(DueChange.total_cents)
        .where(DueChange.due_id == Due.id)
        .order_by(DueChange.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return Due.total_cents - func.coalesce(latest, Due.total_cents)


def _count(question: object) -> int:
    return int(session.scalar(question) or 0)  # type: ignore[call-overload]
