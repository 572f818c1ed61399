"""Persons are read by those who may, found by what staff type, and cut into ranges that miss nobody."""

from __future__ import annotations

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from webapp.domain import affiliates, identity
from webapp.kit.errors import NotYoursError


@pytest.fixture(autouse=True)
def _app(app):
    return None


def actor_for(login):
    return identity.actor_for(login.id)


def test_what_is_not_yours_is_not_there():
    mine, other = an_affiliate(), an_affiliate()
    login = identities.a_login()
    identities.a_mandate(login, affiliate_id=mine)
    assert affiliates.get_for(actor_for(login), mine).id == mine
    for number in (other, 10**12):
        with pytest.raises(NotYoursError):
            affiliates.get_for(actor_for(login), number)


def test_staff_without_the_permission_see_nobody():
    editor = identities.a_member_of_staff(identity.Role.EDITOR)
    with pytest.raises(NotYoursError):
        affiliates.get_for(actor_for(editor), an_affiliate())


@pytest.mark.parametrize("text", ["", "   ", "%", "nobody of that name", "_", "\\"])
def test_a_search_for_nothing_finds_nobody(text):
    an_affiliate(last_name="Peeters")
    assert affiliates.search(text) == []


def test_the_second_word_of_a_name_finds_too():
    number = an_affiliate(first_name="Amina", last_name="El Idrissi")
    assert [found.id for found in affiliates.search("idrissi")] == [number]


def test_a_letter_goes_to_the_address_in_the_chosen_language_and_channel():
    number = an_affiliate(language="de", channel="paper")
    to = affiliates.addressee(number)
    assert (to.language, to.channel, to.lines) == ("de", "paper", ("Rue du Moulin 12", "4000 Liège"))


def test_ranges_cover_everybody_once():
    for _one in range(5):
        an_affiliate()
    ranges = affiliates.ranges(2)
    seen = [number for low, high in ranges for number in affiliates.ids_between(low, high)]
    assert len(seen) == len(set(seen)) == affiliates.count()
