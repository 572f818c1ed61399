"""Who is competent: a matter leads to the one to ask, by the home where the home decides, in four languages."""

from __future__ import annotations

import re

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor.institution_finder import SLUGS

MATTERS = Library().toml("matters.toml")
INSTITUTIONS = Library().toml("institutions.toml")
REGIONS = Library().toml("regions.toml")
BY_HOME = {name: row for name, row in MATTERS.items() if "by_region" in row}
PART = {"HX-Request": "true"}


def finder(visitor, code="en", headers=None, **asked):
    return visitor.get(f"/{code}/{SLUGS[code]}", query_string=asked, headers=headers)


def answer_in(page):
    return re.search(r'<section class="matters competent".*?</section>', page, re.DOTALL)[0]


def head_of(answer):
    return re.search(r'<h2 id="competent">(.*?)</h2>', answer)[1]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", sorted(MATTERS.keys() - BY_HOME.keys()))
def test_a_matter_leads_to_the_one_to_ask(visitor, code, name):
    answer = answer_in(finder(visitor, code, matter=name).text)
    row = MATTERS[name]
    assert head_of(answer) == INSTITUTIONS[row["ask"][0]]["name"][code]
    assert row["words"][code] in answer
    assert row["fund"][code] in answer
    for institution in {*row["ask"], *row["decides"], *row["pays"]}:
        assert INSTITUTIONS[institution]["name"][code] in answer
    reach = INSTITUTIONS[row["ask"][0]].get("reach", {}).get(code, "tel:")
    assert reach in answer


@pytest.mark.parametrize(
    ("matter", "ask", "decides"),
    [
        ("incapacity", "your health insurance fund", "INAMI/RIZIV"),
        ("exemption", "your social insurance fund", "NISSE"),
        ("pension", "Federal Pension Service", "NISSE"),
    ],
)
def test_who_decides_is_said_where_it_is_another(visitor, matter, ask, decides):
    answer = answer_in(finder(visitor, matter=matter).text)
    assert head_of(answer) == ask
    assert decides in answer.split("Decides")[1].split("</dd>")[0]
    assert "decides and pays" not in answer


@pytest.mark.parametrize("matter", ["adoption", "integration_income", "disability", "supplementary"])
def test_one_that_does_it_all_is_said_to_do_it_all(visitor, matter):
    row = MATTERS[matter]
    answer = answer_in(finder(visitor, matter=matter).text)
    assert ("decides and pays" in answer) == (row["decides"] == row["pays"] == row["ask"][:1])


@pytest.mark.parametrize("name", BY_HOME)
@pytest.mark.parametrize("code", LANGUAGES)
def test_where_the_home_decides_it_is_asked_first(visitor, code, name):
    page = finder(visitor, code, matter=name).text
    assert 'id="competent"' not in page
    assert BY_HOME[name]["where"][code] in page
    for region in REGIONS:
        assert f"?matter={name}&amp;region={region}#answer" in page


@pytest.mark.parametrize("name", BY_HOME)
@pytest.mark.parametrize(
    ("postcode", "region"),
    [("1000", "brussels"), ("4700", "east"), ("5000", "wallonia"), ("9000", "flanders")],
)
def test_the_home_leads_to_whoever_is_competent_there(visitor, name, postcode, region):
    by_postcode, by_region = (
        answer_in(finder(visitor, matter=name, **home).text)
        for home in ({"postcode": postcode}, {"region": region})
    )
    assert by_postcode == by_region
    assert REGIONS[region]["name"]["en"] in by_postcode
    for institution in REGIONS[region][BY_HOME[name]["by_region"]]:
        assert INSTITUTIONS[institution]["name"]["en"] in by_postcode


def test_a_child_leads_on_to_its_payers_and_amounts(visitor):
    answer = answer_in(finder(visitor, matter="child_benefit", postcode="4700").text)
    assert "/en/child-benefit-where-to-ask?region=east" in answer
    assert "region=abroad#region" in finder(visitor, matter="child_benefit").text


def test_a_wrong_postcode_is_said_at_its_place_and_kept(visitor):
    page = finder(visitor, matter="care_of_elderly", postcode="470")
    assert page.status_code == 422
    assert 'value="470"' in page.text
    assert "four digits" in page.text


def test_a_matter_that_is_not_offered_is_refused(visitor):
    page = finder(visitor, matter="weather")
    assert page.status_code == 422
    assert "Choose one of the answers shown." in page.text


def test_nothing_chosen_is_no_mistake_and_every_matter_is_in_sight(visitor):
    page = finder(visitor)
    assert page.status_code == 200
    assert "data-error-summary" not in page.text
    assert all(f"?matter={name}#answer" in page.text for name in MATTERS)


def test_htmx_gets_the_answer_alone(visitor):
    part = finder(visitor, headers=PART, matter="pension")
    assert "<html" not in part.text
    assert answer_in(part.text) == answer_in(finder(visitor, matter="pension").text)


def test_another_language_keeps_the_question(visitor):
    page = finder(visitor, matter="child_benefit", region="east").text
    assert f"/de/{SLUGS['de']}?matter=child_benefit&amp;region=east" in page
