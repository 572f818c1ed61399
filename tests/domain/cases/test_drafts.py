"""A draft belongs to one person, keeps what she typed and her files, and ends in one request."""

from __future__ import annotations

import pytest

from tests.factories.affiliates import an_affiliate
from tests.factories.cases import REDUCTION, an_actor_of, somebody_who_pays_on_30_000
from webapp.domain import cases
from webapp.domain.cases import TooManyDocumentsError, TooManyDraftsError
from webapp.domain.identity.models import Mandate
from webapp.kit import clock
from webapp.kit.db import session


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    return somebody_who_pays_on_30_000(called=False)


@pytest.fixture
def by(jeanne):
    return an_actor_of(jeanne)


def begin(by, number, key="draft-1"):
    return cases.begin("reduce_provisional", key=key, by=by, at=clock.now(), affiliate_id=number)


def attach(by, place=1, key="draft-1"):
    return cases.attach(
        key,
        name=f"{place}.pdf",
        media_type="application/pdf",
        size=10,
        stored_as=f"{place:064x}",
        by=by,
        at=clock.now(),
    )


def test_the_same_key_begins_once(by, jeanne):
    assert begin(by, jeanne) == begin(by, jeanne)
    assert len(cases.drafts_of(by, affiliate_id=jeanne)) == 1


def test_answers_of_steps_stand_beside_each_other(by, jeanne):
    begin(by, jeanne)
    cases.keep_answers("draft-1", {"a": "1", "b": "2"}, by=by, at=clock.now())
    draft = cases.keep_answers("draft-1", {"b": "3"}, by=by, at=clock.now())
    assert draft.answers == {"a": "1", "b": "3"}


def test_a_draft_is_nobody_elses(by, jeanne):
    begin(by, jeanne)
    stranger = an_actor_of(an_affiliate())
    assert cases.draft_for(stranger, "draft-1") is None
    assert cases.keep_answers("draft-1", {}, by=stranger, at=clock.now()) is None
    assert attach(stranger) is None
    assert cases.detach("draft-1", 1, by=stranger) is False
    assert cases.forget("draft-1", by=stranger) is False


def test_who_acts_no_longer_for_somebody_loses_the_draft_about_her(by, jeanne):
    begin(by, jeanne)
    session.query(Mandate).filter_by(login_id=by.login_id).delete()
    from webapp.domain import identity

    assert cases.draft_for(identity.actor_for(by.login_id), "draft-1") is None


def test_the_same_file_is_joined_once_and_one_too_many_is_refused(by, jeanne):
    begin(by, jeanne)
    assert attach(by).id == attach(by).id
    for place in range(2, cases.DOCUMENTS_AT_MOST + 1):
        attach(by, place)
    with pytest.raises(TooManyDocumentsError):
        attach(by, 99)
    assert len(cases.draft_for(by, "draft-1").documents) == cases.DOCUMENTS_AT_MOST


def test_a_file_is_taken_out(by, jeanne):
    begin(by, jeanne)
    document = attach(by)
    assert cases.detach("draft-1", document.id, by=by)
    assert not cases.detach("draft-1", document.id, by=by)
    assert cases.draft_for(by, "draft-1").documents == ()


def test_nobody_begins_without_end(by, jeanne):
    for number in range(cases.DRAFTS_AT_MOST):
        begin(by, jeanne, f"draft-{number}")
    with pytest.raises(TooManyDraftsError):
        begin(by, jeanne, "one-more")


def test_what_is_forgotten_is_gone_with_its_files(by, jeanne):
    begin(by, jeanne)
    attach(by)
    assert cases.forget("draft-1", by=by)
    assert cases.draft_for(by, "draft-1") is None


def test_sending_turns_the_draft_and_its_files_into_the_case(by, jeanne):
    begin(by, jeanne)
    attach(by)
    case = cases.submit(
        "reduce_provisional",
        key="draft-1",
        by=by,
        at=clock.now(),
        version=1,
        answers=REDUCTION,
        affiliate_id=jeanne,
    )
    assert [one.name for one in case.documents] == ["1.pdf"]
    assert cases.draft_for(by, "draft-1") is None
    assert cases.case_of_key("draft-1", actor=by).id == case.id
