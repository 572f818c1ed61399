"""Rendering, archiving and handing over: the steps a letter takes from drawn to sent.

A letter that is read on line is announced by a mail that says nothing of it. A repeat carries the same
Message-ID, so that a mail in doubt is recognised as the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from webapp.domain import affiliates, companies
from webapp.domain.identity import Addressee
from webapp.domain.notices.models import Notice, State
from webapp.domain.notices.service import promise_sending
from webapp.domain.notices.supplied import supplied
from webapp.kit import files, letters, outgoing, receipts
from webapp.kit.db import session
from webapp.kit.fund import facts as fund_facts
from webapp.kit.i18n import force_language
from webapp.rules.explained import Explained

PAPER: Final = "paper"
ANNOUNCEMENT: Final = "letter_available"
#: What a letter may still need: a crash leaves `sending`, an answer that was lost leaves `in_doubt`.
UNSENT: Final = (State.DRAWN, State.SENDING, State.IN_DOUBT)
EXPLANATION: Final = frozenset({"value", "steps", "law_on"})


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """The mail that says a letter waits in the account, and nothing of what is in it."""

    notice_id: int
    to: str = field(repr=False)
    raw: bytes = field(repr=False)


def next_to_send(*, notice_id: int) -> Notice | None:
    """Lock a letter that still has to leave; None when it has left, failed, or waits for the printer."""
    found = session.scalars(
        select(Notice)
        .where(Notice.id == notice_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    return found if found is not None and found.state in UNSENT else None


def next_of_run(run_id: int, *, low: int, high: int) -> Notice | None:
    """Lock the next unsent letter of a released run among the addressees of a range, but none set aside."""
    return session.scalars(
        select(Notice)
        .where(
            Notice.run_id == run_id,
            Notice.state.in_(UNSENT),
            (Notice.state != State.DRAWN) | Notice.trouble.is_(None),
            Notice.affiliate_id.between(low, high) | Notice.company_id.between(low, high),
        )
        .order_by(Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def addressee_of(notice: Notice) -> Addressee:
    """Where a letter goes, as the addressee's file says now."""
    if notice.affiliate_id is not None:
        return affiliates.addressee(notice.affiliate_id)
    assert notice.company_id is not None, "the table has a check on it"
    return companies.addressee(notice.company_id)


def rendered(notice: Notice) -> bytes:
    """The letter as an archive-proof PDF, in the language it was drawn in."""
    to = addressee_of(notice)
    manager = affiliates.manager_of(notice.affiliate_id) if notice.affiliate_id is not None else None
    fund = fund_facts()
    envelope = letters.Envelope(
        recipient=(to.name, *to.lines),
        written_on=notice.drawn_on,
        reference=reference_of(notice),
        manager_name=manager.name if manager else fund["short_name"][notice.language],
        manager_phone=manager.phone if manager else fund["phone"],
        manager_mail=manager.email if manager else fund["mail"],
    )
    return letters.render_letter(notice.kind, notice.language, worded(notice, to), envelope=envelope)


def worded(notice: Notice, to: Addressee) -> dict[str, Any]:
    """The facts of a letter: what is supplied, and what the room gave, its explanations put into words."""
    with force_language(notice.language):
        return supplied(notice, to) | {name: _worded(value) for name, value in notice.facts.items()}


def archive(notice: Notice) -> str:
    """Keep the letter as it leaves, once; returns its name in the document store."""
    if notice.document is None:
        notice.document = files.keep(rendered(notice))
    return notice.document


def pdf(notice: Notice) -> bytes:
    """The letter as PDF: the archived one, or rendered from its facts when it was not archived yet."""
    return files.read(notice.document) if notice.document is not None else rendered(notice)


def reference_of(notice: Notice) -> str:
    """The reference people quote when they call about a letter."""
    return f"L{notice.drawn_on.year}-{notice.id:07d}"


def prepare_sending(notice: Notice, *, base_url: str) -> Announcement | None:
    """Archive a letter and write its announcement; None when it goes on paper and waits for the printer.

    The state says "sending" before anything leaves; a repeat carries the same Message-ID.
    """
    archive(notice)
    to = addressee_of(notice)
    if notice.channel == PAPER or to.email is None:
        notice.state = State.READY
        return None
    thing = f"notice-{notice.id}"
    door = "my" if notice.affiliate_id is not None else "company"
    address = f"{base_url}/{notice.language}/{door}/letters/{notice.id}"
    message = letters.render_mail(ANNOUNCEMENT, notice.language, {"letter_url": address})
    mail = outgoing.mail_of(message, to=to.email, language=notice.language, thing=thing)
    notice.state, notice.message_id = State.SENDING, mail.message_id
    return Announcement(notice_id=notice.id, to=to.email, raw=mail.as_bytes())


def keep_for_print(kind: str, *, key: str, on: date, affiliate_id: int, facts: Mapping[str, Any]) -> None:
    """Print a letter whose facts are a secret (a code): only the sheet waits, for the printer."""
    about = letters.notice(kind)
    given = {name: value for name, value in facts.items() if name not in about.supplied}
    about.check(given)
    to = affiliates.addressee(affiliate_id)
    notice = Notice(
        key=key,
        kind=kind,
        affiliate_id=affiliate_id,
        drawn_on=on,
        language=to.language,
        channel=PAPER,
        facts={},
        source="",
        state=State.READY.value,
    )
    session.add(notice)
    session.flush()
    with session.no_autoflush:
        notice.facts = given
        archive(notice)
        notice.facts = {}


def delivered(notice_id: int, *, at: datetime) -> None:
    """The mail server took the announcement."""
    notice = session.get_one(Notice, notice_id)
    notice.state, notice.sent_at, notice.trouble = State.SENT, at, None


def in_doubt(notice_id: int, *, because: str) -> None:
    """The answer was lost after the last byte: it goes once more with its Message-ID, then on paper."""
    notice = session.get_one(Notice, notice_id)
    twice = notice.state == State.SENDING and notice.trouble is not None
    notice.state, notice.trouble = State.READY if twice else State.IN_DOUBT, because


def set_aside(notice_id: int, *, because: str) -> None:
    """Take a letter that cannot be printed out of its run, with an errand of its own that staff can mend."""
    session.get_one(Notice, notice_id).trouble = because
    promise_sending([notice_id])


def refused(notice_id: int, *, because: str) -> None:
    """The address does not take mail: the letter goes on paper instead, and staff see why."""
    notice = session.get_one(Notice, notice_id)
    notice.state, notice.trouble = State.READY, because


def _worded(value: Any) -> Any:
    if not isinstance(value, Mapping) or not value.keys() >= EXPLANATION:
        return value
    amount = value["value"]
    total = amount["total_cents"] if isinstance(amount, Mapping) else amount
    return receipts.as_fact(Explained.from_json({**value, "value": 0}, int), total_cents=total)
