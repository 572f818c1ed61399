"""What changes a case: sent once per key, taken, decided once, withdrawn; the effect in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select, update
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
QUESTION: Final = "case_question"
#: No vowels and no figures that look like letters: a reference can be read out on the telephone.
SIGNS: Final = "BCDFGHJKLMNPQRSTVWXZ23456789"
REFERENCE_LENGTH: Final = 8
#: The longest line of a letter's list of texts.
LINE_LENGTH: Final = 480

Effect = Callable[[CaseView, Actor], None]


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that was examined and stored, about to be joined."""

    name: str
    media_type: str
    size: int
    stored_as: str


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
    channel: Channel = Channel.ONLINE,
    received_on: date | None = None,
    receipt_words: Sequence[str] = (),
    title: str = "",
    files: Sequence[Upload] = (),
) -> CaseView:
    """Send a request; a known key gives the request that was sent first.

    The law gives us four months to decide; the receipt says the day. The draft of the same key and its files
    become the case. `title` and `receipt_words` (one line per answer) are in the addressee's language.

    Raises:
        OtherContent: the key was used for other answers.
    """
    addressee = _addressee(affiliate_id, company_id)
    received_on = received_on or clock.day_of(at)
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
        "received_on": received_on,
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
    _turn_into_case(case, by=by)
    _join(case, files, at=at)
    _note(case, "received", by=by, at=at)
    audit.note(by, "case.submitted", f"case:{case.id}", paper=paper, channel=channel.value)
    notices.draw(
        RECEIPT,
        key=f"case-received-{case.id}",
        on=clock.day_of(at),
        affiliate_id=affiliate_id,
        company_id=company_id,
        source=f"case:{case.id}",
        facts={
            "request": title or paper,
            "case_reference": case.reference,
            "received_on": received_on.isoformat(),
            "decide_by": case.decide_by.isoformat(),
            "answers": [line for words in receipt_words for line in printable_lines(words)],
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
    case.waiting_since = case.waiting_since or clock.day_of(at)
    _note(case, "asked", by=by, at=at, words=words)
    audit.note(by, "case.asked", f"case:{case.id}")
    count = session.scalar(select(func.count()).where(Event.case_id == case.id, Event.what == "asked"))
    notices.draw(
        QUESTION,
        key=f"case-question-{case.id}-{count}",
        on=clock.day_of(at),
        affiliate_id=case.affiliate_id,
        company_id=case.company_id,
        source=f"case:{case.id}",
        facts={
            "case_reference": case.reference,
            "received_on": case.received_on.isoformat(),
            "question": printable_lines(words),
        },
    )
    return view(case)


def answer(
    case_id: int, *, words: str, by: Actor, at: datetime, files: Sequence[Upload] = ()
) -> CaseView | None:
    """Answer what staff asked, with files; the clock of the decision runs on. None when it is not hers.

    Raises:
        AlreadyDecided: nothing is asked any more.
    """
    case = session.get(Case, case_id, with_for_update=True, populate_existing=True)
    if case is None or by.is_staff or not may_see(by, case):
        return None
    if case.state != CaseState.WAITING or case.waiting_since is None:
        raise AlreadyDecided
    waited = (clock.day_of(at) - case.waiting_since).days
    case.decide_by, case.waiting_since = case.decide_by + timedelta(days=waited), None
    case.state = CaseState.TAKEN if case.taken_by else CaseState.RECEIVED
    _join(case, files, at=at)
    _note(case, "answered", by=by, at=at, words=words)
    return view(case)


def grant(case_id: int, *, by: Actor, at: datetime, effect: Effect | None, reasons: str = "") -> CaseView:
    """Grant a request and carry out its effect in the same transaction."""
    return decide(case_id, state=CaseState.GRANTED, by=by, at=at, reasons=reasons, effect=effect)


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
    case.state, case.reasons, case.waiting_since = state, reasons or None, None
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


def printable_lines(words: str) -> list[str]:
    """What a person wrote as lines that a letter can hold: no control signs, none empty, none too long."""
    lines = []
    for line in words.splitlines():
        clean = " ".join("".join(sign if sign.isprintable() else " " for sign in line).split())
        lines += [clean[start : start + LINE_LENGTH] for start in range(0, len(clean), LINE_LENGTH)]
    return lines


def _join(case: Case, files: Sequence[Upload], *, at: datetime) -> None:
    for file in files:
        session.add(
            Document(
                case_id=case.id,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                stored_as=file.stored_as,
                joined_at=at,
            )
        )


def _turn_into_case(case: Case, *, by: Actor) -> None:
    draft = session.scalars(
        select(Draft).where(Draft.key == case.key, Draft.login_id == by.login_id).with_for_update()
    ).one_or_none()
    if draft is None:
        return
    session.execute(
        update(Document).where(Document.draft_id == draft.id).values(draft_id=None, case_id=case.id)
    )
    session.delete(draft)
    session.flush()


def _note(case: Case, what: str, *, by: Actor, at: datetime, words: str = "") -> None:
    session.add(Event(case_id=case.id, at=at, what=what, login_id=by.login_id, words=words))
    session.flush()
