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
    TrialCopy,
)
from webapp.domain.bulletins.queries import fingerprint_of, texts_of
from webapp.domain.identity import Actor, Permission
from webapp.kit import audit, outbox
from webapp.kit.db import session
from webapp.kit.written_text import cleaned

LANGUAGES: Final = ("fr", "nl", "de", "en")
#: Subscriber ids of one range; a range is one errand, worked through mail by mail. Small, so that a code
#: that somebody waits for never stands behind it for long.
RANGE: Final = 250


class NotAllowedError(Exception):
    """The person lacks the permission for this verb."""


class IncompleteError(Exception):
    """A language has no subject or no text yet; `languages` names which."""

    def __init__(self, languages: list[str]) -> None:
        self.languages = languages
        super().__init__(", ".join(languages))


class AlreadyReleasedError(Exception):
    """The issue left the hands of its writers; its words stand."""


class WordsChangedError(Exception):
    """The words are not those that the releasing person has read."""


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
    """Write one language; a ready issue becomes a draft again when its words change.

    Raises:
        AlreadyReleasedError: it was released.
    """
    _allow(by, Permission.WRITE_BULLETINS)
    issue = _locked(bulletin_id)
    if issue.state not in {IssueState.DRAFT, IssueState.READY}:
        raise AlreadyReleasedError
    words = {"subject": cleaned(subject), "body": cleaned(body), "changed_at": at}
    before = session.get(IssueText, (bulletin_id, language), populate_existing=True)
    if before is not None and (before.subject, before.body) == (words["subject"], words["body"]):
        return
    issue.state, issue.ready_by = IssueState.DRAFT, None
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


def release(bulletin_id: int, *, fingerprint: str, by: Actor, at: datetime) -> int:
    """Freeze the audience, make one delivery per person, promise the ranges; returns how many will get it.

    `fingerprint` is that of the words the person has read (`IssueView.fingerprint`).

    Raises:
        WordsChangedError: somebody changed the words meanwhile.
        SecondPersonNeededError: the same person declared it ready.
        AlreadyReleasedError: it is not waiting for a release.
    """
    _allow(by, Permission.RELEASE_BULLETINS)
    issue = _locked(bulletin_id)
    if issue.state != IssueState.READY:
        raise AlreadyReleasedError
    if issue.ready_by == by.login_id:
        raise SecondPersonNeededError
    if fingerprint_of(texts_of(bulletin_id)) != fingerprint:
        raise WordsChangedError
    session.execute(
        insert(Delivery)
        .from_select(
            ["bulletin_id", "subscriber_id", "state", "attempts"],
            select(literal(bulletin_id), SubscriberRow.id, literal("waiting"), literal(0)).where(
                SubscriberRow.state == SubscriberState.CONFIRMED
            ),
        )
        .on_conflict_do_nothing()
    )
    lows = session.scalars(
        select(func.distinct(Delivery.subscriber_id // RANGE * RANGE)).where(
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
    audience = (
        session.scalar(select(func.count()).select_from(Delivery).where(Delivery.bulletin_id == bulletin_id))
        or 0
    )
    issue.state = IssueState.SENDING if audience else IssueState.SENT
    issue.released_by, issue.released_at, issue.audience = by.login_id, at, audience
    issue.ended_at = None if audience else at
    session.flush()
    audit.note(by, "bulletin.released", f"bulletin:{issue.id}", audience=audience)
    return audience


def ask_trial(bulletin_id: int, *, language: str, by: Actor, at: datetime) -> None:
    """Promise one language of an issue to the person who asks, as every reader would get it.

    Raises:
        IncompleteError: nothing is written in that language yet.
    """
    _allow(by, Permission.WRITE_BULLETINS)
    if not all(texts_of(bulletin_id).get(language, ("", ""))):
        raise IncompleteError([language])
    trial = TrialCopy(bulletin_id=bulletin_id, language=language, login_id=by.login_id, asked_at=at)
    session.add(trial)
    session.flush()
    outbox.promise("send_bulletin_trial", key=f"bulletin-trial-{trial.id}", trial_id=trial.id)


def trial_was_sent(trial_id: int, *, at: datetime) -> None:
    """The copy has left."""
    session.get_one(TrialCopy, trial_id).sent_at = at
    session.flush()


def _allow(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise NotAllowedError


def _locked(bulletin_id: int) -> Issue:
    return session.get_one(Issue, bulletin_id, with_for_update=True, populate_existing=True)
