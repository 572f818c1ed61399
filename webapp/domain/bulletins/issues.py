"""Writing and releasing: every language complete, two persons, the audience frozen at the release."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.bulletins.models import (
    Delivery,
    Issue,
    IssueState,
    IssueText,
    SubscriberRow,
    SubscriberState,
)
from webapp.domain.identity import Actor, Permission
from webapp.kit import audit, outbox
from webapp.kit.db import session

LANGUAGES: Final = ("fr", "nl", "de", "en")
#: Subscriber ids of one range; a range is one errand, worked through mail by mail.
RANGE: Final = 1_000


class NotAllowedError(Exception):
    """The person lacks the permission for this verb."""


class IncompleteError(Exception):
    """A language has no subject or no text yet; `languages` names which."""

    def __init__(self, languages: list[str]) -> None:
        self.languages = languages
        super().__init__(", ".join(languages))


class AlreadyReleasedError(Exception):
    """The issue left the hands of its writers; its words stand."""


class SecondPersonNeededError(Exception):
    """The person who declared the issue ready may not release it."""


def begin(*, by: Actor, at: datetime) -> int:
    """Begin a new issue with the next number; returns its id."""
    _allow(by, Permission.WRITE_BULLETINS)
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("bulletin-number"))))
    number = (session.scalar(select(func.max(Issue.number))) or 0) + 1
    issue = Issue(number=number, state=IssueState.DRAFT, begun_by=by.login_id, begun_at=at)
    session.add(issue)
    session.flush()
    audit.note(by, "bulletin.begun", f"bulletin:{issue.id}", number=number)
    return issue.id


def write(bulletin_id: int, *, language: str, subject: str, body: str, by: Actor, at: datetime) -> None:
    """Write one language; a ready issue becomes a draft again, because its words changed.

    Raises:
        AlreadyReleasedError: it was released.
    """
    _allow(by, Permission.WRITE_BULLETINS)
    issue = _locked(bulletin_id)
    if issue.state not in {IssueState.DRAFT, IssueState.READY}:
        raise AlreadyReleasedError
    issue.state, issue.ready_by = IssueState.DRAFT, None
    words = {"subject": subject.strip(), "body": body.strip(), "changed_at": at}
    session.execute(
        insert(IssueText)
        .values(bulletin_id=bulletin_id, language=language, **words)
        .on_conflict_do_update(index_elements=["bulletin_id", "language"], set_=words)
    )
    session.flush()


def mark_ready(bulletin_id: int, *, by: Actor) -> None:
    """Declare an issue ready for its second person.

    Raises:
        IncompleteError: a language is missing.
        AlreadyReleasedError: it was released.
    """
    _allow(by, Permission.WRITE_BULLETINS)
    issue = _locked(bulletin_id)
    if issue.state not in {IssueState.DRAFT, IssueState.READY}:
        raise AlreadyReleasedError
    written = session.scalars(
        select(IssueText.language).where(
            IssueText.bulletin_id == bulletin_id, IssueText.subject != "", IssueText.body != ""
        )
    )
    if missing := sorted(set(LANGUAGES) - set(written)):
        raise IncompleteError(missing)
    issue.state, issue.ready_by = IssueState.READY, by.login_id
    audit.note(by, "bulletin.ready", f"bulletin:{issue.id}")
    session.flush()


def take_back(bulletin_id: int, *, by: Actor) -> None:
    """Make a ready issue a draft again."""
    _allow(by, Permission.WRITE_BULLETINS)
    issue = _locked(bulletin_id)
    if issue.state != IssueState.READY:
        raise AlreadyReleasedError
    issue.state, issue.ready_by = IssueState.DRAFT, None
    session.flush()


def release(bulletin_id: int, *, by: Actor, at: datetime) -> int:
    """Freeze the audience, make one delivery per person, promise the ranges; returns how many will get it.

    Raises:
        SecondPersonNeededError: the same person declared it ready.
        AlreadyReleasedError: it is not waiting for a release.
    """
    _allow(by, Permission.RELEASE_BULLETINS)
    issue = _locked(bulletin_id)
    if issue.state != IssueState.READY:
        raise AlreadyReleasedError
    if issue.ready_by == by.login_id:
        raise SecondPersonNeededError
    last = session.scalar(select(func.max(SubscriberRow.id))) or 0
    session.execute(
        insert(Delivery)
        .from_select(
            ["bulletin_id", "subscriber_id", "state", "attempts"],
            select(literal(bulletin_id), SubscriberRow.id, literal("waiting"), literal(0)).where(
                SubscriberRow.state == SubscriberState.CONFIRMED, SubscriberRow.id <= last
            ),
        )
        .on_conflict_do_nothing()
    )
    lows = session.scalars(
        select(func.distinct((Delivery.subscriber_id / RANGE) * RANGE)).where(
            Delivery.bulletin_id == bulletin_id
        )
    ).all()
    outbox.promise_many(
        "send_bulletin",
        [
            (
                f"bulletin-{bulletin_id}-{low}",
                {"bulletin_id": bulletin_id, "low": low, "high": low + RANGE - 1},
            )
            for low in sorted(int(low) for low in lows)
        ],
    )
    issue.state, issue.released_by, issue.released_at, issue.audience_until = (
        IssueState.SENDING if lows else IssueState.SENT, by.login_id, at, last,
    )  # fmt: skip
    session.flush()
    audience = session.scalar(
        select(func.count()).select_from(Delivery).where(Delivery.bulletin_id == bulletin_id)
    )
    audit.note(by, "bulletin.released", f"bulletin:{issue.id}", audience=audience)
    return audience or 0


def _allow(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise NotAllowedError


def _locked(bulletin_id: int) -> Issue:
    return session.get_one(Issue, bulletin_id, with_for_update=True, populate_existing=True)
