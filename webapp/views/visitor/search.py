"""Search over everything a visitor may read: pages, calculators, papers and the words of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import Response, current_app, request, url_for

import forms
from webapp.kit import texts
from webapp.kit.guides import guides
from webapp.kit.i18n import language
from webapp.kit.parts import page_or_part
from webapp.kit.search import Entry, Index, Section
from webapp.kit.texts import Library
from webapp.views.localized import localized
from webapp.views.visitor import door, links

SLUGS: Final = {"fr": "rechercher", "nl": "zoeken", "de": "suchen", "en": "search"}


@localized(door, SLUGS)
def search() -> Response:
    """What answers a few words; without words, the doors of the start page."""
    query = " ".join(request.args.get("q", "").split())
    index = _index()
    answer = page_or_part(
        "visitor/search.html",
        "visitor/_results.html",
        query=query,
        results=index.find(query) if query else [],
        meant=index.meant(query) if query else "",
        **links.start(),
        **links.frame(),
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _index() -> Index:
    """The index of the language being spoken, built when it is first asked for."""
    known: dict[str, Index] = current_app.extensions.setdefault("search", {})
    spoken = language()
    if spoken not in known:
        known[spoken] = Index([*_pages(spoken), *_papers(), *_terms(spoken)], language=spoken)
    return known[spoken]


def _pages(spoken: str) -> Iterator[Entry]:
    library = _library()
    for guide in guides(library):
        kind = "pages" if guide.folder.startswith("pages/") else "life_events"
        yield _entry(kind, links.address_of(guide), guide.folder, guide.facts, spoken)
    for name in library.children("calculators"):
        folder = f"calculators/{name}"
        facts = library.toml(f"{folder}/page.toml")
        yield _entry("calculators", url_for(f"visitor.{name}_calculator"), folder, facts, spoken)


def _entry(kind: str, href: str, folder: str, facts: Mapping[str, Any], spoken: str) -> Entry:
    asked = (one[spoken] for one in facts.get("questions", ()))
    return Entry(
        kind=kind,
        href=href,
        title=facts["title"][spoken],
        summary=facts["summary"][spoken],
        words=(*facts.get("search", {}).get(spoken, ()), facts.get("door", {}).get(spoken, ""), *asked),
        sections=tuple(
            Section(heading=words, anchor=anchor, text=text)
            for words, anchor, text in texts.sections(_library().read(f"{folder}/{spoken}.md"))
        ),
    )


def _papers() -> Iterator[Entry]:
    for paper in links.papers(tuple(forms.catalogue())):
        title, summary = str(paper["text"]), str(paper["words"])
        yield Entry(kind="papers", href=paper["href"], title=title, summary=summary)


def _terms(spoken: str) -> Iterator[Entry]:
    """The words of the law; somebody who knows one only in another language finds it too."""
    for name, term in _library().toml("glossary.toml").items():
        elsewhere = " ".join(str(term[code]) for code in ("fr", "nl", "de", "en") if code != spoken)
        yield Entry(
            kind="terms",
            href=f"{url_for('visitor.glossary')}#{name}",
            title=term[spoken],
            summary=term["meaning"][spoken],
            sections=(Section(heading="", anchor="", text=elsewhere),),
        )


def _library() -> Library:
    library: Library = current_app.extensions["content"]
    return library
