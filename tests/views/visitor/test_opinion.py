"""Was this page useful? One touch without a token, words with one; the pages stay the same for everybody."""

from __future__ import annotations

import pytest

from webapp.domain import remarks
from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor.opinion import SLUGS

GIVE = "/en/your-opinion"
SHELVES = guides(Library())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_asks_and_may_still_be_kept(visitor, code):
    for guide in (SHELVES.themes[0], SHELVES.find("privacy")):
        answer = visitor.get("/".join(("", code, *SHELVES.path(guide, code))))
        assert f'action="/{code}/{SLUGS[code]}"' in answer.text
        assert f'name="page" value="{guide.name}"' in answer.text
        assert answer.headers["Cache-Control"].startswith("public")
        assert "csrf_token" not in answer.text


def test_one_touch_counts_without_a_token(visitor):
    answer = visitor.post(GIVE, data={"page": "ill", "answer": "no"}, csrf=False)
    assert answer.status_code == 303
    assert "Thank you, counted" in visitor.get(answer.location).text
    (share,) = remarks.shares()
    assert (share.page, share.useful, share.answers) == ("ill", 0, 1)


def test_another_site_is_refused(visitor):
    given = {"page": "ill", "answer": "no"}
    assert (
        visitor.post(GIVE, data=given, csrf=False, headers={"Origin": "https://evil.example"}).status_code
        == 403
    )
    assert remarks.shares() == []


@pytest.mark.parametrize(
    "wrong", [{}, {"page": "ill"}, {"page": "nothing", "answer": "yes"}, {"page": "ill", "answer": "perhaps"}]
)
def test_what_no_page_of_ours_sends_is_not_counted(visitor, wrong):
    assert visitor.post(GIVE, data=wrong, csrf=False).status_code == 404
    assert remarks.shares() == []


def test_words_follow_once_masked(visitor):
    where = visitor.post(GIVE, data={"page": "ill", "answer": "yes"}).location
    sent = visitor.post(where, data={"words": "My number 85.07.30-033.28 did not fit"})
    assert (sent.status_code, sent.location) == (303, f"{where}?thanks=1")
    visitor.post(where, data={"words": "My number 85.07.30-033.28 did not fit"})
    thanks = visitor.get(sent.location)
    assert "The people who write this page read your words." in thanks.text
    assert 'href="/en/i-am-ill"' in thanks.text or "/en/" in thanks.text
    assert [one.words for one in remarks.with_words()] == ["My number ••• did not fit"]


@pytest.mark.parametrize(
    ("words", "sentence"), [("", "Write a few words"), ("x" * 2001, "This text is too long")]
)
def test_wrong_words_get_their_sentence(visitor, words, sentence):
    where = visitor.post(GIVE, data={"page": "ill", "answer": "yes"}).location
    answer = visitor.post(where, data={"words": words})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_key_that_leads_nowhere(visitor):
    assert visitor.get(f"{GIVE}/nobody").status_code == 404
    assert visitor.post(f"{GIVE}/nobody", data={"words": "x"}).status_code == 404


def test_words_without_a_fresh_token_come_back(visitor):
    where = visitor.post(GIVE, data={"page": "ill", "answer": "yes"}).location
    answer = visitor.post(where, data={"words": "kept"}, csrf=False)
    assert answer.status_code == 422
    assert ">\r\nkept</textarea>" in answer.text or "kept</textarea>" in answer.text
    assert remarks.with_words() == []
