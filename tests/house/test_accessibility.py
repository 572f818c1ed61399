"""What a browser says of our pages: axe-core finds nothing, nothing scrolls sideways, by day and by night, on a phone too.

The browser gets answers that the test client fetched before, so no server runs and no socket opens.
"""

from __future__ import annotations

import re
import shutil
from urllib.parse import urlsplit

import pytest

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "/fr/",
    "/de/zahlungsschwierigkeiten",
    "/nl/starten",
    "/en/sign-in",
    "/en/nowhere",
    "/de/suchen?q=Kind",
    "/en/glossary",
    "/en/calculate-your-contribution?year=2026&kind=final&income=42000",
    "/fr/calculer-ma-cotisation?year=2026&income=abc",
    "/staff/-/components",
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page, path, scheme):
    page = open_page(path, width=1280, scheme=scheme)
    found = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert not found, "\n".join(f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone_or_enlarged(open_page, path):
    page = open_page(path, width=320, scheme="light")
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{path} is {beyond} px wider than a window of {width} px"


def test_a_receipt_opens_without_script_and_closes_again(open_page):
    page = open_page("/en/starting", width=360, scheme="light")
    page.locator(".why-here > button").first.click()
    slip = page.locator(".receipt:popover-open")
    assert slip.count() == 1
    page.keyboard.press("Escape")
    assert slip.count() == 0
