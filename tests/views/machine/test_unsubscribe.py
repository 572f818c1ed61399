"""One click leaves: no cookie, no token, no redirect; a GET changes nothing; twice does no harm."""

from __future__ import annotations

import pytest

from tests.factories import bulletins as made
from webapp.kit.db import session


def test_one_click_leaves_at_once(visitor):
    row = made.a_subscriber()
    for _time in (1, 2):
        answer = visitor.post(
            f"/machine/unsubscribe/{row.token}", data={"List-Unsubscribe": "One-Click"}, csrf=False
        )
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        session.refresh(row)
        assert row.state == "left"


def test_a_mail_program_is_no_page_of_ours_and_may_leave_all_the_same(visitor):
    row = made.a_subscriber()
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    answer = visitor.post(f"/machine/unsubscribe/{row.token}", headers=headers, csrf=False)
    assert answer.status_code == 200
    session.refresh(row)
    assert row.state == "left"


@pytest.mark.parametrize(("language", "word"), [("fr", "fr"), ("de", "de")])
def test_following_the_link_shows_a_button_in_the_readers_language_and_changes_nothing(visitor, language, word):
    row = made.a_subscriber(language=language)
    page = visitor.get(f"/machine/unsubscribe/{row.token}")
    assert page.status_code == 200
    assert f'<html lang="{word}"' in page.text
    assert 'method="post"' in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    session.refresh(row)
    assert row.state == "confirmed"


def test_whoever_is_unknown_is_not_subscribed_and_that_is_what_was_wanted(visitor):
    assert visitor.post("/machine/unsubscribe/nobody", csrf=False).status_code == 200
    assert visitor.get("/machine/unsubscribe/nobody").status_code == 404
