"""What applies to me: three questions, a list with its days, and nothing kept of anybody."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.rules.law import reading
from webapp.rules.law_lines import DatedLine, joined
from webapp.views.visitor.what_applies import FOLDER, SLUGS, WHO

EVENTS = Library().files(FOLDER, ".toml")
BIRTH = {"who": "main", "what": "child", "on": "10/02/2027"}


@pytest.fixture(autouse=True)
def _a_day_of_november(clock_at):
    clock_at("2026-11-22T10:00")


@pytest.mark.parametrize("code", LANGUAGES)
def test_two_questions_are_asked_first(visitor, code):
    page = visitor.get(f"/{code}/{SLUGS[code]}")
    assert page.status_code == 200
    assert page.text.count('name="who"') == len(WHO)
    assert "Set-Cookie" not in page.headers


def test_without_a_day_the_list_asks_for_it_in_the_words_of_the_event(visitor):
    page = visitor.get("/en/what-applies-to-me", query_string={"who": "main", "what": "child"}).text
    assert "The birth, or the due date" in page
    assert "Register the birth at the municipality." in page
    assert "15 days after that day" in page


def test_the_days_are_those_of_the_law_and_say_how_they_come_about(visitor):
    page = visitor.get("/en/what-applies-to-me", query_string=BIRTH).text
    assert "30 June 2027" in page
    assert "1 quarter after 10 February 2027, to the end of that quarter" in page
    assert page.index("25 February 2027") < page.index("30 June 2027"), "the soonest first"


def test_a_day_that_is_past_says_so(visitor):
    page = visitor.get("/en/what-applies-to-me", query_string=BIRTH | {"on": "01/03/2026"}).text
    assert "already past: do it now" in page


def test_a_step_is_shown_to_those_it_is_for(visitor):
    student = visitor.get("/fr/ce-qui-me-concerne", query_string={"who": "student", "what": "starting"}).text
    assert "statut d’étudiant indépendant" in student
    assert "Affiliez aussi votre société" not in student


def test_a_deadline_that_waits_for_confirmation_names_who_confirms_it(visitor):
    asked = {"who": "main", "what": "forced_stop", "on": "2026-10-01"}
    page = visitor.get("/en/what-applies-to-me", query_string=asked).text
    assert "to be confirmed by National Institute for the Social Security" in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"who": "main"}, "Choose what is happening."),
        ({"what": "child"}, "Choose who you are."),
        ({"who": "king", "what": "child"}, "Choose one of the answers shown."),
    ],
)
def test_a_missing_answer_is_asked_for_at_its_place(visitor, asked, said):
    page = visitor.get("/en/what-applies-to-me", query_string=asked)
    assert page.status_code == 422
    assert said.casefold() in page.text.casefold()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_days_go_into_a_calendar(visitor, code):
    answer = visitor.get(f"/{code}/{SLUGS[code]}.ics", query_string=BIRTH)
    assert answer.mimetype == "text/calendar"
    events = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert {event["uid"].split("@")[0] for event in events} >= {"child-register-2027-02-25"}


def test_without_a_day_there_is_no_calendar_but_the_questions(visitor):
    answer = visitor.get("/nl/wat-geldt-voor-mij.ics", query_string={"who": "main", "what": "child"})
    assert answer.status_code == 303
    assert "/nl/wat-geldt-voor-mij?" in answer.location


@pytest.mark.parametrize("on", ["1900-01-01", "31/12/2017", "9999-12-31", "29/02/2027"])
def test_a_day_that_cannot_be_is_asked_for_again_at_its_place(visitor, on):
    page = visitor.get("/en/what-applies-to-me", query_string=BIRTH | {"on": on})
    assert page.status_code == 422
    assert f'value="{on}"' in page.text
    assert "Write a day" in page.text


@pytest.mark.parametrize("on", ["01/01/2018", "29/02/2020", "31/12/2060"])
@pytest.mark.parametrize("what", EVENTS)
def test_every_list_stands_on_every_day_that_is_taken(visitor, what, on):
    page = visitor.get("/en/what-applies-to-me", query_string={"who": "main", "what": what, "on": on})
    assert page.status_code == 200
    assert '<ol class="todo">' in page.text


@pytest.mark.parametrize(("on", "said"), [("2026-12-31", "15 days after"), ("2027-01-01", "21 days after")])
def test_a_term_is_that_of_the_law_of_the_day_itself_even_if_the_amounts_of_that_year_are_unknown(
    visitor, on, said
):
    longer = DatedLine(
        name="deadlines.report_stop_days",
        since=date(2027, 1, 1),
        value="21",
        source="a test",
        confidence="derived",
    )
    with reading(joined((longer,))):
        asked = {"who": "main", "what": "stopping", "on": on}
        page = visitor.get("/en/what-applies-to-me", query_string=asked).text
    assert said in page


def test_the_other_languages_show_the_same_list_and_nobody_in_between_keeps_it(visitor):
    answer = visitor.get("/en/what-applies-to-me", query_string=BIRTH)
    assert "/de/was-gilt-fuer-mich?who=main&amp;what=child&amp;on=10%2F02%2F2027" in answer.text
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["endpoint", "_method", "_scheme", "_external", "language"])
def test_an_answer_named_like_a_part_of_an_address_is_only_an_answer(visitor, name):
    asked = BIRTH | {name: "javascript"}
    page = visitor.get("/en/what-applies-to-me", query_string=asked)
    assert page.status_code == 200
    assert 'href="/en/what-applies-to-me.ics?who=main' in page.text
    assert visitor.get("/en/what-applies-to-me.ics", query_string=asked).status_code == 200
