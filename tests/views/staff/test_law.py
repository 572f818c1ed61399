"""The law calendar shows what is expected, changing and unsure, and each value with its whole history."""

from __future__ import annotations

import pytest

from tests.factories import identity as identities
from webapp.domain.identity import Role
from webapp.rules.law import law_book


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


def test_a_value_that_is_less_than_sure_says_how(reader):
    unsure = [name for name in law_book().names() if law_book().entry(name).lines[-1].confidence == "remembered"]
    if not unsure:
        pytest.skip("every value was read at its source")
    assert "from memory" in reader.get(f"/staff/law/values/{unsure[0]}").text


@pytest.mark.parametrize("name", law_book().names())
def test_every_value_has_a_page_with_every_line_of_its_history(reader, name):
    answer = reader.get(f"/staff/law/values/{name}")
    assert answer.status_code == 200
    assert answer.text.count('<th scope="row"') == len(law_book().entry(name).lines)


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
