"""Editors read where readers are lost: the least useful page first, and the words that wait."""

from __future__ import annotations

from fractions import Fraction

from tests.factories import identity as identities
from webapp.domain import identity, remarks
from webapp.domain.identity import Role
from webapp.kit import clock


def test_the_least_useful_page_comes_first(answer):
    answer(page="ill", useful=False)
    answer(page="ill", address="192.0.2.2")
    answer(page="pension")
    ill, pension = remarks.shares()
    assert (ill.page, ill.useful, ill.answers, ill.share) == ("ill", 1, 2, Fraction(1, 2))
    assert (pension.page, pension.share) == ("pension", 1)


def test_of_pages_equally_useful_the_one_with_more_answers_comes_first_then_by_name(answer):
    answer(page="starting")
    answer(page="moving")
    answer(page="pension")
    answer(page="pension", address="192.0.2.2")
    assert [one.page for one in remarks.shares()] == ["pension", "moving", "starting"]


def test_a_page_counts_the_words_that_nobody_has_seen_to(answer):
    by = identity.actor_for(identities.a_member_of_staff(Role.EDITOR).id)
    for number in (1, 2):
        remarks.explain(answer(address=f"192.0.2.{number}"), words="The table is too wide")
    answer(address="192.0.2.3")
    remarks.close(remarks.with_words()[0].id, by=by, at=clock.now())
    (page,) = remarks.shares()
    assert (page.answers, page.open_words) == (3, 1)


def test_words_are_read_the_newest_first_and_page_by_page(answer, clock_at):
    remarks.explain(answer(), words="first")
    clock_at("2026-11-22T10:06")
    remarks.explain(answer(page="pension"), words="second")
    answer(page="moving")
    assert [one.words for one in remarks.with_words()] == ["second", "first"]
    assert [one.words for one in remarks.with_words(most=1)] == ["second"]
    assert [one.words for one in remarks.with_words(page="ill")] == ["first"]
    assert remarks.with_words(page="moving") == []


def test_what_was_seen_to_is_read_apart(answer):
    by = identity.actor_for(identities.a_member_of_staff(Role.EDITOR).id)
    remarks.explain(answer(), words="seen to")
    remarks.explain(answer(page="pension"), words="waits")
    (seen_to,) = remarks.with_words(page="ill")
    remarks.close(seen_to.id, by=by, at=clock.now())
    assert [one.words for one in remarks.with_words()] == ["waits"]
    (found,) = remarks.with_words(is_open=False)
    assert (found.words, found.done_at) == ("seen to", clock.now())


def test_a_key_leads_to_its_answer_or_to_nothing(answer):
    found = remarks.remark_by(answer(useful=False))
    assert (found.page, found.language, found.useful, found.words) == ("ill", "fr", False, "")
    assert remarks.remark_by("nobody") is None
