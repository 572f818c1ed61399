"""The guide to one's status: one question after the other, a category or an exit at the end, always with reasons."""

from __future__ import annotations

import pytest

from tests.rules.status_explained import ways
from webapp.kit.i18n import LANGUAGES
from webapp.rules import wording
from webapp.rules.status import TREE, Exit, Question
from webapp.views.visitor.calculators.status import QUESTIONS, calculator

PAGE = f"/en/{calculator.slugs['en']}"
OWN = {"work": "trade", "pension": "none", "studies": "no", "job": "none", "rights": "no"}


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


def ask(visitor, page=PAGE, headers=None, **answers):
    return visitor.get(page, query_string=answers, headers=headers)


def shown(text: str) -> set[str]:
    return {question for question in Question if f'name="{question}"' in text}


def test_every_question_and_answer_of_the_rules_has_its_words():
    assert {question: set(options) for question, (_words, options) in QUESTIONS.items()} == {
        question: set(options) for question, options in TREE.items()
    }


def test_it_begins_with_one_question(visitor):
    assert shown(ask(visitor).text) == {"work"}


def test_the_next_question_follows_the_answer(visitor):
    assert shown(ask(visitor, work="spouse").text) == {"work", "spouse"}
    assert shown(ask(visitor, work="trade", pension="none").text) == {"work", "pension", "studies"}


def test_a_changed_first_answer_leaves_the_others_aside(visitor):
    answer = ask(visitor, **(OWN | {"work": "employee", "first_time": "no"}))
    assert answer.status_code == 200
    assert shown(answer.text) == {"work"}
    assert "You are an employee" in answer.text


@pytest.mark.parametrize("answers", list(ways()), ids=lambda one: "-".join(one.values()))
def test_every_way_ends_with_its_reasons(visitor, answers):
    answer = ask(visitor, **answers)
    assert answer.status_code == 200
    assert "Step by step" not in answer.text
    assert answer.text.count('class="receipt-line"') == len(answers)


def test_the_terms_of_the_law_stand_in_the_reasons(visitor):
    text = ask(visitor, work="helper", helper="occasional").text
    assert "fewer than 90 days a year" in text
    assert "art. 5" in text


def test_a_category_leads_to_its_price(visitor):
    text = ask(visitor, **(OWN | {"job": "employee"})).text
    assert "Secondary occupation" in text
    assert "/en/calculate-your-contribution?category=secondary" in text


def test_what_must_be_asked_for_is_said(visitor):
    assert "You must ask for this status" in ask(visitor, work="trade", pension="none", studies="yes").text


@pytest.mark.parametrize("wrong", [{"work": "king"}, {"work": "trade", "pension": "x"}])
def test_an_answer_that_was_not_offered_is_told_at_its_question(visitor, wrong):
    answer = ask(visitor, **wrong)
    assert answer.status_code == 422
    assert f'id="{list(wrong)[-1]}-error"' in answer.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_speaks_each_language(visitor, code):
    text = ask(visitor, f"/{code}/{calculator.slugs[code]}", work="employee").text
    assert wording.sentences()["status_work_employee"][code].split(":")[0].split("'")[0].strip() in text


def test_every_exit_says_what_now(visitor):
    ends = {Exit.UNPAID: {"work": "director", "paid": "unpaid"}, Exit.SHARING: {"work": "sharing"}}
    for answers in ends.values():
        assert "What now" in ask(visitor, **answers).text


def test_htmx_gets_the_part(visitor):
    part = ask(visitor, headers={"HX-Request": "true"}, work="trade")
    assert part.text.startswith('<div class="calculator" id="calculator">')
