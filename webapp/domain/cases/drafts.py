"""Drafts: what is typed is kept at each step, with the files joined so far, until it is sent or forgotten.

A draft is found by its key. Its case is sent under the same key, so that a page of a draft that was sent
already leads to the case instead of into nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.cases.models import Document, Draft
from webapp.domain.cases.queries import DocumentView, acts_for, document_view
from webapp.domain.identity import Actor
from webapp.kit.db import session

DRAFTS_AT_MOST: Final = 20
DOCUMENTS_AT_MOST: Final = 10


class TooManyDraftsError(Exception):
    """This person has as many unfinished requests as one may have; finish or forget some first."""


class TooManyDocumentsError(Exception):
    """The request has as many files as one may join."""


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A draft as its pages show it; `answers` are as they were typed, field by field."""

    key: str
    paper: str
    affiliate_id: int | None
    company_id: int | None
    answers: dict[str, Any]
    changed_at: datetime
    documents: tuple[DocumentView, ...]


def begin(
    paper: str,
    *,
    key: str,
    by: Actor,
    at: datetime,
    affiliate_id: int | None = None,
    company_id: int | None = None,
) -> DraftView:
    """Begin a draft; a known key of the same person gives the draft that was begun first.

    Raises:
        TooManyDraftsError: the person has DRAFTS_AT_MOST already.
    """
    known = _own(key, by=by)
    if known is not None:
        return _view(known)
    waiting = session.scalar(select(func.count()).select_from(Draft).where(Draft.login_id == by.login_id))
    if (waiting or 0) >= DRAFTS_AT_MOST:
        raise TooManyDraftsError
    row = {
        "key": key,
        "paper": paper,
        "login_id": by.login_id,
        "affiliate_id": affiliate_id,
        "company_id": company_id,
        "answers": {},
        "begun_at": at,
        "changed_at": at,
    }
    # Two clicks at once: the second waits here for the first, and finds its draft.
    session.execute(insert(Draft).values(row).on_conflict_do_nothing(index_elements=[Draft.key]))
    begun = _own(key, by=by)
    assert begun is not None, "a key is made for one person's page"
    return _view(begun)


def keep_answers(key: str, typed: Mapping[str, Any], *, by: Actor, at: datetime) -> DraftView | None:
    """Keep what was typed at a step beside the other steps; None when it is not this person's draft."""
    draft = _own(key, by=by, lock=True)
    if draft is None:
        return None
    draft.answers = {**draft.answers, **typed}
    draft.changed_at = at
    session.flush()
    return _view(draft)


def attach(
    key: str, *, name: str, media_type: str, size: int, stored_as: str, by: Actor, at: datetime
) -> DocumentView | None:
    """Join a file that was examined and stored; the same file twice is one. None when it is not hers.

    Raises:
        TooManyDocumentsError: the draft has DOCUMENTS_AT_MOST files already.
    """
    draft = _own(key, by=by, lock=True)
    if draft is None:
        return None
    documents = _documents(draft.id)
    for known in documents:
        if known.stored_as == stored_as:
            return document_view(known)
    if len(documents) >= DOCUMENTS_AT_MOST:
        raise TooManyDocumentsError
    document = Document(
        draft_id=draft.id, name=name, media_type=media_type, size=size, stored_as=stored_as, joined_at=at
    )
    session.add(document)
    draft.changed_at = at
    session.flush()
    return document_view(document)


def detach(key: str, document_id: int, *, by: Actor) -> bool:
    """Take a file back out of a draft; False when it is not there."""
    draft = _own(key, by=by, lock=True)
    document = session.get(Document, document_id)
    if draft is None or document is None or document.draft_id != draft.id:
        return False
    session.delete(document)
    session.flush()
    return True


def draft_for(actor: Actor, key: str) -> DraftView | None:
    """A draft of this person; None, which is 404, when it is not hers."""
    draft = _own(key, by=actor)
    return _view(draft) if draft else None


def drafts_of(
    actor: Actor, *, affiliate_id: int | None = None, company_id: int | None = None
) -> list[DraftView]:
    """What this person began and did not send, for one principal, the latest first."""
    question = select(Draft).where(Draft.login_id == actor.login_id).order_by(Draft.changed_at.desc())
    if affiliate_id is not None:
        question = question.where(Draft.affiliate_id == affiliate_id)
    if company_id is not None:
        question = question.where(Draft.company_id == company_id)
    return [_view(draft) for draft in session.scalars(question)]


def forget(key: str, *, by: Actor) -> bool:
    """Throw a draft away with its files' entries; False when it is not hers."""
    draft = _own(key, by=by, lock=True)
    if draft is None:
        return False
    for document in _documents(draft.id):
        session.delete(document)
    session.flush()
    session.delete(draft)
    session.flush()
    return True


def _own(key: str, *, by: Actor, lock: bool = False) -> Draft | None:
    """The draft this person began, as long as she still acts for the one it is about."""
    question = select(Draft).where(Draft.key == key, Draft.login_id == by.login_id)
    draft = session.scalars(question.with_for_update() if lock else question).one_or_none()
    return draft if draft is not None and acts_for(by, draft.affiliate_id, draft.company_id) else None


def _documents(draft_id: int) -> list[Document]:
    return list(session.scalars(select(Document).where(Document.draft_id == draft_id).order_by(Document.id)))


def _view(draft: Draft) -> DraftView:
    return DraftView(
        key=draft.key,
        paper=draft.paper,
        affiliate_id=draft.affiliate_id,
        company_id=draft.company_id,
        answers=dict(draft.answers),
        changed_at=draft.changed_at,
        documents=tuple(document_view(document) for document in _documents(draft.id)),
    )
