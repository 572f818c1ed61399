"""Letters are read by whom they are for and by staff who may; an unreleased run exists for nobody."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import affiliates as persons
from tests.factories import identity as identities
from tests.factories.cases import an_actor_of
from webapp.domain import identity, notices
from webapp.domain.identity import Role
from webapp.kit import clock

ON = date(2026, 11, 22)
PAID = {"payer": "Jeanne", "amount": 100, "received_on": "2026-11-20", "communications": []}


@pytest.fixture
def jeanne(app):
    return persons.an_affiliate()


@pytest.fixture
def letter(jeanne):
    return notices.draw("payment_received", key="paid", on=ON, facts=PAID, affiliate_id=jeanne)


def staff(*roles: Role) -> identity.Actor:
    actor = identity.actor_for(identities.a_member_of_staff(*roles).id)
    assert actor is not None
    return actor


def test_the_reader_and_staff_see_a_letter_and_a_stranger_does_not(jeanne, letter):
    assert notices.get_for(an_actor_of(jeanne), letter.id) == letter
    assert notices.get_for(staff(Role.CASES), letter.id) == letter
    assert notices.get_for(an_actor_of(persons.an_affiliate()), letter.id) is None
    assert notices.get_for(staff(Role.EDITOR), letter.id) is None


def test_the_latest_letter_stands_first(jeanne, letter):
    notices.draw("payment_received", key="later", on=date(2026, 11, 25), facts=PAID, affiliate_id=jeanne)
    assert [line.drawn_on.day for line in notices.letters_for(affiliate_id=jeanne)] == [25, 22]


def test_a_letter_of_an_unreleased_run_is_shown_to_nobody_it_is_for(jeanne):
    run = notices.runs.plan("dues", "2026Q4", by=staff(), at=clock.now(), ranges=[])
    draft = notices.Draft(kind="payment_received", key="held", facts=PAID, affiliate_id=jeanne)
    notices.draw_many([draft], on=ON, run_id=run.id)
    held = notices.letter_of("held")
    assert notices.letters_for(affiliate_id=jeanne) == []
    assert notices.get_for(an_actor_of(jeanne), held.id) is None


def test_a_printed_secret_is_read_by_nobody(jeanne):
    facts = {
        "code": "K7QD-3M9X-VT2P",
        "valid_until": "2026-12-22",
        "activate_url": "https://www.linde.example/x",
    }
    notices.keep_for_print("activation_code", key="code", on=ON, affiliate_id=jeanne, facts=facts)
    secret = notices.letter_of("code")
    assert secret.facts == {}
    assert notices.get_for(an_actor_of(jeanne), secret.id) is None
    assert notices.get_for(staff(), secret.id) is None
    assert notices.letters_for(affiliate_id=jeanne) == []
