"""The page of a change of the law: written line by line, reckoned, read, published by a second person."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.law_changes import a_change, a_clean_shelf, a_line, a_supervisor, an_editor, fees_until
from webapp.domain import law_changes
from webapp.domain.identity import Role
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.law import law_book

GOOD = {
    "name": "contributions.rate_1", "since": "01/10/2026", "value": "21 %", "source": "an imagined programme law",
    "confidence": "sourced", "note": "", "revision": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _shelf(app, clock_at):
    clock_at("2026-09-20T10:00")
    with a_clean_shelf():
        yield


@pytest.fixture
def editor(browser_of):
    return browser_of(identities.a_member_of_staff(Role.EDITOR, language="en"), staff=True)


@pytest.fixture
def supervisor(browser_of):
    return browser_of(identities.a_member_of_staff(Role.SUPERVISOR, language="en"), staff=True)


@pytest.fixture
def onlooker(browser_of):
    return browser_of(identities.a_member_of_staff(Role.PAYMENTS, language="en"), staff=True)


def a_draft(editor) -> str:
    answer = editor.post(
        "/staff/law/changes/new", data={"title": "The rate", "grounds": "A law", "once": "a-key"}
    )
    assert answer.status_code == 303
    return answer.location


def test_a_change_is_begun_once_however_often_it_is_sent(editor):
    assert a_draft(editor) == a_draft(editor)
    assert editor.get("/staff/law/changes").text.count("The rate</a>") == 1
    bad = editor.post("/staff/law/changes/new", data={"title": "", "grounds": "kept", "once": "b"})
    assert bad.status_code == 422
    assert "Write what changes" in bad.text
    assert "kept" in bad.text


def test_a_line_is_written_and_stands_beside_what_held_until_then(editor):
    change = a_draft(editor)
    assert editor.post(f"{change}/line", data=GOOD).status_code == 303
    page = editor.get(change).text
    assert "20.5%" in page
    assert "21%" in page
    form = editor.get(f"{change}/line?name=contributions.rate_1&since=2026-10-01").text
    assert 'value="0,21"' in form
    assert 'value="01/10/2026"' in form


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": "21"}, "Write a share with its percent sign"),
        ({"name": "company.small", "value": "12,345"}, "Write an amount in euro"),
        ({"name": "company.due_day", "value": "31/02"}, "Write a day of the year"),
        ({"name": "contributions.nothing"}, "No file of the law knows this name"),
        ({"since": "31/02/2027"}, "Write a day that exists"),
        ({"source": ""}, "Write where the value was read"),
        ({"since": "01/01/2018", "value": "20 %"}, "stands already in the files"),
    ],
)
def test_a_bad_line_is_refused_at_its_place_and_kept(editor, wrong, said):
    change = a_draft(editor)
    answer = editor.post(f"{change}/line", data=GOOD | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "an imagined programme law" in answer.text or "source" in wrong
    assert law_changes.all_changes()[0].lines == ()


def test_pasted_lines_are_taken_all_or_none(editor):
    change = a_draft(editor)
    good = "[contributions.rate_1]\n2026-10-01 = { value = 0.21, source = 'a law' }\n"
    bad = editor.post(f"{change}/paste", data={"text": good + "2027-10-01 = 0.22\n", "revision": "0"})
    assert bad.status_code == 422
    assert "Line 3" in bad.text
    assert "2027-10-01 = 0.22" in bad.text
    assert editor.post(f"{change}/paste", data={"text": good, "revision": "0"}).status_code == 303
    assert [one.value for one in law_changes.all_changes()[0].lines] == ["0.21"]
    out = {"name": "contributions.rate_1", "since": "2026-10-01", "revision": "1"}
    for _time in "12":
        assert editor.post(f"{change}/line/out", data=out).status_code == 303
    assert law_changes.all_changes()[0].lines == ()


def test_who_comes_second_is_told_who_was_first(editor, browser_of):
    change = a_draft(editor)
    assert editor.post(f"{change}/line", data=GOOD).status_code == 303
    other = browser_of(identities.a_member_of_staff(Role.EDITOR, language="en"), staff=True)
    answer = other.post(f"{change}/line", data=GOOD | {"value": "22 %"})
    assert answer.status_code == 409
    assert "Changed by Ann Claes" in answer.text
    assert editor.post(f"{change}/line", data=GOOD).status_code == 303  # a double click is no conflict


def test_the_whole_way_of_a_change(editor, supervisor, onlooker, visitor, errands):
    an_affiliate(since=date(2024, 7, 1))
    change = a_draft(editor)
    editor.post(f"{change}/line", data=GOOD)
    assert editor.post(f"{change}/reckon").status_code == 303
    assert "Ranges reckoned" in editor.get(change).text
    part = editor.get(change, headers={"HX-Request": "true"})
    assert 'id="reckoning"' in part.text
    assert "<html" not in part.text
    errands()
    assert editor.get(change, headers={"HX-Request": "true"}).status_code == 286
    page = supervisor.get(change).text
    assert "pay more" in page
    assert "Jeanne Peeters" in page
    assert "Not everything that quotes these values was marked as read" in page

    early = supervisor.post(f"{change}/publish", data={"revision": "1"})
    assert early.status_code == 422
    assert "Not everything" in early.text
    things = [one.split('"')[0] for one in page.split('name="thing" value="')[1:]]
    assert "page:starting" in things
    assert supervisor.post(f"{change}/read", data={"thing": [*things, "page:invented"]}).status_code == 303
    assert editor.post(f"{change}/publish", data={"revision": "1"}).status_code == 403
    assert "Publish for 1 October 2026" in supervisor.get(change).text
    for _time in "12":
        assert supervisor.post(f"{change}/publish", data={"revision": "1"}).status_code == 303
    assert "published" in onlooker.get("/staff/law/changes").text
    assert supervisor.get(change).text.count("Withdraw this change") == 1
    assert editor.post(f"{change}/line", data=GOOD | {"value": "30 %"}).status_code == 409
    assert law_book().on(date(2026, 10, 1))("contributions.rate_1") != law_book().on(date(2026, 9, 30))(
        "contributions.rate_1"
    )


def test_a_published_amount_shows_on_its_day_and_the_old_one_before(visitor, errands, clock_at):
    number = a_change(a_line("contributions.late_quarterly", date(2026, 10, 1), "0.04"))
    law_changes.reckon(number, by=an_editor(), at=clock.now())
    errands()
    law_changes.publish(number, revision=1, to_read=(), by=a_supervisor(), at=clock.now())
    session.commit()
    assert visitor.get("/api/v1/law/contributions.late_quarterly?on=2026-09-30").get_json()["value"] == "0.03"
    assert visitor.get("/api/v1/law/contributions.late_quarterly?on=2026-10-01").get_json()["value"] == "0.04"


def test_remarks_are_said_once_and_by_who_works_on_it(editor, onlooker):
    change = a_draft(editor)
    for _time in "12":
        assert (
            editor.post(f"{change}/remarks", data={"words": "Ask the institute", "once": "k"}).status_code
            == 303
        )
    assert editor.get(change).text.count("Ask the institute") == 1
    assert editor.post(f"{change}/remarks", data={"words": "", "once": "k"}).status_code == 422
    assert onlooker.post(f"{change}/remarks", data={"words": "Hello", "once": "l"}).status_code == 403


def test_a_draft_is_withdrawn_and_stays_to_be_read(editor):
    change = a_draft(editor)
    for _time in "12":
        assert editor.post(f"{change}/withdraw").status_code == 303
    assert "withdrawn" in editor.get(change).text
    assert editor.post(f"{change}/line", data=GOOD).status_code == 409


def test_only_who_may_sees_names_and_buttons(editor, onlooker):
    change = a_draft(editor)
    assert "Write a line" not in onlooker.get(change).text
    assert onlooker.get(f"{change}/line").status_code == 403
    assert onlooker.post(f"{change}/reckon").status_code in {403, 409}


def test_a_page_shows_the_new_minimum_on_its_day_and_old_years_are_counted_as_before(
    visitor, errands, clock_at, monkeypatch
):
    fees_until(monkeypatch, 2027)
    clock_at("2026-12-20T10:00")
    old_year = "/en/calculate-your-contribution?category=main&year=2025&income=42000&kind=final"
    # Scripts and tokens of a page change with every visit, its amounts must not.
    amounts = amounts_of(visitor.get(old_year).text)
    assert amounts
    number = a_change(a_line("contributions.index_numerator", date(2027, 1, 1), "690"))
    law_changes.reckon(number, by=an_editor(), at=clock.now())
    errands()
    law_changes.publish(number, revision=1, to_read=(), by=a_supervisor(), at=clock.now())
    session.commit()
    old, new = "€890.42", "€908.19"
    clock_at("2026-12-31T22:00")
    page = visitor.get("/en/starting", headers={"Cache-Control": "no-cache"}).text
    assert old in page
    assert new not in page
    clock_at("2027-01-01T09:00")
    page = visitor.get("/en/starting", headers={"Cache-Control": "no-cache"}).text
    assert new in page
    assert old not in page
    # The table of years has a line more, that of the new year; every older amount stands as it stood.
    now = amounts_of(visitor.get(old_year, headers={"Cache-Control": "no-cache"}).text)
    assert now[0] == amounts[0]
    assert not Counter(amounts) - Counter(now)
    assert (Counter(now) - Counter(amounts)).total() == 1


def amounts_of(page: str) -> list[str]:
    return re.findall(r"€[\d,.]+", page)
