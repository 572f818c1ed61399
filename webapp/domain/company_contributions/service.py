"""What happens to a yearly call: it is drawn with its explanation, then booked, and its letter is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain import companies, ledger, notices
from webapp.domain.company_contributions.models import CompanyCall
from webapp.domain.company_contributions.reckoning import reckon
from webapp.domain.ledger import Posting, Why
from webapp.kit import audit
from webapp.kit.audit import Doer
from webapp.kit.db import session
from webapp.rules import numbers
from webapp.rules.company import CompanyContribution
from webapp.rules.explained import Explained

NOTICE = "company_call"


class AlreadyCalledError(Exception):
    """The contribution of this year was called already, or waits in a run."""


def draw_call(company_id: int, *, year: int, on: date, key: str, by: Doer) -> int:
    """Call the contribution of one company at once: reckoned, booked, letter drawn. Gives the call's number.

    A known key gives the call of the first time.

    Raises:
        AlreadyCalledError: another key called this year.
        NotCallableError: the amount cannot be known; nothing is guessed.
    """
    known = session.scalars(select(CompanyCall).where(CompanyCall.key == key)).one_or_none()
    if known is not None:
        return known.id
    (subject,) = companies.subjects(company_id, company_id)
    drawn = draw_many([(company_id, reckon(subject, year=year))], year=year, on=on, keys={company_id: key})
    if not drawn:
        raise AlreadyCalledError(f"the contribution of {year} was called already")
    book_many(drawn, on=on)
    audit.note(by, "company_call.drawn", f"company:{company_id}", year=year)
    return drawn[0].id


def draw_many(
    reckoned: Sequence[tuple[int, Explained[CompanyContribution]]],
    *,
    year: int,
    on: date,
    run_id: int | None = None,
    keys: dict[int, str] | None = None,
) -> list[CompanyCall]:
    """Write down calls that are not owed yet; a company that has one for the year keeps it."""
    if not reckoned:
        return []
    rows = [
        {
            "key": (keys or {}).get(company_id, f"company-call-{year}-{company_id}"),
            "company_id": company_id,
            "year": year,
            "run_id": run_id,
            "cents": explained.value.amount_cents,
            "size": explained.value.size,
            "due_on": explained.value.due_on,
            "explanation": explained.as_json(),
            "drawn_on": on,
        }
        for company_id, explained in reckoned
    ]
    return list(
        session.scalars(insert(CompanyCall).values(rows).on_conflict_do_nothing().returning(CompanyCall))
    )


def book_many(calls: Sequence[CompanyCall], *, on: date) -> None:
    """Put drawn calls into the books and draw their letters; those that are booked are left alone."""
    waiting = [call for call in calls if call.booked_on is None]
    if not waiting:
        return
    things = {call.id: (ledger.company_account(call.company_id), str(call.year)) for call in waiting}
    references = ledger.references_for(list(things.values()))
    ledger.post_many([_posting(call, on=on) for call in waiting])
    for call in waiting:
        call.booked_on, call.communication = on, references[things[call.id]]
    session.flush()
    notices.draw_many(_letters(waiting), on=on)
    letters = notices.ids_of([f"notice-{call.key}" for call in waiting])
    for call in waiting:
        call.notice_id = letters[f"notice-{call.key}"]
    session.flush()
    notices.promise_sending(list(letters.values()))


def _posting(call: CompanyCall, *, on: date) -> Posting:
    return Posting(
        key=call.key,
        booked_on=on,
        due_on=call.due_on,
        why=Why.COMPANY_CALL,
        source=f"company_call:{call.id}",
        about=str(call.year),
        lines={
            ledger.company_account(call.company_id): call.cents,
            f"company_contributions:{call.year}": -call.cents,
        },
    )


def _letters(calls: Sequence[CompanyCall]) -> list[notices.Draft]:
    """The letters of calls with raw facts: they are worded in the reader's language when they are printed."""
    reached = companies.addressees([call.company_id for call in calls])
    known = companies.enterprise_numbers([call.company_id for call in calls])
    return [
        notices.Draft(
            kind=NOTICE,
            key=f"notice-{call.key}",
            company_id=call.company_id,
            addressee=reached[call.company_id],
            source=f"company_call:{call.id}",
            facts={
                "company": reached[call.company_id].name,
                "enterprise_number": numbers.written_enterprise_number(known[call.company_id]),
                "year": call.year,
                "amount": call.cents,
                "due_on": call.due_on.isoformat(),
                "communication": call.communication,
                "receipt": _receipt(call).as_json(),
            },
        )
        for call in calls
    ]


def _receipt(call: CompanyCall) -> Explained[int]:
    """The explanation of the amount alone, as the letter's annex prints it."""
    explained = Explained.from_json(call.explanation, CompanyContribution)
    return explained.map(lambda value: value.amount_cents)
