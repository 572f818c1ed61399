"""An editor sees what was looked for in vain, where it leads today, and puts it aside when it is answered."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.guidance import a_text, an_index
from webapp.domain import guidance
from webapp.domain.identity import Role
from webapp.kit.db import session

PAGE = "/staff/guidance/searches"


@pytest.fixture
def editor(browser_of):
    return browser_of(identities.a_member_of_staff(Role.EDITOR, language="en"), staff=True)


def test_the_list_says_how_often_and_where_it_leads_now(editor):
    an_index(a_text("Illness", name="ill", kind="theme", words=("flu",)))
    guidance.write_down({"en flu": 7, "fr flexi": 2}, on=date(2026, 11, 20))
    session.commit()
    page = editor.get(PAGE).text
    assert page.index(">flu<") < page.index(">flexi<")
    assert ">Illness</a>" in page
    assert "nothing yet" in page
    only = editor.get(f"{PAGE}?language=fr").text
    assert ">flu<" not in only
    assert ">flexi<" in only


def test_what_is_done_leaves_the_list(editor):
    guidance.write_down({"en <b>flu": 7}, on=date(2026, 11, 20))
    answer = editor.post(PAGE, data={"words": "<b>flu", "language": "en"})
    assert answer.status_code == 303
    page = editor.get(answer.headers["Location"]).text
    assert "Everybody found something" in page
    assert "<b>flu" not in page


def test_only_who_reviews_guidance_may_see_it(browser_of):
    other = browser_of(identities.a_member_of_staff(Role.PAYMENTS), staff=True)
    assert other.get(PAGE).status_code == 403
    assert other.post(PAGE, data={"words": "flu", "language": "en"}).status_code == 403
