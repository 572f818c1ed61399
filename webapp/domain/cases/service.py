"""What changes a case: sent once per key, taken, decided once, withdrawn; the effect in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.domain import affiliates, companies, notices
from webapp.domain.cases.models import OPEN, Case, CaseState, Channel, Document, Draft, Event
from webapp.domain.cases.queries import CaseView, may_see, view
from webapp.domain.identity import Actor, Addressee, Permission
from webapp.kit import audit, clock
from webapp.kit.db import session
from webapp.rules import deadlines
from webapp.rules.law import law_on

RECEIPT: Final = "case_received"
#: No vowels and no figures that look like letters: a reference can be read out on the telephone.
SIGNS: Final = "BCDFGHJKLMNPQRSTVWXZ23456789"
REFERENCE_LENGTH: Final = 8

Effect = Callable[[CaseView, Actor], None]


class AlreadyDecided(Exception):
    """Somebody else decided, or the person withdrew, in the meantime; nothing was changed."""


class OtherContent(Exception):
    """The same key was sent before with other answers; the first request stands."""


class NotAllowed(Exception):
    """The person may not do this to a case."""


def submit(
    paper: str,
    *,
    key: str,
    by: Actor,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    affiliate_id: int | None = None,
    company_id: int | None = None,
    draft_id: int | None = None,
    channel: Channel = Channel.ONLINE,
    receipt_words: Sequence[str] = (),
    title: str = "",
) -> CaseView:
    """Send a request; a known key gives the request that was sent first.

    The law gives us four months to decide; the receipt says the day. The draft and its files become the case.

    Raises:
        OtherContent: the key was used for other answers.
    """
    addressee = _addressee(affiliate_id, company_id)
    received_on = clock.day_of(at)
    row = {
        "key": key,
        "reference": new_reference(),
        "paper": paper,
        "version": version,
        "channel": channel.value,
        "affiliate_id": affiliate_id,
        "company_id": company_id,
        "submitted_by": by.login_id,
        "submitted_at": at,
        "language": addressee.language,
        "answers": dict(answers),
        "state": CaseState.RECEIVED.value,
        "decide_by": deadlines.decision_until(received_on, law_on(received_on)),
    }
    made = session.execute(
        insert(Case).values(row).on_conflict_do_nothing(index_elements=[Case.key]).returning(Case.id)
    ).scalar_one_or_none()
    case = session.scalars(select(Case).where(Case.key == key)).one()
    if made is None:
        if case.submitted_by != by.login_id or case.answers != dict(answers):
            raise OtherContent
        return view(case)
    if draft_id is not None:
        _turn_into_case(draft_id, case, by=by)
    _note(case, "received", by=by, at=at)
    audit.note(by, "case.submitted", f"case:{case.id}", paper=paper, channel=channel.value)
    notices.draw(
        RECEIPT,
        key=f"case-received-{case.id}",
        on=received_on,
        affiliate_id=affiliate_id,
        company_id=company_id,
        source=f"case:{case.id}",
        facts={
            "request": title or paper,
            "case_reference": case.reference,
            "received_on": received_on.isoformat(),
            "decide_by": case.decide_by.isoformat(),
            "answers": list(receipt_words),
        },
    )
    return view(case)


def take(case_id: int, *, by: Actor, at: datetime) -> CaseView:
    """A member of staff takes a case; taking one's own again changes nothing.

    Raises:
        AlreadyDecided: it is closed, or a colleague has it.
    """
    case = _locked(case_id, by=by)
    if case.taken_by == by.login_id and case.state == CaseState.TAKEN:
        return view(case)
    if case.state not in OPEN or case.taken_by not in {None, by.login_id}:
        raise AlreadyDecided
    case.taken_by, case.state = by.login_id, CaseState.TAKEN
    _note(case, "taken", by=by, at=at)
    return view(case)


def release(case_id: int, *, by: Actor, at: datetime) -> CaseView:
    """Give a case back to the work list."""
    case = _locked(case_id, by=by)
    if case.state not in OPEN:
        raise AlreadyDecided
    case.taken_by, case.state = None, CaseState.RECEIVED
    _note(case, "released", by=by, at=at)
    return view(case)


def ask_for_more(case_id: int, *, words: str, by: Actor, at: datetime) -> CaseView:
    """Ask the person for something that is missing; the time to decide rests meanwhile (Charter)."""
    case = _locked(case_id, by=by)
    if case.state not in OPEN:
        raise AlreadyDecided
    case.taken_by, case.state = by.login_id, CaseState.WAITING
    _note(case, "asked", by=by, at=at, words=words)
    return view(case)


def grant(case_id: int, *, by: Actor, at: datetime, effect: Effect | None) -> CaseView:
    """Grant a request and carry out its effect in the same transaction."""
    return decide(case_id, state=CaseState.GRANTED, by=by, at=at, reasons="", effect=effect)


def refuse(case_id: int, *, by: Actor, at: datetime, reasons: str, effect: Effect | None) -> CaseView:
    """Refuse a request with its reasons; the effect draws the letter with the way to appeal."""
    return decide(case_id, state=CaseState.REFUSED, by=by, at=at, reasons=reasons, effect=effect)


def decide(
    case_id: int, *, state: CaseState, by: Actor, at: datetime, reasons: str, effect: Effect | None
) -> CaseView:
    """Decide a case once: the row is locked, the second decision is told of the first.

    Raises:
        AlreadyDecided: it was decided or withdrawn before.
        NotAllowed: the person may not decide cases, or it is her own request.
    """
    case = _locked(case_id, by=by)
    if case.state not in OPEN:
        raise AlreadyDecided
    if case.submitted_by == by.login_id and case.channel == Channel.ONLINE:
        raise NotAllowed
    case.state, case.reasons = state, reasons or None
    case.decided_by, case.decided_at, case.taken_by = by.login_id, at, by.login_id
    _note(case, state.value, by=by, at=at)
    audit.note(by, f"case.{state.value}", f"case:{case.id}", paper=case.paper)
    session.flush()
    if effect is not None:
        effect(view(case), by)
    return view(case)


def withdraw(case_id: int, *, by: Actor, at: datetime) -> CaseView | None:
    """Take a request back before it is decided; None when it is not this person's.

    Raises:
        AlreadyDecided: it was decided in the meantime.
    """
    case = session.get(Case, case_id, with_for_update=True, populate_existing=True)
    if case is None or by.is_staff or not may_see(by, case):
        return None
    if case.state == CaseState.WITHDRAWN:
        return view(case)
    if case.state not in OPEN:
        raise AlreadyDecided
    case.state = CaseState.WITHDRAWN
    _note(case, "withdrawn", by=by, at=at)
    audit.note(by, "case.withdrawn", f"case:{case.id}")
    return view(case)


def _addressee(affiliate_id: int | None, company_id: int | None) -> Addressee:
    if affiliate_id is not None:
        return affiliates.addressee(affiliate_id)
    assert company_id is not None, "a request is an affiliate's or a company's"
    return companies.addressee(company_id)


def new_reference() -> str:
    """A reference that says nothing about the person: two groups of four signs."""
    signs = "".join(secrets.choice(SIGNS) for _sign in range(REFERENCE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def _locked(case_id: int, *, by: Actor) -> Case:
    if not by.may(Permission.DECIDE_CASES):
        raise NotAllowed
    return session.get_one(Case, case_id, with_for_update=True, populate_existing=True)


def _turn_into_case(draft_id: int, case: Case, *, by: Actor) -> None:
    draft = session.get(Draft, draft_id, with_for_update=True)
    if draft is None or draft.login_id != by.login_id:
        return
    session.execute(
        update(Document).where(Document.draft_id == draft_id).values(draft_id=None, case_id=case.id)
    )
    session.delete(draft)
    session.flush()


def _note(case: Case, what: str, *, by: Actor, at: datetime, words: str = "") -> None:
    session.add(Event(case_id=case.id, at=at, what=what, login_id=by.login_id, words=words))
    session.flush()
