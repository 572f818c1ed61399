"""What was looked for in vain reaches an editor without the person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from webapp.domain import guidance
from webapp.domain.guidance import UnansweredSearch
from webapp.kit import clock
from webapp.kit.db import session

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("Hélène Payer", "helene payer"),
        ("85.07.30-033.28 cotisation", "cotisation"),
        ("85 07 30 033 28", ""),
        ("BE68 5390 0754 7034 remboursement", "be remboursement"),
        ("BE68539007547034", "be"),
        ("+32 470 12 34 56 rappel", "rappel"),
        ("jean.dupont@mail.example pension", "pension"),
        ("article 15 de 1967", "article 15 de 1967"),
        ("66 ans 8 mois", "66 ans 8 mois"),
        ("x" * 200, "x" * 80),
        ("https://site.example/?id=1 aide", "aide"),
    ],
)
def test_what_may_name_somebody_is_left_out(query, kept):
    assert guidance.without_person(query) == kept


def test_counts_are_set_so_that_twice_is_once(app):
    for _time in (1, 2):
        guidance.write_down({"fr flexi": 3, "en flexi": 1}, on=DAY)
    assert [(one.words, one.language, one.count) for one in guidance.in_vain()] == [
        ("flexi", "fr", 3),
        ("flexi", "en", 1),
    ]


def test_what_was_still_being_typed_is_not_kept(app):
    guidance.write_down(
        {"fr fle": 1, "fr flexi": 1, "fr flexi job": 2, "nl fle": 1, "xx what": 4, "fr ": 9}, on=DAY
    )
    assert {(one.words, one.language) for one in guidance.in_vain()} == {("flexi job", "fr"), ("fle", "nl")}


def test_days_add_up_and_one_language_can_be_asked(app):
    guidance.write_down({"fr flexi": 3, "nl flexi": 1}, on=DAY)
    guidance.write_down({"fr flexi": 2}, on=DAY + timedelta(days=1))
    (found,) = guidance.in_vain(language="fr")
    assert (found.count, found.last_on) == (5, DAY + timedelta(days=1))


def test_an_answered_one_is_hidden_until_it_is_looked_for_again(app):
    guidance.write_down({"fr flexi": 3}, on=DAY)
    guidance.is_answered("flexi", language="fr", at=clock.now())
    guidance.write_down({"fr flexi": 3}, on=DAY)
    assert guidance.in_vain() == []
    guidance.write_down({"fr flexi": 1}, on=DAY + timedelta(days=1))
    assert [one.count for one in guidance.in_vain()] == [1]


def test_after_a_year_it_is_forgotten(app):
    guidance.write_down({"fr flexi": 3}, on=clock.today() - timedelta(days=400))
    guidance.write_down({"fr neuf": 3}, on=clock.today())
    guidance.forget_searches(at=clock.now())
    assert [row.words for row in session.query(UnansweredSearch)] == ["neuf"]
