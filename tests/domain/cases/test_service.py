"""A request is sent once, decided once, and every step stands on its path."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.cases import REDUCTION, a_case, an_actor_of, somebody_who_pays_on_30_000
from webapp.domain import cases, identity, notices
from webapp.domain.cases import AlreadyDecided, CaseState, Channel, NotAllowed, OtherContent
from webapp.domain.cases.service import new_reference
from webapp.kit import clock


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    return somebody_who_pays_on_30_000()


@pytest.fixture
def clerk(app):
    return identity.actor_for(identities.a_member_of_staff(identity.Role.CASES).id)


def test_the_same_key_is_one_request(jeanne):
    by = an_actor_of(jeanne)
    first, second = (a_case(jeanne, by=by, key="once") for _ in "12")
    assert first.id == second.id
    assert first.reference == second.reference
    assert len(cases.cases_of(affiliate_id=jeanne)) == 1


def test_the_same_key_with_other_answers_changes_nothing(jeanne):
    by = an_actor_of(jeanne)
    first = a_case(jeanne, by=by, key="once")
    with pytest.raises(OtherContent):
        a_case(jeanne, by=by, key="once", answers=REDUCTION | {"expected_income": 1})
    assert cases.get_for(by, first.id).answers == REDUCTION


def test_the_same_key_of_somebody_else_shows_nothing(jeanne):
    a_case(jeanne, key="once")
    with pytest.raises(OtherContent):
        a_case(an_affiliate(), key="once")


def test_the_law_gives_four_months_and_the_receipt_says_the_day(jeanne):
    case = a_case(jeanne, title="Weniger zahlen", receipt_words=["Warum? Zeile 1\nZeile 2", "x" * 1200])
    assert case.decide_by == date(2027, 3, 22)
    letter = notices.letter_of(f"case-received-{case.id}")
    assert letter.facts["decide_by"] == "2027-03-22"
    assert letter.facts["answers"][:2] == ["Warum? Zeile 1", "Zeile 2"]
    assert all(len(line) <= 480 for line in letter.facts["answers"])
    assert letter.language == "de"


def test_a_paper_counts_from_the_day_it_came(jeanne, clerk):
    case = a_case(jeanne, by=clerk, channel=Channel.ON_PAPER, received_on=date(2026, 11, 2))
    assert case.decide_by == date(2027, 3, 2)
    cases.grant(case.id, by=clerk, at=clock.now(), effect=None)


def test_references_can_be_read_out_and_differ():
    references = {new_reference() for _ in range(200)}
    assert len(references) == 200
    assert all(len(one) == 9 and not set(one) & set("AEIOU01") for one in references)


def test_a_case_is_decided_once(jeanne, clerk):
    case, carried_out = a_case(jeanne), []
    cases.grant(case.id, by=clerk, at=clock.now(), effect=lambda found, _by: carried_out.append(found.state))
    for decide in (cases.grant, cases.refuse):
        with pytest.raises(AlreadyDecided):
            decide(case.id, by=clerk, at=clock.now(), reasons="no", effect=None)
    assert carried_out == [CaseState.GRANTED]
    with pytest.raises(AlreadyDecided):
        cases.withdraw(case.id, by=an_actor_of(jeanne), at=clock.now())


def test_nobody_decides_without_the_right_or_on_an_own_request(jeanne, clerk):
    case = a_case(jeanne)
    editor = identity.actor_for(identities.a_member_of_staff(identity.Role.EDITOR).id)
    for stranger in (editor, an_actor_of(jeanne)):
        with pytest.raises(NotAllowed):
            cases.grant(case.id, by=stranger, at=clock.now(), effect=None)
    own = a_case(jeanne, by=clerk)
    with pytest.raises(NotAllowed):
        cases.grant(own.id, by=clerk, at=clock.now(), effect=None)


def test_a_colleague_sees_that_a_case_is_taken(jeanne, clerk):
    case = a_case(jeanne)
    other = identity.actor_for(identities.a_member_of_staff(identity.Role.CASES).id)
    cases.take(case.id, by=clerk, at=clock.now())
    assert cases.take(case.id, by=clerk, at=clock.now()).taken_by == clerk.login_id
    with pytest.raises(AlreadyDecided):
        cases.take(case.id, by=other, at=clock.now())
    cases.release(case.id, by=other, at=clock.now())
    assert cases.take(case.id, by=other, at=clock.now()).taken_by == other.login_id


def test_the_clock_rests_while_we_wait_for_the_person(jeanne, clerk, clock_at):
    case, by = a_case(jeanne), an_actor_of(jeanne)
    cases.ask_for_more(case.id, words="Which customer?", by=clerk, at=clock.now())
    cases.ask_for_more(case.id, words="And since when?", by=clerk, at=clock.now())
    clock_at("2026-12-04T10:00")
    stranger = an_actor_of(an_affiliate())
    assert cases.answer(case.id, words="x", by=stranger, at=clock.now()) is None
    answered = cases.answer(case.id, words="The bakery.", by=by, at=clock.now())
    assert (answered.decide_by - case.decide_by).days == 12
    assert answered.state is CaseState.TAKEN
    assert [event.what for event in answered.events] == ["received", "asked", "asked", "answered"]
    assert [event.by_staff for event in answered.events] == [False, True, True, False]
    with pytest.raises(AlreadyDecided):
        cases.answer(case.id, words="again", by=by, at=clock.now())
    assert sum(line.kind == "case_question" for line in notices.letters_for(affiliate_id=jeanne)) == 2


def test_taking_back_twice_is_taking_back_once_and_only_by_the_person(jeanne, clerk):
    case, by = a_case(jeanne), an_actor_of(jeanne)
    assert cases.withdraw(case.id, by=clerk, at=clock.now()) is None
    assert cases.withdraw(case.id, by=an_actor_of(an_affiliate()), at=clock.now()) is None
    for _time in "12":
        assert cases.withdraw(case.id, by=by, at=clock.now()).state is CaseState.WITHDRAWN
    with pytest.raises(AlreadyDecided):
        cases.grant(case.id, by=clerk, at=clock.now(), effect=None)


def test_lines_for_letters_hold_no_control_signs():
    assert cases.printable_lines("a\x00b\r\n\n\tc\u2028d") == ["a b", "c", "d"]
    assert cases.printable_lines("") == []
