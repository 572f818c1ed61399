"""What all calculators have in common: one address per language, figures that go along, nothing kept in between."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from webapp.kit import fund
from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor.calculate import SLUGS
from webapp.views.visitor.calculators import catalogue

FIGURES = {
    "year": 2025,
    "category": "main",
    "kind": "final",
    "income": "42.000,50",
    "earned_in": 4,
    "quarter": 4,
}
PAGE = "/en/calculate-your-contribution"


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_overview_leads_to_every_calculator(visitor, code):
    text = visitor.get(f"/{code}/{SLUGS[code]}").text
    for calculator in catalogue().values():
        assert f'href="/{code}/{calculator.slugs[code]}"' in text


@pytest.mark.parametrize("name", catalogue())
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_calculator_opens_in_every_language(visitor, name, code):
    answer = visitor.get(f"/{code}/{catalogue()[name].slugs[code]}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("public")
    assert "noindex" not in answer.text


def test_a_result_is_kept_by_nobody_in_between(visitor):
    answer = visitor.get(PAGE, query_string=FIGURES)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_every_way_out_of_a_result_takes_the_figures_along_as_they_were_typed(visitor):
    text = visitor.get(PAGE, query_string=FIGURES).text
    ways = re.findall(r'<a href="([^"]+)"', text.split('class="calculator-ways')[1].split("</nav>")[0])
    assert len(ways) >= 2
    for way in ways:
        query = parse_qs(urlsplit(unescape(way)).query)
        assert query["income"] == ["42.000,50"], way
        assert query["kind"] == ["final"], way


@pytest.mark.parametrize("trick", ["_external", "_scheme", "_anchor", "_method", "language", "endpoint"])
def test_a_figure_named_like_an_option_of_an_address_is_only_a_figure(visitor, trick):
    answer = visitor.get(PAGE, query_string=FIGURES | {trick: "https"})
    assert answer.status_code == 200
    assert not re.search(
        r'href="https?://(?!localhost|rsvz|www)', answer.text.split("<main")[1].split("</main>")[0]
    )


def test_a_question_that_is_not_asked_cannot_be_wrong(visitor):
    """Somebody types nonsense, then says that no income is known: the nonsense is no longer asked for."""
    answer = visitor.get(PAGE, query_string=FIGURES | {"kind": "starter", "income": "abc"})
    assert answer.status_code == 200
    assert 'name="income"' not in answer.text.split('class="calculator-form')[1].split("</form>")[0]


WITHOUT_FEE = {
    "contribution": {"year": 2026, "category": "main", "kind": "final", "income": "42000", "quarter": 4},
    "settlement": {"year": 2026, "category": "main", "likely": "40000", "paid": "3619.36"},
    "more_or_less": {
        "year": 2026, "category": "main", "quarter": 4, "known": "called", "called": "900", "expected": "20000"
    },
    "starter_plan": {
        "category": "primostarter", "year": 2026, "quarter": 3, "in_time": "yes", "income_1": "10000"
    },
}  # fmt: skip


@pytest.mark.parametrize("name", catalogue())
def test_a_fee_that_the_fund_has_not_set_yet_is_said(visitor, monkeypatch, name):
    monkeypatch.delitem(fund.facts()["management_fee"], "2026")
    page = f"/en/{catalogue()[name].slugs['en']}"
    assert visitor.get(page, headers={"Cache-Control": "no-cache"}).status_code == 200
    if name in WITHOUT_FEE:
        answer = visitor.get(page, query_string=WITHOUT_FEE[name])
        assert answer.status_code == 200
        assert "Our management fee of 2026 is not set yet" in answer.text
        assert "calculator-sum" not in answer.text


def test_years_whose_fee_is_set_are_reckoned_all_the_same(visitor, monkeypatch):
    monkeypatch.delitem(fund.facts()["management_fee"], "2026")
    page = visitor.get(PAGE, query_string=FIGURES).text
    assert "calculator-sum" in page
    plan = WITHOUT_FEE["starter_plan"] | {"year": 2025}
    assert "calculator-sum" in visitor.get("/en/plan-my-first-three-years", query_string=plan).text
