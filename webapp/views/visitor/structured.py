"""What search engines read of a page: schema.org as JSON-LD, made of the same sources as the page itself.

A question's answer is the beginning of the section that it names, with the values of today: nothing is said
to a machine that the page does not say to a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from webapp.kit import fund, texts
from webapp.kit.guides import Guide, guides
from webapp.kit.i18n import LANGUAGES, language
from webapp.kit.opening_hours import WEEKDAYS
from webapp.views.visitor import links, living

#: An answer ends with the sentence that passes this length.
ANSWER_LENGTH: Final = 220
_SENTENCE: Final = re.compile(r"(?<=[.?!…])\s+")
#: Within a script element only these could end it, or be read as something else by an old parser.
_ESCAPES: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)

Thing = dict[str, Any]


def start() -> Markup:
    """The start page: who we are, and where one searches."""
    search = fund.web_address(url_for("visitor.search"))
    site = {
        "@type": "WebSite",
        "name": fund.facts()["short_name"][language()],
        "url": fund.web_address(url_for("visitor.home")),
        "inLanguage": language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{search}?q={{words}}",
            "query-input": "required name=words",
        },
    }
    return script(_organization(), site)


def contact() -> Markup:
    """The contact page: who we are, with every office and its hours."""
    offices = [_office(one) for one in fund.facts()["offices"]]
    return script(_organization() | {"department": offices})


def guide(page: Guide) -> Markup:
    """A page of the shelves: its place, the service it is about, the questions it answers."""
    found = [_breadcrumbs(page)]
    if page.folder.startswith("life_events/") and (page.promises or page.facts.get("forms")):
        found.append(_service(page))
    if questions := [_question(*pair) for pair in _answered(page)]:
        found.append({"@type": "FAQPage", "mainEntity": questions})
    return script(*found)


def script(*things: Thing) -> Markup:
    """The element for the head of a page."""
    whole = things[0] if len(things) == 1 else {"@graph": things}
    said = json.dumps({"@context": "https://schema.org"} | whole, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>\n').format(
        Markup(said.translate(_ESCAPES))  # noqa: S704 - whatever could end the element is escaped just here
    )


def _organization() -> Thing:
    facts = fund.facts()
    return _provider() | {
        "url": fund.web_address(url_for("visitor.home")),
        "email": facts["mail"],
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "telephone": facts["phone"],
            "availableLanguage": list(LANGUAGES),
        },
    }


def _provider() -> Thing:
    facts = fund.facts()
    return {
        "@type": "Organization",
        "name": facts["name"][language()],
        "telephone": facts["phone"],
        "address": _seat(),
    }


def _seat() -> Thing:
    return next((_address(one) for one in fund.facts()["offices"] if one["seat"]), {})


def _address(office: Mapping[str, Any]) -> Thing:
    return {
        "@type": "PostalAddress",
        "streetAddress": office["street"][language()],
        "postalCode": office["postcode"],
        "addressLocality": office["town"][language()],
        "addressCountry": "BE",
    }


def _office(office: Mapping[str, Any]) -> Thing:
    hours = [f"{day[:2].capitalize()} {span}" for day in WEEKDAYS for span in office["hours"][day]]
    found = {
        "@type": "GovernmentOffice",
        "name": office["name"][language()],
        "telephone": office["phone"],
        "email": office["mail"],
        "address": _address(office),
        "openingHours": hours,
    }
    if "latitude" in office:
        place = {"latitude": str(office["latitude"]), "longitude": str(office["longitude"])}
        found["geo"] = {"@type": "GeoCoordinates"} | place
    return found


def _breadcrumbs(page: Guide) -> Thing:
    theme = guides(fund.library()).find(page.theme or "")
    steps = [(links.start_words(), url_for("visitor.home"))]
    steps += [(one.title(language()), links.address_of(one)) for one in (theme, page) if one is not None]
    items = [
        {"@type": "ListItem", "position": place, "name": words, "item": fund.web_address(path)}
        for place, (words, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _service(page: Guide) -> Thing:
    return {
        "@type": "GovernmentService",
        "name": page.title(language()),
        "description": page.summary(language()),
        "url": fund.web_address(links.address_of(page)),
        "provider": _provider(),
        "areaServed": {"@type": "Country", "name": "BE"},
        "availableLanguage": list(LANGUAGES),
        "audience": {"@type": "Audience", "audienceType": _audience(page)},
    }


def _audience(page: Guide) -> str:
    return _("companies") if tuple(page.facts["audience"]) == ("company",) else _("self-employed people")


def _answered(page: Guide) -> Iterator[tuple[str, str]]:
    """What people ask, each with the sentences that answer it."""
    if not page.questions:
        return
    spoken, shelves = language(), guides(fund.library())
    name = f"{page.folder}/{spoken}.md"
    text, _pieces = texts.fill(shelves.source(page, spoken), living.in_print(), name=name)
    answers = _beginnings(text)
    for question in page.questions:
        anchor = shelves.section_anchor(question.section, spoken)
        yield question.words[spoken], answers.get(anchor) or page.summary(spoken)


def _beginnings(text: str) -> dict[str, str]:
    """How each section begins, by its anchor; where a finer heading stands first, what stands below that."""
    found: dict[str, str] = {}
    below = ""
    for _heading, anchor, words in reversed(texts.sections(text)):
        below = words or below
        found[anchor] = _beginning(below)
    return found


def _beginning(words: str) -> str:
    """The first sentences, whole ones."""
    found = ""
    for sentence in _SENTENCE.split(words.strip()):
        found = f"{found} {sentence}".strip()
        if len(found) >= ANSWER_LENGTH:
            break
    return found


def _question(words: str, answer: str) -> Thing:
    return {"@type": "Question", "name": words, "acceptedAnswer": {"@type": "Answer", "text": answer}}
