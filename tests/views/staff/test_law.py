"""The law calendar shows what is expected, changing and unsure, and each value with its whole history."""

from __future__ import annotations

import pytest
from markupsafe import escape

from tests.factories import identity as identities
from webapp.domain.identity import Role
from webapp.rules import law_calendar
from webapp.rules.law import law_book

HOW = {
    "sourced": "read at its source",
    "derived": "derived from other values",
    "remembered": "from memory: look it up",
    "unknown": "not known",
}


@pytest.fixture
def reader(browser_of, clock_at):
    clock_at("2026-11-22T10:00")
    return browser_of(identities.a_member_of_staff(Role.EDITOR, language="en"), staff=True)


def test_every_expected_value_stands_on_the_calendar_and_says_when_it_is_late(reader):
    page = reader.get("/staff/law").text
    for _day, name in law_book().expected():
        assert f"/staff/law/values/{name}" in page
    expected = page[page.index('id="expected"') : page.index('id="changes"')]
    late = sum(day.isoformat() <= "2026-11-22" for day, _name in law_book().expected())
    assert expected.count("status error") == late


def test_years_side_by_side_say_how_sure_each_figure_is(reader):
    page = reader.get("/staff/law/years?from=2022").text
    for confidence in ("derived", "remembered", "unknown"):
        shown = [
            one
            for name in law_book().names()
            for one in law_calendar.standing(law_book().entry(name), range(2022, 2027))
            if one and one.confidence == confidence
        ]
        assert page.count(HOW[confidence]) == len(shown)


@pytest.mark.parametrize(
    "name", ["contributions.revaluation_coefficient", "company.large", "company.balance_threshold"]
)
def test_what_is_not_known_of_2026_says_so_with_the_reason_in_every_place(reader, name):
    note = escape(law_book().entry(name).lines[-1].note)
    calendar = reader.get("/staff/law").text
    for start, end in (('id="expected"', 'id="changes"'), ('id="unsure"', "</main>")):
        part = calendar[calendar.index(start) : calendar.index(end)]
        assert f"/staff/law/values/{name}" in part
        assert note in part
    for page in (reader.get(f"/staff/law/values/{name}"), reader.get(f"/staff/law/years?q={name}&from=2026")):
        assert "not known" in page.text
        assert note in page.text


#: The page of each value; one reader opens them all, for signing in takes longer than a page.
_PAGES = {}


@pytest.fixture
def page_of(request):
    if not _PAGES:
        reader = request.getfixturevalue("reader")
        _PAGES.update((name, reader.get(f"/staff/law/values/{name}")) for name in law_book().names())
    return _PAGES.__getitem__


@pytest.mark.parametrize("name", law_book().names())
def test_every_value_has_a_page_with_every_line_of_its_history_and_how_sure_it_is(page_of, name):
    answer = page_of(name)
    assert answer.status_code == 200
    lines = law_book().entry(name).lines
    assert answer.text.count('<th scope="row"') == len(lines)
    assert all(HOW[line.confidence] in answer.text for line in lines)


def test_a_name_that_stands_in_no_file_is_not_found(reader):
    assert reader.get("/staff/law/values/contributions.nothing").status_code == 404


def test_values_are_found_by_their_words_with_years_side_by_side(reader):
    page = reader.get("/staff/law/years?q=rate_1").text
    assert "/staff/law/values/contributions.rate_1" in page
    for year in range(2023, 2028):
        assert f">{year}</th>" in page
    assert "2018" in reader.get("/staff/law/years?q=rate_1&from=2018").text
    assert reader.get("/staff/law/years?q=rate_1&from=99999999999").status_code == 200
    assert "No value has these words" in reader.get("/staff/law/years?q=zzzzz").text
