"""Search: everyday words lead to the page of the law, in four languages, with and without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from tests.factories.guidance import a_text, an_index
from webapp.config import ROOT
from webapp.domain import guidance
from webapp.domain.guidance.asked import LONGEST_QUERY
from webapp.kit import rates, tally
from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor import glossary, search
from webapp.views.visitor.search import SLUGS


def links(visitor, code: str, query: str) -> list[str]:
    answer = visitor.get(f"/{code}/{SLUGS[code]}", query_string={"q": query})
    assert answer.status_code == 200
    return re.findall(r'<li><h2><a href="([^"]*)"', answer.text)


@pytest.mark.parametrize(
    ("code", "query", "theme"),
    [
        ("fr", "bebe", "child_is_born"),
        ("nl", "ziek", "ill"),
        ("de", "schwanger", "child_is_born"),
        ("en", "sick", "ill"),
    ],
)
@pytest.mark.usefixtures("indexed")
def test_everyday_words_lead_to_an_address_of_the_language(visitor, app, code, query, theme):
    slug = app.extensions["content"].toml(f"life_events/{theme}/page.toml")["slug"][code]
    assert any(href.startswith(f"/{code}/{slug}") for href in links(visitor, code, query)[:3])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_start_page_leads_to_the_search(visitor, code):
    assert f'action="/{code}/{SLUGS[code]}"' in visitor.get(f"/{code}/").text


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_words_it_shows_the_doors(visitor, code):
    answer = visitor.get(f"/{code}/{SLUGS[code]}")
    assert answer.text.count('<li class="door">') >= 10
    assert "noindex" not in answer.text


def test_each_kind_has_its_address_and_what_this_house_lacks_is_left_out(visitor):
    an_index(
        a_text("Flu one", kind="theme", name="ill"),
        a_text("Flu two", kind="calculator", name="contribution"),
        a_text("Flu three", kind="paper", name="reduce_provisional"),
        a_text("Flu four", kind="term", name="affiliation"),
        a_text("Flu five", kind="door", name="papers"),
        a_text("Flu six", kind="door", name="nowhere"),
        a_text("Flu seven", kind="page", name="nowhere"),
        a_text("Flu eight", kind="calculator", name="nowhere"),
    )
    found = links(visitor, "en", "flu")
    assert len(found) == 5
    assert any(href.endswith("#affiliation") for href in found)


def test_nothing_found_says_so_with_a_way_on_and_an_editor_hears_of_it(visitor, monkeypatch):
    counted: list[tuple[str, str]] = []
    monkeypatch.setattr(tally, "add", lambda name, thing, *, on: counted.append((name, thing)))
    an_index(a_text("Flu"))
    answer = visitor.get("/en/search?q=Qwzzk+0470123456")
    assert "Nothing found" in answer.text
    assert answer.text.count('<li class="door">') >= 10
    assert counted == [(guidance.TALLY, "en qwzzk")]
    visitor.get("/en/search?q=flu")
    visitor.get("/en/search?q=0470123456")
    assert len(counted) == 1


def test_a_slip_is_mended_and_said(visitor):
    an_index(a_text("Primostarter", name="ill", kind="theme"))
    answer = visitor.get("/en/search?q=primostrater")
    assert "We looked for “primostarter”" in answer.text
    assert ">Primostarter</a>" in answer.text


def test_while_the_database_rests_the_doors_stay_open(visitor, monkeypatch):
    def away(*_query: object, **_how: object) -> guidance.Answer:
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(guidance, "find", away)
    answer = visitor.get("/en/search?q=pension")
    assert answer.status_code == 200
    assert "The search rests for a moment" in answer.text
    assert "Nothing found" not in answer.text
    assert answer.text.count('<li class="door">') >= 10


def test_what_is_typed_is_only_text(visitor):
    answer = visitor.get("/en/search", query_string={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.text


def test_htmx_gets_the_results_alone(visitor):
    an_index(a_text("Pension", name="pension", kind="theme", text="Your pension."))
    part = visitor.get("/en/search?q=pension", headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="results" id="results">')
    assert "<mark>pension</mark>" in part.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_of_a_result_leads_somewhere(indexed, visitor, code):
    for href in links(visitor, code, "pension"):
        path, _, anchor = href.partition("#")
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_the_law_are_explained(visitor, code):
    answer = visitor.get(f"/{code}/{glossary.SLUGS[code]}")
    assert answer.status_code == 200
    assert answer.text.count("<dt>") > 20


@pytest.mark.parametrize("address", ["/fr/", "/fr/rechercher", "/fr/n-existe-pas"])
def test_a_pasted_page_does_not_become_an_address_that_the_server_refuses(visitor, address):
    assert f'maxlength="{LONGEST_QUERY}"' in visitor.get(address).text


def test_the_other_languages_search_the_same_words(visitor):
    assert "/de/suchen?q=faillite" in visitor.get("/fr/rechercher", query_string={"q": "faillite"}).text


@pytest.fixture
def _two_a_minute(monkeypatch):
    rates._counters.cache_clear()
    monkeypatch.setattr(search, "SEARCHES_A_MINUTE", 2)
    yield
    rates._counters.cache_clear()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.usefixtures("_two_a_minute")
def test_a_machine_that_searches_without_end_is_asked_to_wait(visitor, code):
    page = f"/{code}/{SLUGS[code]}"
    codes = [visitor.get(page, query_string={"q": "pension"}).status_code for _time in range(3)]
    assert codes == [200, 200, 429]
    told = visitor.get(page, query_string={"q": "pension"})
    assert f'<html lang="{code}"' in told.text
    assert 1 <= int(told.headers["Retry-After"]) <= 60
    assert told.headers["Cache-Control"] == "no-store"
    assert visitor.get(page).status_code == 200, "the page and its doors stay open"
    other = {"REMOTE_ADDR": "10.9.8.7"}
    assert visitor.get(page, query_string={"q": "pension"}, environ_base=other).status_code == 200


@pytest.mark.usefixtures("_two_a_minute")
def test_while_the_counter_is_away_a_search_answers(visitor, app, monkeypatch):
    away = replace(app.config["SETTINGS"], redis_url="unix:///nowhere/valkey.sock")
    monkeypatch.setitem(app.config, "SETTINGS", away)
    assert visitor.get("/en/search?q=pension").status_code == 200


def test_nobody_who_types_is_asked_to_wait():
    """The page asks a quarter of a second after the last key: four searches a second, 240 a minute."""
    line = (ROOT / "webapp" / "templates" / "visitor" / "search.html").read_text()
    (pause,) = re.findall(r"delay:(\d+)ms", line)
    assert 2 * 60_000 / int(pause) <= search.SEARCHES_A_MINUTE


def test_the_front_knows_the_searches_in_every_language():
    front = (ROOT / "webapp" / "deploy" / "nginx.conf").read_text()
    (searches,) = re.findall(r"location ~ \^/\((.*)\)\$ \{", front)
    assert set(searches.split("|")) == {f"{code}/{slug}" for code, slug in SLUGS.items()}
