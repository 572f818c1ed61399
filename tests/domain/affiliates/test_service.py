"""Persons are registered once, careers run in order, and national numbers are never readable in the table."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import a_national_number, an_affiliate
from webapp.domain import affiliates, identity
from webapp.domain.affiliates.models import Affiliate
from webapp.kit.db import session
from webapp.rules.careers import Category


@pytest.fixture(autouse=True)
def _app(app):
    return None


def staff():
    return identity.actor_for(identities.a_member_of_staff().id)


def test_a_person_is_found_by_number_and_names_but_her_number_is_sealed():
    number = an_affiliate(first_name="Zoé", last_name="Vandenbroucke")
    person = affiliates.get_for(staff(), number)
    digits = person.national_number.digits
    row = session.get_one(Affiliate, number)
    assert digits.encode() not in row.national_number
    assert digits not in repr(person)
    for text in (person.national_number.written(), "vanden zoé", str(number)):
        assert number in [found.id for found in affiliates.search(text)]


def test_nobody_is_registered_twice_under_another_key():
    born = date(1980, 1, 1)
    national = a_national_number(born)
    facts = {
        "first_name": "A", "last_name": "B", "national_number": national, "birth_date": born,
        "street": "S 1", "postcode": "1000", "town": "B", "language": "nl",
    }  # fmt: skip
    person = affiliates.NewPerson(**facts)
    first = affiliates.register(person, key="one", by=identity.House, on=born)
    assert affiliates.register(person, key="one", by=identity.House, on=born) == first
    with pytest.raises(affiliates.KnownPersonError):
        affiliates.register(person, key="two", by=identity.House, on=born)


def test_a_new_stretch_ends_the_one_before_and_none_may_overlap():
    number = an_affiliate(category=Category.PRIMOSTARTER, since=date(2025, 4, 1))
    affiliates.begin_career(number, category=Category.MAIN, since=date(2026, 4, 1), by=identity.House)
    first, second = affiliates.careers_of([number])[number]
    assert first.until == date(2026, 3, 31)
    assert second.until is None
    with pytest.raises(affiliates.OverlapError):
        affiliates.begin_career(number, category=Category.STUDENT, since=date(2025, 7, 1), by=identity.House)
