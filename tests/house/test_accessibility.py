"""What a browser says of our pages: axe-core finds nothing, nothing scrolls sideways, by day and by night, on a phone too.

The browser gets answers that the test client fetched before, so no server runs and no socket opens.
"""

from __future__ import annotations

import re
import shutil
from urllib.parse import urlsplit

import pytest

from webapp.domain import cases
from webapp.kit import clock

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: By night only the colours are others.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
FIGURES = "year=2026&category=main&kind=final&income=42000&earned_in=4&quarter=4"
PAGES = [
    "/fr/",
    "/de/zahlungsschwierigkeiten",
    "/nl/starten",
    "/en/sign-in",
    "/en/nowhere",
    "/fr/contact",
    "/en/contact/call-me",
    "/de/geaenderte-betraege",
    "/de/suchen?q=Kind",
    "/en/glossary",
    "/de/berechnen",
    f"/en/calculate-your-contribution?{FIGURES}",
    "/fr/calculer-ma-cotisation?year=2026&income=abc",
    "/nl/plan-voor-mijn-eerste-drie-jaar?category=primostarter&year=2026&quarter=3&income_1=10000",
    "/en/which-status-am-i?work=trade",
    f"/en/calculate-your-contribution/explanation?{FIGURES}",
    f"/de/beitrag-berechnen/vergleichen?{FIGURES}&b-income=20000&c-income=1234567,89&d-income=abc",
    f"/fr/calculer-ma-cotisation/embed?{FIGURES}",
    "/en/contribution-of-my-company/ask?kept=k-1",
    "/de/fuer-entwickler",
    "/staff/-/components",
    "/staff/guidance",
    "/staff/guidance/about",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]


def everything(client, path):
    """The answer to a page and to each static file that it or its style sheets name."""
    answers = {}
    wanted = [path]
    while wanted:
        address = wanted.pop()
        found = client.get(address, buffered=True)
        headers = {name: value for name, value in found.headers if name != "Content-Security-Policy"}
        answers[urlsplit(address).path] = (found.status_code, headers, found.data)
        if found.mimetype in {"text/html", "text/css"}:
            wanted += set(re.findall(r'"(/static/[^"#]+)', found.text)) - answers.keys()
    return answers


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _one_day_and_a_kept_calculation(app, clock_at):
    clock_at("2026-11-22T10:00")
    kept = {"figures": {"year": "2025", "balance": "250000"}, "inputs": {}, "edition": "e"}
    cases.keep_calculation(key="k-1", calculator="company", paper="company_starter", at=clock.now(), **kept)


@pytest.fixture
def open_page(chromium, visitor, staff):
    contexts = []

    def make(path, *, width, scheme):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        answers = everything(staff if path.startswith("/staff") else visitor, path)

        def answer(route):
            status, headers, body = answers.get(urlsplit(route.request.url).path, (404, {}, b""))
            route.fulfill(status=status, headers=headers, body=body)

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(f"http://localhost{path}")
        return page

    yield make
    for context in contexts:
        context.close()


LOW = """() => [...document.querySelectorAll("main :is(button, summary, input.input, select, .crumbs a, .calculator-ways a, .choice)")]
  .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 120))"""


def complaints(page, rules) -> str:
    found = axe.Axe().run(page, options={"runOnly": rules}).response["violations"]
    return "\n".join(f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_the_page_fits_phone_and_thumb(open_page, path):
    page = open_page(path, width=1280, scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert not (said := complaints(page, RULES)), said
    page.emulate_media(color_scheme="dark")
    assert not (said := complaints(page, COLOURS)), said
    for width in (320, 640, 768):
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{path} is {beyond} px wider than a window of {width} px"
    if "?" in path:
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate(LOW) == []


def test_the_curve_can_be_read_on_the_smallest_phone(open_page):
    page = open_page(f"/en/calculate-your-contribution?{FIGURES}", width=320, scheme="dark")
    heights = page.locator(".curve.small text").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 12
    assert page.locator(".curve.large").is_hidden()


def test_a_chosen_contrast_keeps_the_line_the_share_and_ones_own_point(chromium, open_page):
    page = open_page(f"/en/calculate-your-contribution?{FIGURES}", width=1280, scheme="light")
    page.emulate_media(forced_colors="active")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for part, ink in ((".curve-line", "stroke"), (".curve-share", "stroke"), (".curve-dot", "fill"), (".curve-sum", "fill")):
        drawn = page.locator(f".curve.large {part}").evaluate(f"one => getComputedStyle(one).{ink}")
        assert drawn not in {ground, "none"}, part


def test_paper_shows_what_was_asked_and_every_receipt(open_page):
    page = open_page("/nl/plan-voor-mijn-eerste-drie-jaar?category=primostarter&year=2026&quarter=3&income_1=10000", width=768, scheme="light")
    page.emulate_media(media="print")
    assert page.locator(".print-only").is_visible()
    receipts = page.locator("#answer .receipt-total")
    assert receipts.count() > 2
    assert all(one.is_visible() for one in receipts.all())
    assert page.locator(".calculator-ways").is_hidden()


def test_a_receipt_opens_without_script_and_closes_again(open_page):
    page = open_page("/en/starting", width=360, scheme="light")
    page.locator(".why-here > button").first.click()
    slip = page.locator(".receipt:popover-open")
    assert slip.count() == 1
    page.keyboard.press("Escape")
    assert slip.count() == 0
