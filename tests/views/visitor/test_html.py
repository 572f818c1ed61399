"""Every public page is sound HTML that machines and screen readers can follow, and says where it belongs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import cycle

import pytest

from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor.calculators import catalogue

pytestmark = pytest.mark.xdist_group("public pages")  # rendered once for both files
SHELVES = guides(Library())
VOID = {
    "area",
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
    "path",
    "circle",
    "rect",
    "line",
    "use",
}
LABELLED = {"text", "email", "password", "search", "tel", "number", "file", "checkbox", "radio"}


class Page(HTMLParser):
    """What a page holds that can be wrong."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.labels: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.links: list[dict[str, str | None]] = []
        self.metas: dict[str, str] = {}
        self.refers: list[str] = []
        self.language = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if len(facts) != len(attrs):
            self.wrong.append(f"<{tag}> says an attribute twice")
        if tag not in VOID:
            self.open.append(tag)
        if "id" in facts:
            self.ids.append(facts["id"])
        self.refers += [
            part
            for name in ("for", "aria-describedby", "aria-labelledby", "popovertarget")
            for part in (facts.get(name) or "").split()
        ]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "link":
            self.links.append(facts)
        if tag == "meta" and facts.get("name"):
            self.metas[facts["name"]] = facts.get("content") or ""
        if tag == "img" and "alt" not in facts:
            self.wrong.append("an image without alt")
        if tag == "html":
            self.language = facts.get("lang")
        self.note_question(tag, facts)

    def note_question(self, tag, facts):
        if tag == "label":
            self.labels.add(facts.get("for"))
        if (tag == "input" and facts.get("type", "text") in LABELLED) or tag in {"select", "textarea"}:
            self.fields.append(facts)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes what is not open")


def addresses() -> list[str]:
    found = []
    for code in LANGUAGES:
        found.append(f"/{code}/")
        found += ["/".join(("", code, *SHELVES.path(guide, code))) for guide in SHELVES]
    return [
        *found,
        "/fr/brochures",
        "/de/wer-ist-zustaendig",
        "/nl/wat-geldt-voor-mij",
        "/en/child-benefit-where-to-ask?region=flanders",
        "/en/what-applies-to-me?who=director&what=starting&on=2027-01-15",
        "/fr/rechercher",
        "/de/suchen?q=Kind",
        "/nl/woordenlijst",
        "/en/calculate-your-contribution",
        "/fr/se-connecter",
    ]


FIGURES = "year=2026&category=main&kind=final&income=42000&earned_in=4&quarter=4"


def calculators() -> list[str]:
    """Each calculator as it starts, in one language after the other, and each page that stands around a result."""
    starts = [
        f"/{code}/{one.slugs[code]}"
        for one, code in zip(catalogue().values(), cycle(LANGUAGES), strict=False)
    ]
    return [
        "/fr/calculer",
        *starts,
        f"/en/calculate-your-contribution?{FIGURES}",
        "/nl/plan-voor-mijn-eerste-drie-jaar?category=primostarter&year=2026&quarter=3&income_1=10000",
        "/de/beitrag-meiner-gesellschaft?year=2025&balance=250000&situation=ordinary",
        "/en/which-status-am-i?work=trade&pension=none&studies=no&job=none&rights=no",
        f"/en/calculate-your-contribution/explanation?{FIGURES}",
        f"/de/beitrag-berechnen/vergleichen?{FIGURES}&b-income=20000&c-income=1234567,89&d-kind=starter",
    ]


@pytest.mark.parametrize("address", [*addresses(), *calculators()])
def test_a_page_is_sound(shown, address):
    answer = shown(address)
    assert answer.status_code == 200
    page = sound(address, answer.text)
    assert 25 <= len(page.metas["description"]) <= 320, page.metas["description"]


@pytest.mark.parametrize(
    "address",
    [
        "/fr/calculer-ma-cotisation?year=2026&income=abc",
        "/en/calculate-your-contribution/compare?income=abc&b-income=xyz",
        "/nl/bijdrage-berekenen/embed?income=abc",
    ],
)
def test_a_page_with_a_mistake_is_sound_and_leads_to_it(visitor, clock_at, address):
    clock_at("2026-11-22T10:00")
    answer = visitor.get(address)
    assert answer.status_code == 422
    page = sound(address, answer.text)
    assert {"income", "income-error"} <= set(page.ids)
    assert 'href="#income"' in answer.text


@pytest.mark.parametrize("figures", [FIGURES, f"{FIGURES}&b-income=abc"])
@pytest.mark.parametrize("below", ["", "/compare", "/embed"])
def test_a_part_brings_no_id_twice_and_says_its_news_once(visitor, clock_at, below, figures):
    clock_at("2026-11-22T10:00")
    part = visitor.get(f"/en/calculate-your-contribution{below}?{figures}", headers={"HX-Request": "true"})
    ids = re.findall(r'\bid="([^"]+)"', part.text)
    assert len(ids) == len(set(ids))
    assert ids.count("said") == 1
    assert 'role="status"' not in part.text.split('class="snippet"')[0], (
        "a place that comes anew is not heard"
    )


def sound(address: str, text: str) -> Page:
    page = Page(text)
    assert not page.wrong
    assert not page.open
    assert page.language == address[1:3]
    assert len(page.ids) == len(set(page.ids)), [one for one in page.ids if page.ids.count(one) > 1]
    assert not set(page.refers) - set(page.ids), "something refers to an id that is not there"
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    assert all(
        after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)
    ), page.headings
    for field in page.fields:
        assert field.get("id") in page.labels or field.get("aria-label"), f"{field} has no label"
    return page


@pytest.mark.parametrize(
    "address", ["/fr/", "/de/ich-starte", "/en/calculate-your-contribution", "/nl/woordenlijst"]
)
def test_a_page_names_itself_and_its_other_languages_by_whole_addresses(visitor, address):
    links = Page(visitor.get(address).text).links
    canonical = [link["href"] for link in links if link["rel"] == "canonical"]
    assert canonical == [f"http://localhost{address}"]
    others = {
        link["hreflang"]: link["href"] for link in links if link["rel"] == "alternate" and "hreflang" in link
    }
    assert set(others) == {*LANGUAGES, "x-default"}
    assert all(href.startswith("http://localhost/") for href in others.values())


@pytest.mark.parametrize(
    "address", ["/fr/nulle-part", "/de/nichts/hier", "/en/search?q=pension", "/nl/aanmelden"]
)
def test_what_nobody_should_find_is_kept_out_of_search_engines(visitor, address):
    page = Page(visitor.get(address).text)
    assert page.metas["robots"] == "noindex"
    assert page.language == address[1:3]


def test_the_map_of_the_site_names_only_pages_that_open(visitor):
    text = visitor.get("/sitemap.xml").text
    found = set(re.findall(r"http://localhost(/[^<\"]*)", text))
    assert len(found) > 80
    for address in sorted(found)[::7]:
        assert visitor.get(address).status_code in {200, 302}


@pytest.mark.parametrize("address", ["/fr/", "/de/ich-starte", "/en/calculate-your-contribution"])
def test_a_public_page_may_be_kept_and_is_asked_for_by_its_fingerprint(visitor, address):
    first = visitor.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_with_a_token_is_kept_by_nobody(visitor):
    answer = visitor.get("/fr/se-connecter")
    assert "csrf_token" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
