"""Which status somebody has: every way through the questions ends, and each answer gives its reason."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.status_explained import LAW, codes, ways
from webapp.rules.careers import Category
from webapp.rules.law import law_on
from webapp.rules.status import TREE, Exit, Question, asked, status

TRADE = {"work": "trade", "pension": "none", "studies": "no"}
OWN = TRADE | {"job": "none", "rights": "no"}


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (OWN | {"first_time": "no"}, Category.MAIN),
        (OWN | {"first_time": "yes", "artist": "no"}, Category.PRIMOSTARTER),
        (OWN | {"first_time": "yes", "artist": "yes"}, Category.PRIMOSTARTER),
        (TRADE | {"job": "employee"}, Category.SECONDARY),
        (TRADE | {"job": "civil_servant"}, Category.SECONDARY),
        (TRADE | {"job": "teacher"}, Category.SECONDARY),
        (TRADE | {"job": "benefit"}, Category.SECONDARY),
        (TRADE | {"job": "teacher_half"}, Category.ARTICLE_37),
        (TRADE | {"job": "public_mandate"}, Category.ARTICLE_37_MANDATE),
        (TRADE | {"job": "none", "rights": "partner"}, Category.ARTICLE_37),
        (TRADE | {"job": "none", "rights": "capacity"}, Category.ARTICLE_37),
        (TRADE | {"studies": "yes"}, Category.STUDENT),
        (TRADE | {"pension": "retirement"}, Category.PENSIONER),
        (TRADE | {"pension": "suspended"}, Category.EARLY_PENSION_SUSPENDED),
        (TRADE | {"pension": "survivor"}, Category.SURVIVOR_PENSION),
        (TRADE | {"pension": "age"}, Category.PENSION_AGE_WITHOUT_PENSION),
        ({"work": "spouse", "spouse": "no_rights", "born": "from"}, Category.SPOUSE_MAXI),
        ({"work": "spouse", "spouse": "no_rights", "born": "before"}, Category.SPOUSE_MINI),
        ({"work": "spouse", "spouse": "own_rights"}, Exit.SPOUSE_WITH_RIGHTS),
        ({"work": "spouse", "spouse": "of_director"}, Exit.SPOUSE_OF_DIRECTOR),
        ({"work": "helper", "helper": "young"}, Exit.TOO_YOUNG),
        ({"work": "helper", "helper": "occasional"}, Exit.OCCASIONAL),
        ({"work": "director", "paid": "unpaid"}, Exit.UNPAID),
        ({"work": "employee"}, Exit.EMPLOYEE),
        ({"work": "sharing"}, Exit.SHARING),
        ({"work": "delegated"}, Exit.DELEGATED),
    ],
)
def test_the_answers_of_the_rulebook_lead_to_its_category(answers, outcome) -> None:
    found = status(answers, LAW)
    assert found is not None
    assert found.value.outcome == outcome
    assert (found.value.category is None) == isinstance(outcome, Exit)


def test_a_helper_pays_like_a_self_employed_person() -> None:
    as_helper = OWN | {"work": "helper", "helper": "regular", "first_time": "no"}
    assert status(as_helper, LAW).value == status(OWN | {"first_time": "no"}, LAW).value


def test_student_and_article_37_must_be_asked_for() -> None:
    asked_for = {status(one, LAW).value.category for one in ways() if status(one, LAW).value.on_request}
    assert asked_for == {Category.STUDENT, Category.ARTICLE_37, Category.ARTICLE_37_MANDATE}


def test_every_way_ends_and_every_category_and_exit_can_be_reached() -> None:
    ends = {status(one, LAW).value.outcome for one in ways()}
    assert ends == {*map(str, Category), *map(str, Exit)}


def test_each_answer_is_one_reason_with_its_article() -> None:
    told = set()
    for answers in ways():
        steps = status(answers, LAW).steps
        assert [step.code for step in steps] == [f"status_{name}_{option}" for name, option in answers.items()]
        assert all(step.article for step in steps)
        told |= {step.code for step in steps}
    assert told == codes()


def test_one_question_after_the_other() -> None:
    assert asked({}) == [Question.WORK]
    assert asked({"work": "trade"}) == [Question.WORK, Question.PENSION]
    assert status({"work": "trade"}, LAW) is None


def test_an_answer_that_no_longer_counts_is_left_aside() -> None:
    """Somebody goes back and changes the first answer; what she said after it does not count any more."""
    changed = OWN | {"work": "employee"}
    assert asked(changed) == [Question.WORK]
    assert len(status(changed, LAW).steps) == 1


def test_an_unknown_answer_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="work has no answer 'king', only trade, director"):
        status({"work": "king"}, LAW)


def test_the_terms_are_those_of_the_day() -> None:
    answers = OWN | {"first_time": "yes", "artist": "yes"}
    last = status(answers, law_on(date(2026, 1, 1))).steps[-1]
    assert last.facts["quarters"] == law_on(date(2026, 1, 1)).count("contributions.primostarter_quarters_artist")


def test_every_question_is_asked_on_some_way() -> None:
    assert {question for one in ways() for question in asked(one)} == set(TREE) == set(Question)
