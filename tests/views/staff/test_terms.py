"""Editors see every term and name that nobody confirmed in a language, and where it stands."""

from __future__ import annotations

import pytest

from tests.factories import identity as identities
from webapp.domain.identity import Role
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library

PAGE = "/staff/guidance/terms"
MARKED = [
    (name, code, term[code])
    for name, term in Library().toml("glossary.toml").items()
    for code in LANGUAGES
    if code in term.get("unverified", ())
]


@pytest.fixture
def editor(browser_of):
    return browser_of(identities.a_member_of_staff(Role.EDITOR, language="en"), staff=True)


def test_every_marked_term_is_listed_with_its_place_and_its_sure_names(editor):
    page = editor.get(PAGE).text
    assert MARKED
    for name, code, term in MARKED:
        assert f'<span lang="{code}">{term}</span>' in page
        assert f"content/glossary.toml [{name}]" in page
    assert "bridging right" in page


def test_the_list_of_pages_leads_there(editor):
    assert f'href="{PAGE}"' in editor.get("/staff/guidance").text


def test_who_reviews_no_pages_does_not_see_it(browser_of):
    payments = browser_of(identities.a_member_of_staff(Role.PAYMENTS), staff=True)
    assert payments.get(PAGE).status_code in {403, 404}
