"""What machines read: shapes of schema.org, made of what the page itself says, and safe inside its script element."""

from __future__ import annotations

import json
import re

import pytest
from markupsafe import Markup

from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor import structured

SHELVES = guides(Library())
ASKED = [guide for guide in SHELVES if guide.questions]
#: What Google's and schema.org's readers want of each kind.
WANTED = {
    "BreadcrumbList": {"itemListElement"},
    "GovernmentService": {
        "name",
        "description",
        "url",
        "provider",
        "areaServed",
        "availableLanguage",
        "audience",
    },
    "FAQPage": {"mainEntity"},
    "Organization": {"name", "telephone", "address", "url", "contactPoint"},
    "WebSite": {"name", "url", "potentialAction"},
}


def said(visitor, path: str) -> list[dict]:
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', visitor.get(path).text, re.DOTALL
    )
    assert len(found) == 1
    whole = json.loads(found[0])
    assert whole["@context"] == "https://schema.org"
    things = whole.get("@graph", [whole])
    for thing in things:
        assert WANTED[thing["@type"]] <= thing.keys()
    return things


def path_of(guide, code: str) -> str:
    return "/".join(("", code, *SHELVES.path(guide, code)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_start_page_says_who_we_are_and_where_to_search(visitor, code):
    organization, site = said(visitor, f"/{code}/")
    assert organization["address"]["addressCountry"] == "BE"
    assert site["potentialAction"]["target"].endswith("?q={words}")
    assert site["inLanguage"] == code


@pytest.mark.parametrize("guide", ASKED[:12], ids=lambda guide: guide.name)
def test_questions_are_answered_by_the_page_itself(visitor, guide):
    things = {thing["@type"]: thing for thing in said(visitor, path_of(guide, "fr"))}
    asked = things["FAQPage"]["mainEntity"]
    assert [one["name"] for one in asked] == [one.words["fr"] for one in guide.questions]
    for one in asked:
        answer = one["acceptedAnswer"]["text"]
        assert 20 < len(answer) < 1200
        assert "{{" not in answer
        assert "**" not in answer
        assert "…" not in answer.split()


def test_a_page_has_its_place_and_its_service(visitor):
    guide = next(guide for guide in SHELVES if guide.theme and guide.facts.get("forms"))
    things = {thing["@type"]: thing for thing in said(visitor, path_of(guide, "nl"))}
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [one["position"] for one in steps] == [1, 2, 3]
    assert steps[-1]["item"] == f"http://localhost{path_of(guide, 'nl')}"
    service = things["GovernmentService"]
    assert service["name"] == guide.title("nl")
    assert service["provider"]["telephone"]
    assert service["availableLanguage"] == list(LANGUAGES)


def test_a_service_page_is_no_service_of_the_law(visitor):
    assert {thing["@type"] for thing in said(visitor, "/en/privacy")} == {"BreadcrumbList"}


def test_no_text_ends_the_script_element(app):
    made = structured.script({"@type": "Thing", "name": "</script><script>alert(1)</script> & \u2028"})
    assert isinstance(made, Markup)
    inside = made.partition(">")[2].rpartition("</script>")[0]
    assert "<" not in inside
    assert "&" not in inside
    assert json.loads(inside)["name"].startswith("</script>")
