"""Who is competent: every matter with where to ask, who decides and who pays, in four languages."""

from __future__ import annotations

import re

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor.institution_finder import SLUGS

MATTERS = Library().toml("matters.toml")
INSTITUTIONS = Library().toml("institutions.toml")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", MATTERS)
def test_a_matter_shows_its_institutions_and_its_page(visitor, code, name):
    page = visitor.get(f"/{code}/{SLUGS[code]}").text
    section = re.search(rf'<section id="{name}">.*?</section>', page, re.DOTALL)[0]
    row = MATTERS[name]
    assert row["words"][code] in section
    for part in ("ask", "decides", "pays"):
        for institution in row.get(part, ()):
            assert INSTITUTIONS[institution]["name"][code] in section
    assert section.count("<a ") >= 1


@pytest.mark.parametrize(
    ("matter", "decides"),
    [
        ("incapacity", "health insurance fund"),
        ("exemption", "NISSE"),
        ("pension", "Federal Pension Service"),
        ("integration_income", "CPAS/OCMW/ÖSHZ"),
        ("disability", "DG Persons with disabilities"),
        ("bridging_right", "your social insurance fund"),
        ("adoption", "health insurance fund"),
        ("supplementary", "insurer"),
    ],
)
def test_the_table_says_what_the_law_says(visitor, matter, decides):
    page = visitor.get("/en/who-is-competent").text
    section = re.search(rf'<section id="{matter}">.*?</section>', page, re.DOTALL)[0]
    assert decides in section.split("Decides")[1].split("</dd>")[0]
