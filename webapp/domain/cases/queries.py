"""What is only read about cases: lists, one case with its path, the work list of staff."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from webapp.domain.cases.models import OPEN, STAFF_DEEDS, Case, CaseState, Channel, Document, Event
from webapp.domain.identity import Actor, Permission
from webapp.kit.db import session


@dataclass(frozen=True, kw_only=True)
class DocumentView:
    """A joined file."""

    id: int
    name: str
    media_type: str
    size: int
    stored_as: str


@dataclass(frozen=True, kw_only=True)
class EventView:
    """A step of the path; `by_staff` says which side acted."""

    at: datetime
    what: str
    by_staff: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """A case in a list."""

    id: int
    reference: str
    paper: str
    state: CaseState
    channel: Channel
    affiliate_id: int | None
    company_id: int | None
    submitted_at: datetime
    decide_by: date
    taken_by: int | None


@dataclass(frozen=True, kw_only=True)
class CaseView(CaseLine):
    """One case with everything its page shows; `received_on` is the day it came in, on line or by post."""

    received_on: date
    key: str
    version: int
    language: str
    answers: dict[str, Any]
    submitted_by: int
    decided_by: int | None
    decided_at: datetime | None
    reasons: str | None
    documents: tuple[DocumentView, ...]
    events: tuple[EventView, ...]

    @property
    def question(self) -> str:
        """What staff asked last, while the answer is awaited; else empty."""
        asked = [event.words for event in self.events if event.what == "asked"]
        return asked[-1] if asked and self.state is CaseState.WAITING else ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN


def get_for(actor: Actor, case_id: int) -> CaseView | None:
    """A case, if this person acts for its principal or is staff for cases; else None, which is 404."""
    case = session.get(Case, case_id)
    return view(case) if case is not None and may_see(actor, case) else None


def document_for(actor: Actor, case_id: int, document_id: int) -> DocumentView | None:
    """A file of a case this person may see."""
    case = get_for(actor, case_id)
    return next((one for one in case.documents if one.id == document_id), None) if case else None


def case_of_key(key: str, *, actor: Actor) -> CaseView | None:
    """The case that was sent under a key, if it is this person's: tells a double click from a new request."""
    case = session.scalars(select(Case).where(Case.key == key)).one_or_none()
    return view(case) if case is not None and may_see(actor, case) else None


def cases_of(*, affiliate_id: int | None = None, company_id: int | None = None) -> list[CaseLine]:
    """The requests of a principal, the latest first."""
    question = select(Case).order_by(Case.submitted_at.desc(), Case.id.desc())
    if affiliate_id is not None:
        question = question.where(Case.affiliate_id == affiliate_id)
    else:
        question = question.where(Case.company_id == company_id)
    return [line(case) for case in session.scalars(question)]


def work_list(
    *, states: Collection[CaseState] = OPEN, taken_by: int | None = None, limit: int = 200
) -> list[CaseLine]:
    """What staff have to decide, the earliest promise first."""
    question = (
        select(Case)
        .where(Case.state.in_([state.value for state in states]))
        .order_by(Case.decide_by, Case.id)
        .limit(limit)
    )
    if taken_by is not None:
        question = question.where(Case.taken_by == taken_by)
    return [line(case) for case in session.scalars(question)]


def counts() -> dict[CaseState, int]:
    """How many cases stand in each state, for the filters of the work list."""
    rows = session.execute(select(Case.state, func.count()).group_by(Case.state))
    found = {CaseState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in CaseState}


def may_see(actor: Actor, case: Case) -> bool:
    """Whether a person may see a case."""
    if actor.is_staff:
        return actor.may(Permission.DECIDE_CASES)
    return acts_for(actor, case.affiliate_id, case.company_id)


def acts_for(actor: Actor, affiliate_id: int | None, company_id: int | None) -> bool:
    """Whether a person acts for an affiliate, or for a company."""
    if affiliate_id is not None:
        return actor.acts_for_affiliate(affiliate_id)
    return actor.acts_for_company(company_id or 0)


def document_view(document: Document) -> DocumentView:
    """A file as pages show it."""
    return DocumentView(
        id=document.id,
        name=document.name,
        media_type=document.media_type,
        size=document.size,
        stored_as=document.stored_as,
    )


def line(case: Case) -> CaseLine:
    """A case in a list."""
    return CaseLine(**_line(case))


def view(case: Case) -> CaseView:
    """A case with its documents and its path."""
    documents = session.scalars(select(Document).where(Document.case_id == case.id).order_by(Document.id))
    events = session.scalars(select(Event).where(Event.case_id == case.id).order_by(Event.at, Event.id))
    return CaseView(
        **_line(case),
        received_on=case.received_on,
        key=case.key,
        version=case.version,
        language=case.language,
        answers=dict(case.answers),
        submitted_by=case.submitted_by,
        decided_by=case.decided_by,
        decided_at=case.decided_at,
        reasons=case.reasons,
        documents=tuple(document_view(document) for document in documents),
        events=tuple(
            EventView(at=event.at, what=event.what, by_staff=event.what in STAFF_DEEDS, words=event.words)
            for event in events
        ),
    )


def _line(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "reference": case.reference,
        "paper": case.paper,
        "state": CaseState(case.state),
        "channel": Channel(case.channel),
        "affiliate_id": case.affiliate_id,
        "company_id": case.company_id,
        "submitted_at": case.submitted_at,
        "decide_by": case.decide_by,
        "taken_by": case.taken_by,
    }
