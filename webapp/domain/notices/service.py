"""What changes: letters are drawn with their facts and promised; runs hold theirs back until the release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.domain import affiliates, companies
from webapp.domain.identity import Addressee
from webapp.domain.notices.models import Notice, State
from webapp.kit import letters, outbox
from webapp.kit.db import session

CHUNK: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter about to be drawn: its kind is a folder of content/notices, its facts what it declares.

    Facts are JSON: cents as whole numbers, days as ISO text, quarters as 2026Q4, communications as twelve
    digits, explanations as `Explained.as_json()`. The greeting, values of the law and addresses of our pages
    are not given: see `supplied.py`.
    """

    kind: str
    key: str
    facts: Mapping[str, Any]
    affiliate_id: int | None = None
    company_id: int | None = None
    source: str = ""
    addressee: Addressee | None = field(default=None, repr=False)


def draw(
    kind: str,
    *,
    key: str,
    on: date,
    facts: Mapping[str, Any],
    affiliate_id: int | None = None,
    company_id: int | None = None,
    source: str = "",
) -> Notice:
    """Draw one letter and promise its sending; a known key returns the letter drawn first.

    Raises:
        BadFactsError: the facts are not those that the kind's notice.toml declares.
    """
    draft = Draft(
        kind=kind, key=key, facts=facts, affiliate_id=affiliate_id, company_id=company_id, source=source
    )
    draw_many([draft], on=on)
    notice = session.scalars(select(Notice).where(Notice.key == key)).one()
    promise_sending([notice.id])
    return notice


def draw_many(drafts: Sequence[Draft], *, on: date, run_id: int | None = None) -> int:
    """Draw many letters at once, unpromised: a run releases them later; returns how many were new.

    Raises:
        BadFactsError: the facts of one are not as declared; none of them is drawn.
    """
    kinds = {kind: letters.notice(kind) for kind in {draft.kind for draft in drafts}}
    for draft in drafts:
        kinds[draft.kind].check(draft.facts)
    new = 0
    for start in range(0, len(drafts), CHUNK):
        rows = [_row(draft, on=on, run_id=run_id) for draft in _addressed(drafts[start : start + CHUNK])]
        done = session.execute(
            insert(Notice).on_conflict_do_nothing(index_elements=[Notice.key]).returning(Notice.id), rows
        )
        new += len(done.all())
    return new


def promise_sending(notice_ids: Sequence[int]) -> None:
    """Promise the sending of letters, one errand each."""
    promises: list[tuple[str, dict[str, int | str]]] = [
        (f"send-notice-{number}", {"notice_id": number}) for number in notice_ids
    ]
    outbox.promise_many("send_notice", promises)


def promise_run(run_id: int, *, low: int, high: int) -> None:
    """Promise the sending of a range of a released run's letters, by the id of their addressees."""
    outbox.promise("send_notices", key=f"send-run-{run_id}-{low}", run_id=run_id, low=low, high=high)


def mark_read(notice: Notice, *, at: datetime) -> None:
    """Note when the addressee first opened a letter."""
    session.execute(update(Notice).where(Notice.id == notice.id, Notice.read_at.is_(None)).values(read_at=at))


def close_history(*, before: date, read_before: date, at: datetime) -> int:
    """Mark letters of the past as sent, by another system or in the demo, and older ones as read."""
    session.execute(
        update(Notice).where(Notice.state == State.DRAWN, Notice.drawn_on < read_before).values(read_at=at)
    )
    done = session.execute(
        update(Notice)
        .where(Notice.state == State.DRAWN, Notice.drawn_on < before)
        .values(state=State.SENT, sent_at=at)
        .returning(Notice.id)
    )
    return len(done.all())


def _row(draft: Draft, *, on: date, run_id: int | None) -> dict[str, Any]:
    addressee = draft.addressee
    assert addressee is not None, "`_addressed` found one"
    return {
        "key": draft.key,
        "kind": draft.kind,
        "affiliate_id": draft.affiliate_id,
        "company_id": draft.company_id,
        "run_id": run_id,
        "drawn_on": on,
        "language": addressee.language,
        "channel": addressee.channel,
        "facts": dict(draft.facts),
        "source": draft.source,
        "state": State.DRAWN.value,
    }


def _addressed(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with their addressees, found in one question for all."""
    persons = affiliates.addressees(
        [draft.affiliate_id for draft in drafts if draft.affiliate_id is not None]
    )
    legal = companies.addressees([draft.company_id for draft in drafts if draft.company_id is not None])
    return [replace(draft, addressee=draft.addressee or _of(draft, persons, legal)) for draft in drafts]


def _of(draft: Draft, persons: Mapping[int, Addressee], legal: Mapping[int, Addressee]) -> Addressee:
    if draft.affiliate_id is not None:
        return persons[draft.affiliate_id]
    assert draft.company_id is not None, "a letter goes to an affiliate or to a company"
    return legal[draft.company_id]
