"""A company opens for those mandated for it and for staff, and is found by number or name."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.companies import a_company
from tests.factories.identity import a_login, a_mandate, a_member_of_staff
from webapp.domain import companies, identity
from webapp.kit.errors import NotYoursError


def actor(login) -> identity.Actor:
    found = identity.actor_for(login.id)
    assert found is not None
    return found


def test_a_director_sees_the_company_and_a_stranger_does_not(app):
    company = a_company()
    director, stranger = a_login(), a_login()
    a_mandate(director, company_id=company, kind="director")
    assert companies.get_for(actor(director), company).full_name == "Boulangerie du Moulin SRL"
    with pytest.raises(NotYoursError):
        companies.get_for(actor(stranger), company)


def test_staff_sees_every_company_that_there_is(app):
    staff = actor(a_member_of_staff())
    company = a_company()
    assert companies.get_for(staff, company).id == company
    with pytest.raises(NotYoursError):
        companies.get_for(staff, company + 1000)


def test_a_company_is_found_by_number_and_by_words_of_its_name(app):
    company = a_company(name="Moulin & Fils 100%")
    number = companies.get_for(actor(a_member_of_staff()), company).written_number
    for text in (number, str(company), "moulin fils", "MOUL", "fil"):
        assert company in [found.id for found in companies.search(text)], text
    assert companies.search("%") == []
    assert companies.search("   ") == []
    assert companies.search("nobody") == []


def test_ranges_hold_every_company_once(app):
    made = [a_company() for _ in range(5)]
    cut = companies.ranges(2)
    found = [subject.id for low, high in cut for subject in companies.subjects(low, high)]
    assert sorted(found) == found
    assert set(made) <= set(found)
    assert len(found) == companies.count() == len(set(found))


def test_subjects_carry_their_totals(app):
    company = a_company(totals={2024: 5, 2023: 4}, incorporated_on=date(2001, 1, 1))
    (subject,) = companies.subjects(company, company)
    assert subject.totals == {2023: 4, 2024: 5}
    assert companies.names([company]) == {company: "Boulangerie du Moulin SRL"}


def test_a_range_holds_as_many_companies_as_asked(app):
    numbers = sorted(a_company() for _company in range(5))
    held = [[n for n in numbers if low <= n <= high] for low, high in companies.ranges(2)]
    assert max(len(part) for part in held) == 2
    assert sum(len(part) for part in held) == 5
