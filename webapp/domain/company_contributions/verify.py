"""What must always hold of the yearly calls; shown by `guichet verify`."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain import ledger
from webapp.domain.company_contributions.models import CompanyCall
from webapp.kit.db import session


def invariants() -> list[tuple[str, bool, str]]:
    """Name, whether it holds, and a figure, for each promise of this room."""
    rows = session.execute(
        select(CompanyCall.year, func.sum(CompanyCall.cents))
        .where(CompanyCall.booked_on.is_not(None))
        .group_by(CompanyCall.year)
    )
    booked = {year: int(cents) for year, cents in rows}
    in_books = ledger.balances("company_contributions:")
    accounts = {f"company_contributions:{year}": -cents for year, cents in booked.items()}
    apart = {name for name in accounts | in_books if accounts.get(name, 0) != in_books.get(name, 0)}
    silent = session.scalar(
        select(func.count())
        .select_from(CompanyCall)
        .where(CompanyCall.booked_on.is_not(None), CompanyCall.notice_id.is_(None))
    )
    return [
        (
            "I7 every call that is owed stands in the books",
            not apart,
            f"{len(apart)} years apart",
        ),
        ("I7 every call that is owed has its letter", not silent, f"{silent} without"),
    ]
