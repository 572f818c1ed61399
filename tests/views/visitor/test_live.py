"""Live without a page change: what is typed is answered at once, and nothing moves under the fingers."""

from __future__ import annotations

from contextvars import copy_context
from urllib.parse import urlsplit

import pytest

from tests.chromium import FLAGS, chromium

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine: apt-get install chromium"),
]


#: Resolves when htmx is here; the page's policy allows no condition written as text.
ARRIVED = "() => new Promise(done => { const look = () => typeof htmx === 'object' ? done() : setTimeout(look, 10); look(); })"


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser, visitor, clock_at):
    """A page whose every request the house itself answers, in this process."""
    clock_at("2026-11-22T10:00")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    ours = copy_context()  # the browser calls back from a context of its own, where no app is pushed

    def answer(route):
        asked = urlsplit(route.request.url)
        own = {name: value for name, value in route.request.headers.items() if name.startswith("hx-")}
        found = ours.copy().run(visitor.get, asked.path, query_string=asked.query, headers=own, buffered=True)
        route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.data)

    context.route("**/*", answer)
    opened = context.new_page()
    opened.complaints = []
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on("console", lambda line: opened.complaints.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()


def touched(page, address: str) -> None:
    """Open a page and come near it, as people do before they type: htmx arrives then."""
    page.goto(f"http://localhost{address}")
    assert page.evaluate("typeof htmx") == "undefined", "who only reads does not fetch it"
    page.mouse.move(20, 20)
    page.evaluate(ARRIVED)


def test_the_contribution_follows_what_is_typed(page):
    touched(page, "/en/calculate-your-contribution")
    page.locator("#income").press_sequentially("42000")
    page.wait_for_selector("text=€2,234.30")
    assert page.evaluate("document.activeElement.id") == "income"
    assert page.locator("#income").input_value() == "42000"
    page.locator("#category").select_option("primostarter")
    page.wait_for_selector("#first_quarter")
    assert "category=primostarter" in page.url
    assert "income=42000" in page.url
    assert page.complaints == []


def test_a_wrong_amount_is_told_while_it_is_typed_and_at_its_field_when_it_is_left(page):
    touched(page, "/en/calculate-your-contribution")
    page.locator("#income").press_sequentially("12a")
    page.wait_for_selector("#answer >> text=Write an amount in euro")
    assert page.evaluate("document.activeElement.id") == "income"
    page.locator("#income").press("Enter")
    page.wait_for_selector("#income-error")
    assert page.locator("#income").input_value() == "12a"


@pytest.mark.usefixtures("indexed")
def test_the_search_answers_while_one_types(page):
    touched(page, "/en/search")
    page.locator("#search-q").press_sequentially("birth")
    page.wait_for_selector(".found mark")
    assert page.url.endswith("?q=birth")
    assert page.complaints == []


@pytest.mark.usefixtures("indexed")
def test_both_work_without_script(page):
    page.context.route("**/*.js", lambda route: route.abort())
    page.goto("http://localhost/en/calculate-your-contribution")
    page.fill("#income", "42000")
    page.click("form.calculator-form button")
    page.wait_for_selector("text=€2,234.30")
    assert "income=42000" in page.url
    page.goto("http://localhost/en/")
    page.fill("#search-q", "birth")
    page.press("#search-q", "Enter")
    page.wait_for_selector(".found mark")


def test_a_new_answer_is_said_in_few_words_in_a_place_that_stays(page):
    touched(page, "/en/calculate-your-contribution")
    page.evaluate("window.place = document.getElementById('said')")
    page.locator("#income").press_sequentially("42000")
    page.wait_for_selector("#said:has-text('You pay in the 4th quarter 2026: €2,234.30')", state="attached")
    page.locator("#category").select_option("primostarter")
    page.wait_for_selector("#first_quarter")
    assert page.evaluate("window.place === document.getElementById('said') && window.place.role === 'status'")


def test_a_question_that_only_appears_takes_no_focus_but_a_wrong_answer_leads_to_it(page):
    touched(page, "/en/calculate-your-contribution?year=2026&kind=starter")
    page.locator("#kind-2").press("ArrowUp")
    page.wait_for_selector("#income-error")
    assert page.evaluate("document.activeElement.id") == "kind-1"
    page.locator("#income").press_sequentially("12a")
    page.wait_for_selector("#said:has-text('Write an amount in euro')", state="attached")
    page.locator("#income").press("Enter")
    page.wait_for_selector("[data-error-summary]:focus")
    assert page.locator("#income").input_value() == "12a"


def test_what_is_typed_while_an_answer_is_on_its_way_is_not_lost(page):
    touched(page, "/en/preview-your-settlement?year=2025&category=main&likely=40000&paid=")
    page.evaluate("""() => document.addEventListener("htmx:beforeSwap", () => {
      const at = document.getElementById("low"); at.focus(); at.value = "123";
    }, { capture: true, once: true })""")
    page.locator("#category").select_option("primostarter")
    page.wait_for_url("**low=123**")
    assert page.locator("#low").input_value() == "123"
    assert page.evaluate("document.activeElement.id") == "low"


def test_what_is_chosen_before_htmx_arrives_is_answered_when_it_does(page):
    page.goto("http://localhost/en/calculate-your-contribution?year=2026&income=42000")
    page.locator("#category").select_option("primostarter")
    page.wait_for_selector("#first_quarter")
    assert "category=primostarter" in page.url
