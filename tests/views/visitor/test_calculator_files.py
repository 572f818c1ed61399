"""Files of a result: for the asker alone, in the reader's language, harmless, and whole without us."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlencode

import pypdf
import pytest
from icalendar import Calendar

from tests.chromium import chromium
from webapp.kit import rates
from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor import calculator_files
from webapp.views.visitor.calculator_files import MEDIA, calculator_file
from webapp.views.visitor.calculators import catalogue
from webapp.views.visitor.calculators._answer import Event

CALCULATOR = catalogue()["contribution"]
FIGURES = {"year": 2026, "category": "main", "kind": "final", "income": "43210", "earned_in": 4, "quarter": 4}
WITHOUT_DAYS = sorted(MEDIA.keys() - {"ics"})


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


def fetch(visitor, medium, language="en", **changes):
    return visitor.get(f"/{language}/{CALCULATOR.slugs[language]}/{medium}", query_string=FIGURES | changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WITHOUT_DAYS)
def test_a_file_is_the_askers_alone_and_can_do_nothing(visitor, kind, language):
    answer = fetch(visitor, kind, language)
    assert answer.status_code == 200
    assert answer.mimetype == MEDIA[kind].mime
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{CALCULATOR.slugs[language]}-2026-11-22.{kind}"'
    )
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Content-Language"] == language
    # A fingerprint may show any five digits by chance.
    said = {name: value for name, value in answer.headers.items() if name != "ETag"}
    assert "43210" not in str(said)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("kind", WITHOUT_DAYS)
def test_the_same_figures_give_the_same_file(visitor, kind):
    assert fetch(visitor, kind).data == fetch(visitor, kind).data


@pytest.mark.parametrize("kind", sorted(MEDIA))
def test_a_wrong_answer_leads_back_to_where_it_is_said(visitor, kind):
    answer = fetch(visitor, kind, income="12a")
    assert answer.status_code == 303
    assert answer.location.startswith(f"/en/{CALCULATOR.slugs['en']}?")
    page = visitor.get(answer.location)
    assert page.status_code == 422
    assert 'id="income-error"' in page.text


def test_a_value_that_is_not_published_leads_back_to_what_can_be_done(visitor):
    answer = fetch(visitor, "pdf", kind="provisional")
    assert answer.status_code == 303
    assert "not published" in visitor.get(answer.location).text


def test_nothing_typed_leads_to_the_questions(visitor):
    answer = visitor.get(f"/en/{CALCULATOR.slugs['en']}/pdf")
    assert (answer.status_code, answer.location) == (303, f"/en/{CALCULATOR.slugs['en']}")


def test_a_result_without_days_gives_no_calendar(visitor):
    assert fetch(visitor, "ics").status_code == 303


def test_the_days_of_a_result_are_a_calendar(app):
    def with_a_day(form):
        return replace(CALCULATOR.answer(form), events=(Event(name="due", on=date(2026, 12, 31), title="Zahlen"),))

    asked = replace(CALCULATOR, answer=with_a_day)
    with app.test_request_context(f"/de/{CALCULATOR.slugs['de']}/ics", query_string=FIGURES):
        answer = calculator_file(asked, "ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    (entry,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(entry["uid"]) == "contribution-due-2026-12-31@localhost"
    assert "income=43210" in entry["url"]


def test_nobody_keeps_the_press_busy_alone(visitor, monkeypatch):
    rates._counters.cache_clear()
    monkeypatch.setattr(calculator_files, "FILES_A_MINUTE", 2)
    codes = [fetch(visitor, "xlsx").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert fetch(visitor, "xlsx", income="abc").status_code == 303, "a page is still a page"
    rates._counters.cache_clear()


def test_there_is_no_file_of_another_kind(visitor):
    assert fetch(visitor, "docx").status_code == 404


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids.add(found.get("id"))
        self.addresses += [(tag, found[name]) for name in ("src", "href", "action", "data", "srcset", "poster") if found.get(name)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_saved_page_fetches_nothing_and_runs_nothing(visitor, language):
    text = fetch(visitor, "html", language).text
    page = Page(text)
    for tag, address in page.addresses:
        if tag == "use":
            assert address.removeprefix("#") in page.ids
        else:
            assert tag == "a"
            assert address.startswith(("#", "http://localhost/"))
    names = {tag for tag, _found in page.tags}
    assert not names & {"script", "link", "img", "iframe", "form", "object", "base"}
    assert not [name for _tag, found in page.tags for name in found if name.startswith(("on", "data-hx")) or name == "style"]
    assert "url(" not in text
    assert "@import" not in text


def test_the_saved_page_forbids_everything_but_its_own_style(visitor):
    answer = fetch(visitor, "html")
    (policy,) = [found["content"] for _tag, found in Page(answer.text).tags if found.get("http-equiv")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert answer.headers["Content-Security-Policy"] == f"sandbox; {policy}"


def test_the_saved_page_says_all_with_everything_open(visitor):
    answer = fetch(visitor, "html")
    assert re.search(r"<details(?! open)", answer.text) is None
    for said in ("€43,210.00", "My main activity", "not a decision", "Royal Decree no. 38", "22 November 2026"):
        assert said in answer.text
    assert "income=43210" in answer.text


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine: apt-get install chromium")
class TestInABrowser:
    def test_the_page_of_a_result_prints_as_a_recap(self, browser, house):
        page = browser.new_page()
        page.route("**/*", house)
        page.goto(f"http://localhost/en/{CALCULATOR.slugs['en']}?{urlencode(FIGURES)}")
        printed = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
        page.close()
        text = " ".join(printed.split())
        for said in (
            "Net income of the year", "€43,210.00", "My main activity", "22 November 2026", "not a decision",
            "Step by step", "Royal Decree no. 38", "income=43210",
        ):  # fmt: skip
            assert said in text, said
        for unsaid in ("Keep as PDF", "Fill in what you expect", "Put this calculator on your site", "Sign in", "Turnover minus", "Which group do you choose"):
            assert unsaid not in text, unsaid

    def test_the_saved_page_opens_from_a_disk_and_asks_for_nothing(self, browser, visitor, tmp_path):
        file = tmp_path / "kept.html"
        file.write_bytes(fetch(visitor, "html").data)
        page, asked, complaints = browser.new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: complaints.append(line.text))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        assert complaints == []
        assert page.locator(".receipt-total").first.is_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.receipt-total')).display") == "flex"
        page.close()
