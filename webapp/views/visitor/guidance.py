"""Guidance: the start page, the life events and the service pages, with amounts that are alive.

Texts come from content/; every amount and date in them is read from the law of the day they are shown.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Response, abort, current_app, g, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from webapp.kit import clock, receipts, texts
from webapp.kit.i18n import LANGUAGES, asked_language, day, language
from webapp.kit.texts import Library
from webapp.rules.amounts import AMOUNTS
from webapp.rules.law import Law, MissingValue, law_shown_on
from webapp.views.visitor import door, links

FOLDERS = ("life_events", "pages")
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
    return render_template("visitor/home.html", **links.frame(), **links.start())


@door.get(f"{SHOWN}/<slug>")
def page(slug: str) -> str | Response:
    """A life event or a service page."""
    folder = by_slug(_library(), language()).get(slug)
    if folder is None:
        abort(404)
    g.alternates = {
        code: url_for("visitor.page", slug=slug_of(folder, code), language=code) for code in LANGUAGES
    }
    return render_template("visitor/life_event.html", **links.frame(), **written(folder))


def written(folder: str) -> dict[str, Any]:
    """What stands in a folder of content/, in the language being spoken, with its amounts alive."""
    facts = _library().toml(f"{folder}/page.toml")
    spoken = language()
    name = f"{folder}/{spoken}.md"
    source = _library().read(name)
    live = _live()
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


def _live() -> dict[str, Any]:
    """What a text may ask for: values, bare numbers, ready amounts, since when, and facts of the fund."""
    law = law_shown_on(clock.today())
    number = iter(range(1, 1000))

    def value(name: str) -> str:
        return receipts.value_words(law.value(name))

    def count(name: str) -> str:
        return str(law.count(name))

    def since(name: str) -> str:
        return day(law.value(name).since)

    def amount(name: str) -> Markup:
        return _amount(name, law, f"why-{next(number)}")

    settings = current_app.config["SETTINGS"]
    api = {"address": f"{settings.base_url}/api/v1", "per_minute": settings.api_requests_per_minute}
    facts = {"fund": _library().toml("site.toml"), "language": language(), "api": api}
    return {"law": value, "count": count, "since": since, "amount": amount, **facts}


def _amount(name: str, law: Law, number: str) -> Markup:
    try:
        explained = AMOUNTS[name](law)
    except MissingValue:
        return Markup("<em>{}</em>").format(links.not_known_yet())
    macros = current_app.jinja_env.get_template("components/receipt.html").module
    slip = macros.receipt_inline(  # type: ignore[attr-defined]
        number, explained.value, receipts.lines(explained), law_on=explained.law_on
    )
    return Markup(slip)  # noqa: S704 - made by our own macro, which escapes


@lru_cache(maxsize=8)
def by_slug(library: Library, spoken: str) -> dict[str, str]:
    """The folder of each page by its slug in a language."""
    found = {}
    for kind in FOLDERS:
        for name in library.children(kind):
            folder = f"{kind}/{name}"
            found[str(library.toml(f"{folder}/page.toml")["slug"][spoken])] = folder
    return found


def slug_of(folder: str, spoken: str) -> str:
    """The slug of a page in a language."""
    return str(_library().toml(f"{folder}/page.toml")["slug"][spoken])


def _library() -> Library:
    library: Library = current_app.extensions["content"]
    return library
