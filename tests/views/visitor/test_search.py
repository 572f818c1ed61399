"""Search: everyday words lead to the page of the law, in four languages, with and without JavaScript."""

from __future__ import annotations

import re

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor import glossary
from webapp.views.visitor.search import SLUGS


def first(visitor, code: str, query: str) -> list[str]:
    answer = visitor.get(f"/{code}/{SLUGS[code]}", query_string={"q": query})
    assert answer.status_code == 200
    return re.findall(r'<li><h2><a href="([^"]*)"', answer.text)


@pytest.mark.parametrize(
    ("code", "query", "page"),
    [
        ("fr", "bebe", "/fr/un-enfant-arrive"),
        ("fr", "je ne sais pas payer", "/fr/payer-mes-cotisations-difficile"),
        ("fr", "chomage", "stop"),
        ("nl", "failliet", "stop"),
        ("nl", "gerechtsdeurwaarder", "payment"),
        ("de", "schwanger", "child"),
        ("en", "sick", "ill"),
        ("en", "how much do I pay", "/en/calculate-your-contribution"),
    ],
)
def test_everyday_words_find_the_right_page(visitor, app, code, query, page):
    library = app.extensions["content"]
    folder = {"stop": "stopping", "payment": "payment_difficulties", "child": "child_is_born", "ill": "ill"}.get(page)
    if "enfant" in page or "payer" in page:
        folder = "child_is_born" if "enfant" in page else "payment_difficulties"
    wanted = f"/{code}/{library.toml(f'life_events/{folder}/page.toml')['slug'][code]}" if folder else page
    assert first(visitor, code, query)[0] == wanted


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_start_page_leads_to_the_search(visitor, code):
    assert f'action="/{code}/{SLUGS[code]}"' in visitor.get(f"/{code}/").text


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_words_it_shows_the_doors(visitor, code):
    answer = visitor.get(f"/{code}/{SLUGS[code]}")
    assert answer.text.count('<li class="door">') >= 10
    assert "noindex" not in answer.text


def test_nothing_found_says_so_with_a_way_on(visitor):
    answer = visitor.get("/en/search?q=primostrater")
    assert "Nothing found" in answer.text
    assert "Did you mean" in answer.text
    assert answer.text.count('<li class="door">') >= 10


def test_what_is_typed_is_only_text(visitor):
    answer = visitor.get("/en/search", query_string={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.text


def test_htmx_gets_the_results_alone(visitor):
    part = visitor.get("/en/search?q=pension", headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="results" id="results">')
    assert "<mark>" in part.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_of_a_result_leads_somewhere(visitor, code):
    for href in first(visitor, code, "pension"):
        path, _, anchor = href.partition("#")
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_the_law_are_explained(visitor, code):
    answer = visitor.get(f"/{code}/{glossary.SLUGS[code]}")
    assert answer.status_code == 200
    assert answer.text.count("<dt>") > 20
