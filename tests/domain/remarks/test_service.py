"""An answer counts once an hour for a reader and page; words are masked, kept once, seen to and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import identity as identities
from webapp.domain import identity, remarks
from webapp.domain.identity import Role
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.kit.throttle import TooManyTriesError


def an_editor() -> identity.Actor:
    return identity.actor_for(identities.a_member_of_staff(Role.EDITOR).id)


def test_a_double_click_counts_once_and_the_last_word_counts(answer):
    assert answer(useful=True) == answer(useful=False)
    (page,) = remarks.shares()
    assert (page.useful, page.answers) == (0, 1)


def test_another_reader_and_another_page_are_other_answers(answer):
    assert len({answer(), answer(address="192.0.2.2"), answer(page="pension")}) == 3
    assert sum(one.answers for one in remarks.shares()) == 3


def test_an_hour_later_a_reader_may_answer_again(answer, clock_at):
    answer()
    clock_at("2026-11-22T11:05")
    answer()
    assert remarks.shares()[0].answers == 2


def test_words_are_masked_and_kept_once(answer):
    key = answer(useful=False)
    assert remarks.explain(key, words=" My number is 85.07.30-033.28 ")
    assert remarks.explain(key, words="My number is 85.07.30-033.28")
    assert remarks.remark_by(key).words == "My number is •••"
    remarks.explain(key, words="And the table")
    assert remarks.remark_by(key).words == "My number is •••\n\nAnd the table"


def test_words_without_an_answer_are_not_kept_and_blank_ones_are_none(answer):
    assert not remarks.explain("nobody", words="x")
    assert remarks.explain(answer(), words="  ")
    assert remarks.with_words() == []


def test_words_without_end_are_cut(answer):
    key = answer()
    for sign in "abc":
        remarks.explain(key, words=sign * 3 * remarks.LONGEST)
    words = remarks.remark_by(key).words
    assert len(words) == 2 * remarks.LONGEST
    assert words.startswith("a" * remarks.LONGEST + "\n\nb")


def test_a_colleague_sees_to_a_remark_once_and_new_words_open_it_again(answer):
    by, key = an_editor(), answer()
    remarks.explain(key, words="Good")
    (remark,) = remarks.with_words()
    for _time in "12":
        assert remarks.close(remark.id, by=by, at=clock.now())
    assert session.query(AuditNote).filter_by(thing=f"remark:{remark.id}", verb="remark.done").count() == 1
    assert remarks.with_words() == []
    remarks.explain(key, words="But not all")
    assert [one.id for one in remarks.with_words()] == [remark.id]


def test_only_a_remark_with_words_can_be_seen_to(answer):
    without = remarks.remark_by(answer())
    assert not remarks.close(without.id, by=an_editor(), at=clock.now())
    assert not remarks.close(0, by=an_editor(), at=clock.now())


def test_answers_are_forgotten_after_two_years(answer):
    answer()
    remarks.forget(at=clock.now() + timedelta(days=729))
    assert remarks.shares()
    remarks.forget(at=clock.now() + timedelta(days=731))
    assert not remarks.shares()


def test_one_address_cannot_answer_without_end(answer):
    for number in range(60):
        answer(page=f"p{number}")
    with pytest.raises(TooManyTriesError):
        answer(page="one more")
    assert answer(page="one more", address="192.0.2.2")
