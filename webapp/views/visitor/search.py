"""Search over everything a visitor may read: pages, calculators, papers and the words of the law."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, current_app, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.routing import BuildError

from webapp.domain import guidance
from webapp.kit import clock, rates, tally
from webapp.kit.guides import guides
from webapp.kit.i18n import language
from webapp.kit.logs import log
from webapp.kit.parts import asks_for_part, page_or_part
from webapp.kit.texts import Library
from webapp.views import entrance
from webapp.views.localized import localized
from webapp.views.visitor import door, glossary, links
from webapp.views.visitor.calculate import keep_figures_in_other_languages

SLUGS: Final = {"fr": "rechercher", "nl": "zoeken", "de": "suchen", "en": "search"}
#: Whoever types without a pause searches four times a second; some offices share one address.
SEARCHES_A_MINUTE: Final = 600


@localized(door, SLUGS)
def search() -> Response:
    """What answers a few words; without words, the doors of the start page."""
    query = " ".join(request.args.get("q", "").split())
    if query:
        rates.take("search", entrance.address(), most=SEARCHES_A_MINUTE)
    found = _found(query)
    keep_figures_in_other_languages("search")
    results = results_of(found, language()) if found else []
    answer = page_or_part(
        "visitor/search.html",
        "visitor/_results.html",
        query=query,
        resting=found is None,
        read_as=found.read_as if found else "",
        results=results,
        **({"search_url": url_for("visitor.search")} if results else links.start()),
        **({} if asks_for_part() else links.frame()),
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def results_of(answer: guidance.Answer, spoken: str) -> list[dict[str, Any]]:
    """What was found with its address; what this house has no address for is left out."""
    return [
        {"title": one.title, "kind": one.kind, "excerpt": one.excerpt, "href": href}
        for one in answer.found
        if (href := _address(one.kind, one.name, spoken))
    ]


def _found(query: str) -> guidance.Answer | None:
    """The answer; None while the database rests, because the page still has its doors."""
    if not query:
        return guidance.Answer()
    spoken = language()
    try:
        found = guidance.find(query, language=spoken, lexicon=guidance.lexicon(_library()))
    except SQLAlchemyError as fault:
        log.warning("search.database_away", because=type(fault).__name__)
        return None
    if found.in_vain and (words := guidance.without_person(query)):
        tally.add(guidance.TALLY, f"{spoken} {words}", on=clock.today())
    return found


def _address(kind: str, name: str, spoken: str) -> str:
    """The address of a thing in a language; empty for what this house does not have."""
    if kind in {"theme", "page", "service"}:
        guide = guides(_library()).find(name)
        return links.address_of(guide, spoken) if guide else ""
    if kind == "term":
        return glossary.address_of_term(name, spoken)
    endpoint, values = {
        "calculator": (f"visitor.{name}_calculator", {}),
        "door": (f"visitor.{name}", {}),
        "paper": ("visitor.paper", {"name": name}),
    }[kind]
    try:
        return url_for(endpoint, language=spoken, **values)
    except BuildError:
        return ""


def _library() -> Library:
    library: Library = current_app.extensions["content"]
    return library
