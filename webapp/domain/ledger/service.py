"""The only writer of the books. Every posting carries a key: told twice, booked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.ledger.models import Entry, Line, PaymentReference
from webapp.domain.ledger.words import Why
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules import numbers

#: Rows of one INSERT; PostgreSQL takes 65,535 parameters a statement.
CHUNK: Final = 4_000
#: References begin here, so that the ten digits never start with a row of noughts.
FIRST_REFERENCE: Final = 1_000_000_000


class NotBalancedError(ValueError):
    """The lines of a posting do not sum to zero, or there are none: nothing was booked."""


@dataclass(frozen=True, kw_only=True)
class Posting:
    """What one entry is to say. `about` names the thing claimed or settled ("2026Q4", "2026")."""

    key: str
    booked_on: date
    why: Why
    source: str
    lines: Mapping[str, int]
    due_on: date | None = None
    about: str = ""
    reverses_id: int | None = None

    def __post_init__(self) -> None:
        """Refuse what does not balance before anything is written."""
        if sum(self.lines.values()) != 0 or not any(self.lines.values()):
            raise NotBalancedError(f"posting {self.key}: the lines sum to {sum(self.lines.values())} cents")


def post(
    *,
    key: str,
    booked_on: date,
    why: Why,
    source: str,
    lines: Mapping[str, int],
    due_on: date | None = None,
    about: str = "",
) -> Entry:
    """Book one entry and return it; a known key returns the entry that was booked first.

    Lines are cents per account; accounts with nothing are left out.

    Raises:
        NotBalancedError: the lines do not sum to zero.
    """
    posting = Posting(
        key=key, booked_on=booked_on, why=why, source=source, lines=lines, due_on=due_on, about=about
    )
    post_many([posting])
    return session.scalars(select(Entry).where(Entry.key == key)).one()


def post_many(postings: Sequence[Posting]) -> int:
    """Book many entries with few statements; returns how many were new."""
    made_at = clock.now()
    booked = 0
    for start in range(0, len(postings), CHUNK):
        chunk = postings[start : start + CHUNK]
        rows = [_row(posting, made_at=made_at) for posting in chunk]
        ids = {
            row.key: row.id
            for row in session.execute(
                insert(Entry)
                .on_conflict_do_nothing(index_elements=[Entry.key])
                .returning(Entry.id, Entry.key),
                rows,
            )
        }
        lines = [
            {"entry_id": ids[posting.key], "account": account, "cents": cents}
            for posting in chunk
            if posting.key in ids
            for account, cents in posting.lines.items()
            if cents
        ]
        for first in range(0, len(lines), CHUNK):
            session.execute(insert(Line), lines[first : first + CHUNK])
        booked += len(ids)
    return booked


def reverse(entry_id: int, *, key: str, booked_on: date, source: str) -> Entry:
    """Book the opposite of an entry, naming it; an entry is reversed at most once."""
    first = session.get_one(Entry, entry_id)
    posting = Posting(
        key=key,
        booked_on=booked_on,
        why=Why.CORRECTION,
        source=source,
        lines={line.account: -line.cents for line in first.lines},
        due_on=first.due_on,
        about=first.about,
        reverses_id=first.id,
    )
    post_many([posting])
    return session.scalars(select(Entry).where(Entry.key == key)).one()


def reference_for(account: str, *, thing: str = "") -> str:
    """The twelve digits of the structured communication that leads to an account; the same each time."""
    return references_for([(account, thing)])[(account, thing)]


def references_for(wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The communications of many accounts and things, made where they do not exist yet."""
    found: dict[tuple[str, str], str] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        found |= _known_references(chunk)
        lacking = sorted(set(chunk) - found.keys())
        if lacking:
            session.execute(
                insert(PaymentReference).values(_new_references(lacking)).on_conflict_do_nothing()
            )
            found |= _known_references(lacking)
    return found


def _row(posting: Posting, *, made_at: Any) -> dict[str, Any]:
    return {
        "key": posting.key,
        "booked_on": posting.booked_on,
        "due_on": posting.due_on,
        "why": posting.why.value,
        "about": posting.about,
        "source": posting.source,
        "reverses_id": posting.reverses_id,
        "made_at": made_at,
    }


def _known_references(wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    rows = session.execute(
        select(PaymentReference.account, PaymentReference.thing, PaymentReference.communication).where(
            PaymentReference.account.in_({account for account, _thing in wanted})
        )
    )
    return {(row.account, row.thing): row.communication for row in rows}


def _new_references(lacking: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Ids come from the table's own sequence, so that two processes never make the same number."""
    sequence = func.nextval("payment_reference_id_seq")
    ids = session.scalars(select(sequence).select_from(func.generate_series(1, len(lacking)).alias()))
    return [
        {
            "id": number,
            "account": account,
            "thing": thing,
            "communication": numbers.structured_communication(FIRST_REFERENCE + number),
        }
        for number, (account, thing) in zip(ids, lacking, strict=True)
    ]
