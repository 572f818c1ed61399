"""Who sees which request, and in which order staff meet them."""

from __future__ import annotations

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.cases import a_case, an_actor_of, somebody_who_pays_on_30_000
from webapp.domain import cases, identity
from webapp.domain.cases import CaseState
from webapp.kit import clock


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    return somebody_who_pays_on_30_000(called=False)


def test_a_request_is_seen_by_the_person_and_by_who_decides(jeanne):
    case = a_case(jeanne)
    clerk = identity.actor_for(identities.a_member_of_staff(identity.Role.CASES).id)
    editor = identity.actor_for(identities.a_member_of_staff(identity.Role.EDITOR).id)
    assert cases.get_for(an_actor_of(jeanne), case.id).id == case.id
    assert cases.get_for(clerk, case.id).id == case.id
    assert cases.get_for(editor, case.id) is None
    assert cases.get_for(an_actor_of(an_affiliate()), case.id) is None
    assert cases.get_for(clerk, 999_999_999) is None
    assert cases.document_for(clerk, case.id, 1) is None


def test_the_earliest_promise_comes_first_and_closed_ones_leave(jeanne, clock_at):
    late = a_case(jeanne)
    clock_at("2026-11-20T10:00")
    early = a_case(jeanne)
    clerk = identity.actor_for(identities.a_member_of_staff(identity.Role.CASES).id)
    assert [line.id for line in cases.work_list()] == [early.id, late.id]
    cases.take(late.id, by=clerk, at=clock.now())
    assert [line.id for line in cases.work_list(taken_by=clerk.login_id)] == [late.id]
    cases.refuse(early.id, by=clerk, at=clock.now(), reasons="no", effect=None)
    assert [line.id for line in cases.work_list()] == [late.id]
    assert [line.id for line in cases.work_list(states=(CaseState.REFUSED,))] == [early.id]
    assert cases.counts()[CaseState.TAKEN] == 1
    assert cases.counts()[CaseState.WITHDRAWN] == 0


def test_the_list_of_a_person_begins_with_the_latest(jeanne, clock_at):
    first = a_case(jeanne)
    clock_at("2026-11-23T10:00")
    second = a_case(jeanne)
    assert [line.id for line in cases.cases_of(affiliate_id=jeanne)] == [second.id, first.id]
    assert cases.cases_of(company_id=jeanne) == []


def test_a_question_stands_until_it_is_answered(jeanne):
    case = a_case(jeanne)
    clerk = identity.actor_for(identities.a_member_of_staff(identity.Role.CASES).id)
    asked = cases.ask_for_more(case.id, words="Which?", by=clerk, at=clock.now())
    assert asked.question == "Which?"
    assert cases.answer(case.id, words="This.", by=an_actor_of(jeanne), at=clock.now()).question == ""
