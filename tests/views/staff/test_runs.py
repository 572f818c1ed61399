"""Runs and files at the staff door: drawn by one, released by another, discarded whole; persons found."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.companies import a_company
from webapp.domain import affiliates, contributions, identity
from webapp.domain.notices import runs
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.units import Quarter


@pytest.fixture
def english(app, browser_of):
    return browser_of(identities.a_member_of_staff(language="en"), staff=True)


@pytest.fixture
def person(app, clock_at):
    clock_at("2026-10-05T10:00")
    number = an_affiliate(since=date(2024, 7, 1), first_name="Zoé", last_name="Vandenbroucke")
    established = an_affiliate(since=date(2015, 1, 1))
    contributions.record_income(established, year=2023, cents=30_000_00, known_on=date(2025, 3, 1))
    session.commit()
    return number


#: The answer to a refused run: draw all but those who wait for the coefficient of 2026.
WITHOUT = {"thing": "2026Q4", "without_missing": "1"}


def test_a_run_whose_law_is_unknown_is_refused_and_starts_only_without_those_it_concerns(person, english):
    refused = english.post("/staff/runs", data={"thing": "2026Q4"})
    assert refused.status_code == 422
    assert "contributions.revaluation_coefficient in content/law/contributions.toml" in refused.text
    assert "1 person" in refused.text
    assert 'name="without_missing"' in refused.text
    assert runs.all_runs() == []
    address = english.post("/staff/runs", data=WITHOUT).location
    page = english.get(address).text
    assert "/staff/law/values/contributions.revaluation_coefficient" in page
    (planned,) = runs.all_runs()
    assert (planned.expected.count, planned.expected.cents) == (1, 92426)


def test_a_yearly_call_whose_amount_is_unknown_is_refused_with_the_companies_that_wait(app, clock_at, english):
    clock_at("2026-10-05T10:00")
    for _place in "12":
        a_company(totals={2024: 90_000_000})
    session.commit()
    refused = english.post("/staff/runs", data={"thing": "2026"})
    assert refused.status_code == 422
    assert "2 companies" in refused.text
    assert "content/law/company.toml" in refused.text
    assert english.post("/staff/runs", data={"thing": "2026", "without_missing": "1"}).status_code == 303


def test_what_was_expected_stands_beside_what_was_drawn(person, english, errands):
    address = english.post("/staff/runs", data=WITHOUT).location
    errands()
    page = english.get(address).text
    assert "Expected when it was planned" in page
    assert "differs from what was expected" not in page
    number = int(address.rsplit("/", 1)[1])
    contributions.discard_run(number, by=identity.actor_for(identities.a_member_of_staff().id), at=clock.now())
    late = an_affiliate(since=date(2025, 1, 1), category="secondary")
    session.commit()
    again = english.post("/staff/runs", data=WITHOUT).location
    contributions.draw_due(late, quarter=Quarter(2026, 4), on=clock.today())
    errands()
    assert "differs from what was expected" in english.get(again).text


def test_a_run_is_planned_watched_and_released_by_a_second_person(person, staff, browser_of, errands):
    sent = staff.post("/staff/runs", data=WITHOUT)
    assert sent.status_code == 303
    address = sent.location
    assert "hx-get" in staff.get(address).text
    assert staff.post("/staff/runs", data={"thing": "2026Q4"}).status_code == 422
    errands()
    page = staff.get(address).text
    assert "924.26" in page.replace("924,26", "924.26")
    assert "contributions.revaluation_coefficient" in page
    assert staff.post(f"{address}/release").status_code == 422
    second = browser_of(identities.a_member_of_staff(), staff=True)
    assert second.post(f"{address}/release").status_code == 303
    assert second.post(f"{address}/release").status_code == 409
    number = int(address.rsplit("/", 1)[1])
    assert runs.progress(number).state == runs.RunState.RELEASING


def test_the_part_stops_asking_when_the_run_rests(person, staff, errands):
    address = staff.post("/staff/runs", data=WITHOUT).location
    errands()
    answer = staff.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 286
    assert "<html" not in answer.text


@pytest.mark.parametrize("thing", ["", "nonsense", "2026Q9", "2031Q1"])
def test_what_cannot_be_drawn_is_refused_with_a_reason(person, staff, thing):
    assert staff.post("/staff/runs", data={"thing": thing}).status_code == 422


def test_a_person_is_found_and_her_file_and_quarter_open(person, staff):
    contributions.draw_due(person, quarter=Quarter(2026, 4), on=clock.today())
    session.commit()
    actor = identity.actor_for(identities.a_member_of_staff().id)
    digits = affiliates.get_for(actor, person).national_number.digits
    for words in ("zoé vanden", str(person), digits):
        page = staff.post("/staff/persons", data={"q": words}).text
        assert f"/staff/persons/{person}" in page
        assert digits not in page
    assert "Vandenbroucke" in staff.get(f"/staff/persons/{person}").text
    assert "<svg" in staff.get(f"/staff/persons/{person}/contributions/2026Q4").text
    assert staff.get("/staff/persons/999999999").status_code == 404


def test_without_the_role_nothing_opens(person, browser_of):
    editor = browser_of(identities.a_member_of_staff(identity.Role.EDITOR), staff=True)
    assert editor.get("/staff/persons").status_code == 403
    assert editor.post("/staff/runs", data={"thing": "2026Q4"}).status_code == 403
