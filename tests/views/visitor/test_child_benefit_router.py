"""Birth grant and child benefit: the home of the child leads to its payers, amounts and terms."""

from __future__ import annotations

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor.child_benefit_router import SLUGS, region_of


@pytest.mark.parametrize(
    ("postcode", "region"),
    [
        ("1000", "brussels"),
        ("1210", "brussels"),
        ("1299", "brussels"),
        ("1300", "wallonia"),
        ("1500", "flanders"),
        ("2000", "flanders"),
        ("3790", "flanders"),
        ("4000", "wallonia"),
        ("4700", "east"),
        ("4729", "wallonia"),
        ("4960", "wallonia"),
        ("4780", "east"),
        ("4790", "east"),
        ("5000", "wallonia"),
        ("7780", "wallonia"),
        ("8000", "flanders"),
        ("9999", "flanders"),
        ("0999", None),
        ("70000", None),
        ("abcd", None),
        ("", None),
    ],
)
def test_a_postcode_lies_in_one_region(app, postcode, region):
    assert region_of(postcode) == region


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("postcode", "payer"),
    [("4700", "ostbelgienfamilie.be"), ("1000", "Famiris"), ("5000", "FAMIWAL"), ("9000", "FONS")],
)
def test_a_postcode_leads_to_the_payers(visitor, code, postcode, payer):
    page = visitor.get(f"/{code}/{SLUGS[code]}", query_string={"postcode": postcode})
    assert page.status_code == 200
    assert payer in page.text
    assert "€" in page.text


def test_a_region_can_be_chosen_and_abroad_too(visitor):
    assert "Parentia" in visitor.get("/fr/allocations-familiales-ou-demander?region=wallonia").text
    assert "European rules" in visitor.get("/en/child-benefit-where-to-ask?region=abroad").text


def test_an_amount_that_is_not_confirmed_says_so(visitor):
    assert "to be confirmed" in visitor.get("/en/child-benefit-where-to-ask?region=wallonia").text


def test_a_wrong_postcode_is_named_at_its_place(visitor):
    page = visitor.get("/en/child-benefit-where-to-ask", query_string={"postcode": "12"})
    assert page.status_code == 422
    assert "Write a Belgian postcode of four digits" in page.text
    assert 'value="12"' in page.text


def test_the_other_languages_show_the_same_region(visitor):
    page = visitor.get("/de/kindergeld-wo-beantragen", query_string={"postcode": "4700"}).text
    assert "/en/child-benefit-where-to-ask?postcode=4700" in page
