"""An answer counts once an hour for a reader and page; words are masked, kept once, seen to and forgotten."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.factories import identity as identities
from webapp.domain import identity, remarks
from webapp.domain.identity import Role
from webapp.kit import clock
from webapp.kit.throttle import TooManyTriesError


def answer(*, page: str = "ill", useful: bool = True, address: str = "192.0.2.1") -> str:
    return remarks.answer(page=page, language="fr", useful=useful, address=address, at=clock.now())


@pytest.fixture(autouse=True)
def _morning(app, clock_at):
    clock_at("2026-11-22T10:05")


def test_a_double_click_counts_once_and_the_last_word_counts():
    assert answer(useful=True) == answer(useful=False)
    answer(address="192.0.2.2")
    answer(page="pension")
    ill, pension = remarks.shares()
    assert (ill.page, ill.useful, ill.answers, ill.share) == ("ill", 1, 2, Fraction(1, 2))
    assert (pension.page, pension.share) == ("pension", 1)


def test_an_hour_later_a_reader_may_answer_again(clock_at):
    answer()
    clock_at("2026-11-22T11:05")
    answer()
    assert remarks.shares()[0].answers == 2


def test_words_are_masked_and_kept_once():
    key = answer(useful=False)
    assert remarks.explain(key, words=" My number is 85.07.30-033.28 ")
    assert remarks.explain(key, words="My number is 85.07.30-033.28")
    assert [one.words for one in remarks.with_words()] == ["My number is •••"]
    remarks.explain(key, words="And the table")
    assert remarks.with_words(page="ill")[0].words == "My number is •••\n\nAnd the table"
    assert remarks.with_words(page="pension") == []
    assert not remarks.explain("nobody", words="x")


def test_a_colleague_sees_to_a_remark_and_new_words_open_it_again():
    by = identity.actor_for(identities.a_member_of_staff(Role.EDITOR).id)
    key = answer()
    remarks.explain(key, words="Good")
    (remark,) = remarks.with_words()
    assert remarks.close(remark.id, by=by, at=clock.now())
    assert remarks.close(remark.id, by=by, at=clock.now())
    assert remarks.with_words() == []
    assert [one.id for one in remarks.with_words(is_open=False)] == [remark.id]
    remarks.explain(key, words="But not all")
    assert len(remarks.with_words()) == 1
    assert not remarks.close(999_999, by=by, at=clock.now())


def test_answers_are_forgotten_after_two_years():
    answer()
    remarks.forget(at=clock.now() + timedelta(days=729))
    assert remarks.shares()
    remarks.forget(at=clock.now() + timedelta(days=731))
    assert not remarks.shares()


def test_one_address_cannot_answer_without_end():
    for number in range(60):
        answer(page=f"p{number}")
    with pytest.raises(TooManyTriesError):
        answer(page="one more")
