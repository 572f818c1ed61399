"""From a result to the request: the figures come along, who calculated stays unknown until she signs in."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.factories.cases import somebody_who_pays_on_30_000
from tests.factories.identity import a_login, a_mandate
from webapp.domain import cases
from webapp.kit.db import session
from webapp.rules.edition import rules_edition
from webapp.views.visitor.calculator_request import BELOW
from webapp.views.visitor.calculators import catalogue

FIGURES = {"year": "2026", "category": "main", "kind": "final", "income": "14.000", "earned_in": "4", "quarter": "4"}
CONTRIBUTION = catalogue()["contribution"]
ASK = f"/en/{CONTRIBUTION.slugs['en']}{BELOW['en']}"


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-22T10:00")


def key_of(answer) -> str:
    return re.search(r"calculation=([\w-]+)", answer.location)[1]


def test_the_result_offers_the_request_with_its_figures(visitor):
    text = visitor.get(f"/en/{CONTRIBUTION.slugs['en']}", query_string=FIGURES).text
    ask = text.split('class="calculator-ask')[1].split("</form>")[0]
    assert f'action="{ASK}"' in ask
    assert 'name="income" value="14.000"' in ask


def test_the_figures_are_kept_with_the_edition_and_no_income_stands_in_the_address(visitor):
    answer = visitor.post(ASK, data=FIGURES | {"once": "k-1"})
    assert answer.status_code == 303
    assert answer.location.endswith("/en/my/requests/new/reduce_provisional?calculation=k-1")
    kept = cases.calculation("k-1")
    assert kept.figures == FIGURES
    assert kept.inputs == {"expected_income": "14000,00"}
    assert kept.edition == rules_edition()


def test_the_request_begins_with_the_figures_filled_in(visitor, browser_of):
    way = visitor.post(ASK, data=FIGURES).location
    login = a_login()
    a_mandate(login, affiliate_id=somebody_who_pays_on_30_000(called=False))
    session.commit()
    jeanne = browser_of(login)
    assert "Your calculation comes along" in jeanne.get(way).text
    step = jeanne.post(way, data={"once": "draft-1"})
    assert step.status_code == 303
    assert 'value="14000,00"' in jeanne.get(step.location).text
    assert cases.calculation_of("draft-1").key == key_of(visitor.post(ASK, data=FIGURES | {"once": key_of_way(way)}))


def key_of_way(way: str) -> str:
    return re.search(r"calculation=([\w-]+)", way)[1]


def test_a_stranger_with_the_address_of_a_used_calculation_gets_nothing(visitor, browser_of):
    way = visitor.post(ASK, data=FIGURES).location
    cases.take_over(key_of_way(way), request_key="draft-of-jeanne", paper="reduce_provisional")
    login = a_login()
    a_mandate(login, affiliate_id=somebody_who_pays_on_30_000(called=False))
    session.commit()
    assert "Your calculation comes along" not in browser_of(login).get(way).text


@pytest.mark.parametrize("wrong", [{"income": "abc"}, {"year": "1950"}, {"kind": "provisional"}])
def test_without_a_result_it_leads_back_to_the_questions(visitor, wrong):
    answer = visitor.post(ASK, data=FIGURES | wrong | {"once": "k-1"})
    assert answer.status_code == 303
    assert answer.location.startswith(f"/en/{CONTRIBUTION.slugs['en']}?")
    assert cases.calculation("k-1") is None


def test_a_key_that_is_unknown_or_of_another_calculator_is_not_found(visitor):
    assert visitor.get(ASK).status_code == 404
    assert visitor.get(ASK, query_string={"kept": "nobody"}).status_code == 404


def test_one_who_calculates_without_end_is_asked_to_wait(visitor):
    for place in range(60):
        assert visitor.post(ASK, data=FIGURES | {"once": f"k-{place}"}).status_code == 303
    assert visitor.post(ASK, data=FIGURES | {"once": "k-60"}).status_code == 429


def test_the_button_carries_no_token_and_another_sites_form_is_refused(visitor):
    page = visitor.get(f"/en/{CONTRIBUTION.slugs['en']}", query_string=FIGURES, headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert b"csrf_token" not in gzip.decompress(page.data)
    answer = visitor.post(ASK, data=FIGURES | {"once": "k-1"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert cases.calculation("k-1") is None
