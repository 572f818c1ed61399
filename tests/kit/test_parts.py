"""One address answers the page to everybody and the part to HTMX, and says so to caches."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader

from webapp.kit.parts import asks_for_part, page_or_part

WORDS = {"page.html": "<main>{% include '_part.html' %}</main>", "_part.html": '<p id="part">{{ word }}</p>'}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def answer(app, monkeypatch):
    monkeypatch.setattr(app, "jinja_loader", DictLoader(WORDS))
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader(WORDS))
    app.jinja_env.cache.clear()

    def ask(**headers):
        with app.test_request_context("/fr/", headers=headers):
            return page_or_part("page.html", "_part.html", status=422, word="dû"), asks_for_part()

    yield ask
    app.jinja_env.cache.clear()


def test_a_browser_gets_the_page(answer):
    given, part = answer()
    assert given.get_data(as_text=True) == '<main><p id="part">dû</p></main>'
    assert not part


def test_htmx_gets_the_part_with_the_same_facts_and_status(answer):
    given, part = answer(**HTMX)
    assert given.get_data(as_text=True) == '<p id="part">dû</p>'
    assert given.status_code == 422
    assert part


@pytest.mark.parametrize("more", [{"HX-Boosted": "true"}, {"HX-History-Restore-Request": "true"}])
def test_whoever_shows_a_whole_page_gets_one(answer, more):
    given, part = answer(**HTMX | more)
    assert "<main>" in given.get_data(as_text=True)
    assert not part


def test_caches_keep_the_two_apart(answer):
    for headers in ({}, HTMX):
        assert "HX-Request" in answer(**headers)[0].headers["Vary"]
