"""Guidance: the start page, the life events and the service pages, with amounts that are alive.

Texts come from content/; every amount and date in them is read from the law of the day they are shown.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import abort, current_app, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import reviews
from webapp.kit import clock, texts
from webapp.kit.guides import Guide, guides
from webapp.kit.i18n import LANGUAGES, asked_language, language
from webapp.kit.texts import Library
from webapp.rules.law import MissingValue, law_shown_on
from webapp.views.visitor import door, links, living, structured

SHOWN = "/<any(fr,nl,de,en):language>"


@door.get("/")
def choose_language() -> AnyResponse:
    """Send a visitor to the pages in her language; the address of a page says its language for good."""
    answer = redirect(url_for("visitor.home", language=asked_language()), 302)
    answer.headers["Vary"] = "Accept-Language, Cookie"
    answer.headers["Cache-Control"] = "private, max-age=0"
    return answer


@door.get(f"{SHOWN}/")
def home() -> str:
    """The start page: a search line and the doors in people's words."""
    return render_template(
        "visitor/home.html", structured=structured.start(), **links.frame(), **links.start()
    )


@door.get(f"{SHOWN}/<slug>")
@door.get(f"{SHOWN}/<theme>/<slug>")
def page(slug: str, theme: str = "") -> str | AnyResponse:
    """A life event, a page behind its door, or a service page; an old name leads to the new one."""
    shelves, spoken = guides(_library()), language()
    asked = (theme, slug) if theme else (slug,)
    guide = shelves.at(spoken, *asked)
    if guide is None:
        newer = shelves.formerly_at(spoken, *asked)
        return redirect(links.address_of(newer), 301) if newer else abort(404)
    g.alternates = {code: links.address_of(guide, code) for code in LANGUAGES}
    return render_template("visitor/life_event.html", **links.frame(), **written_guide(guide))


def written_guide(guide: Guide) -> dict[str, Any]:
    """A page of the shelves with what stands around it: its pages or its neighbours, questions, tools."""
    shelves, spoken = guides(_library()), language()
    theme = shelves.find(guide.theme or "")
    around = shelves.pages_of(guide.name) if guide.is_theme else shelves.pages_of(guide.theme or "")
    crumbs = [{"text": links.start_words(), "href": url_for("visitor.home")}]
    crumbs += [links.guide_link(theme)] if theme else []
    shown = written(guide.folder)
    shown["page"]["updated_on"] = reviews.reviewed_on(guide)
    return {
        **shown,
        "crumbs": crumbs,
        "theme": links.guide_link(theme) if theme else None,
        "pages": [links.guide_link(one) for one in around if one != guide],
        "asked": [
            {"words": one.words[spoken], "anchor": shelves.section_anchor(one.section, spoken)}
            for one in guide.questions
        ],
        "brochure": links.brochure(theme or guide),
        "tools": links.calculators(guide.facts.get("calculators", ())),
        "unsure": _unsure(guide),
        "structured": structured.guide(guide),
        "page_name": guide.name,
    }


def _unsure(guide: Guide) -> list[str]:
    """What the page quotes and nobody could confirm yet, in words."""
    law = law_shown_on(clock.today())
    found = []
    for name in sorted(guides(_library()).quoted(guide, on=law.day)):
        with suppress(MissingValue):
            value = law.value(name)
            found += [] if value.confidence == "sourced" else [value.label[language()]]
    return found


def written(folder: str) -> dict[str, Any]:
    """What stands in a folder of content/, in the language being spoken, with its amounts alive."""
    facts = _library().toml(f"{folder}/page.toml")
    spoken = language()
    name = f"{folder}/{spoken}.md"
    source = _library().read(name)
    live = living.on_screen()
    short, rest = in_short(source)
    law = [{"text": entry[spoken]} for entry in facts.get("sources", ())]
    return {
        "page": {
            "title": facts["title"][spoken],
            "lead": facts["summary"][spoken],
            "short": texts.html(short, live, name=name, link=links.resolve),
            "body": texts.html(rest, live, name=name, link=links.resolve),
            "updated_on": facts["reviewed_on"],
            "sources": law,
        },
        "contents": texts.headings(rest),
        "papers": links.papers(facts.get("forms", ())),
        "crumbs": [{"text": links.start_words(), "href": url_for("visitor.home")}],
    }


def in_short(source: str) -> tuple[str, str]:
    """A text cut after its summary box, so that the contents stand below the answer, not before it."""
    head, closed, rest = source.partition("\n:::\n")
    return (head + closed, rest) if head.count(":::") == head.count("::: short") == 1 else ("", source)


def _library() -> Library:
    library: Library = current_app.extensions["content"]
    return library
