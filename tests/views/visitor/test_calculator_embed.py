"""A calculator on other sites: it may stand in their frames, sets no cookie, and asks nobody but us."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest

from tests.chromium import chromium
from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor.calculators import catalogue

CALCULATOR = catalogue()["contribution"]
PAGE = f"/en/{CALCULATOR.slugs['en']}"
EMBED = f"{PAGE}/embed"
FIGURES = {"year": 2026, "category": "main", "kind": "final", "income": "42000", "earned_in": 4, "quarter": 4}


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


@pytest.mark.parametrize("figures", [{}, FIGURES, FIGURES | {"income": "12a"}], ids=["empty", "asked", "wrong"])
def test_frames_of_every_site_may_show_it(visitor, figures):
    answer = visitor.get(EMBED, query_string=figures)
    assert "frame-ancestors *;" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self'; style-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_other_page_may_be_framed(visitor):
    for address in (PAGE, "/en/", "/en/sign-in"):
        answer = visitor.get(address)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_figures_are_found_by_no_search_engine_and_kept_by_nobody(visitor):
    asked = visitor.get(EMBED, query_string=FIGURES)
    assert asked.headers["X-Robots-Tag"] == "noindex"
    assert "private" in asked.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in asked.text
    empty = visitor.get(EMBED)
    assert "X-Robots-Tag" not in empty.headers
    assert "public" in empty.headers["Cache-Control"]
    assert f'rel="canonical" href="http://localhost{PAGE}"' in empty.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_the_calculator_and_whose_it_is_and_nothing_else(visitor, language):
    page = visitor.get(f"/{language}/{CALCULATOR.slugs[language]}/embed", query_string=FIGURES)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert f'<html lang="{language}">' in page.text
    assert "<nav" not in page.text.partition('id="answer"')[0]
    assert f'action="/{language}/{CALCULATOR.slugs[language]}/embed"' in page.text
    assert "csrf_token" not in page.text


def test_nothing_is_fetched_from_others(visitor):
    for tag, address in re.findall(r'<(\w+)[^>]*\b(?:src|href|action)="([^"]+)"', visitor.get(EMBED, query_string=FIGURES).text):
        assert address.startswith(("/", "#")) or (tag == "link" and address == f"http://localhost{PAGE}"), address


def test_htmx_gets_the_part_that_asks_the_frame_again(visitor):
    part = visitor.get(EMBED, query_string=FIGURES, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert f'data-hx-get="{EMBED}"' in part.text
    assert f'data-hx-get="{PAGE}"' not in part.text
    assert "€2,234.30" in part.text


def test_links_open_outside_the_frame(visitor):
    text = visitor.get(EMBED, query_string=FIGURES).text
    links = re.findall(r"<a [^>]*>", text)
    away = [link for link in links if 'href="#' not in link]
    assert away
    assert all('target="_blank"' in link and 'rel="noopener"' in link for link in away)
    assert any(f"{PAGE}?" in link and "income=42000" in link for link in away)
    wrong = visitor.get(EMBED, query_string=FIGURES | {"income": "12a"})
    assert wrong.status_code == 422
    assert '<a href="#income">' in wrong.text


@pytest.mark.parametrize("name", sorted(catalogue()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_calculator_stands_in_a_frame(visitor, name, language):
    answer = visitor.get(f"/{language}/{catalogue()[name].slugs[language]}/embed")
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer.headers


def test_a_result_offers_the_line_that_puts_it_on_another_site(visitor):
    page = visitor.get(PAGE, query_string=FIGURES).text
    (shown,) = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
    (copied,) = re.findall(r'data-copy="([^"]*)"', page)
    code = html.unescape(shown)
    assert code == html.unescape(copied)
    assert code.startswith(f'<iframe src="http://localhost{EMBED}" title="')
    assert code.endswith("</iframe>")
    assert "42000" not in code
    assert 'class="snippet"' not in visitor.get(EMBED, query_string=FIGURES).text


@pytest.fixture
def elsewhere(browser, house):
    """`elsewhere(code)` opens a page of another site that holds this code; only our own house answers the rest."""
    context = browser.new_context(viewport={"width": 1000, "height": 1200})
    asked = []

    def answer(route):
        address = urlsplit(route.request.url)
        if address.hostname == "127.0.0.1":
            route.fulfill(body=f"<!doctype html><title>Elsewhere</title>{context.code}", headers=dict(context.site))
            return
        asked.append(route.request.url)
        house(route)

    def opened(code, **site):
        context.code, context.site = code, {"Content-Type": "text/html"} | {k.replace("_", "-"): v for k, v in site.items()}
        page = context.new_page()
        page.asked = asked
        page.complaints = []
        page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
        page.goto("http://127.0.0.1/shop")
        return page

    context.route("**/*", answer)
    yield opened
    context.close()


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine: apt-get install chromium")
class TestInAFrame:
    @pytest.mark.parametrize("site", [{}, {"Cross_Origin_Embedder_Policy": "require-corp"}], ids=["open", "shut"])
    def test_it_calculates_on_another_site(self, elsewhere, visitor, site):
        code = html.unescape(re.findall(r'data-copy="([^"]*)"', visitor.get(PAGE, query_string=FIGURES).text)[0])
        page = elsewhere(code.replace(' loading="lazy"', ""), **site)
        frame = page.frame_locator("iframe")
        frame.locator("#income").press_sequentially("42000")
        frame.locator("text=€2,234.30").first.wait_for()
        assert frame.locator("#income").evaluate("field => document.activeElement === field")
        assert page.context.cookies() == []
        assert {urlsplit(address).netloc for address in page.asked} == {"localhost"}
        assert page.complaints == []

    def test_it_calculates_there_without_script(self, elsewhere):
        page = elsewhere(f'<iframe src="http://localhost{EMBED}" width="900" height="900"></iframe>')
        page.context.route("**/*.js", lambda route: route.abort())
        page.reload()
        frame = page.frame_locator("iframe")
        frame.locator("#income").fill("42000")
        frame.locator("form.calculator-form button").click()
        frame.locator("text=€2,234.30").first.wait_for()

    def test_the_page_itself_is_shown_in_no_frame(self, elsewhere):
        page = elsewhere(f'<iframe src="http://localhost{PAGE}"></iframe>')
        assert page.frame_locator("iframe").locator("#income").count() == 0
        assert any("frame" in words for words in page.complaints)
