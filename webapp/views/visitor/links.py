"""Where links of the visitor door lead: the menu, the foot, the doors of the start page, inside texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

import forms
from webapp.kit.i18n import language
from webapp.kit.texts import BadTextError, Library

#: The pages of the foot, in their order.
FOOT = (
    "contact",
    "charter",
    "complaints",
    "accessibility",
    "privacy",
    "cookies",
    "legal",
    "security",
    "about",
    "developers",
)
#: What visitors look for by name, beside the life events.
TOOLS = (
    ("visitor.calculators", "calculator"),
    ("visitor.papers", "file-text"),
    ("visitor.bulletin", "mail"),
)


class UnknownLinkError(BadTextError):
    """A text of content/ links to something that does not exist."""


def frame() -> dict[str, Any]:
    """What the layout of the visitor door shows around every page."""
    return {"nav": menu(), "foot_links": [page_link(name) for name in FOOT if _folder(name)]}


def menu() -> list[dict[str, Any]]:
    """The main menu; an entry whose page does not exist is not shown."""
    entries = (
        ("visitor.home", start_words()),
        ("visitor.calculators", _("Calculate")),
        ("visitor.papers", _("Forms")),
        ("visitor.bulletin", _("Newsletter")),
        ("visitor.sign_in", _("Sign in")),
    )
    return [
        {"text": words, "href": address, "current": request.endpoint == endpoint}
        for endpoint, words in entries
        if (address := _address(endpoint))
    ]


def start_words() -> str:
    """What the start page is called in a menu."""
    return _("Life events")


def not_known_yet() -> str:
    """What stands in the place of an amount that is not published yet."""
    return _("not published yet")


def start() -> dict[str, Any]:
    """What the start page shows: its doors and tools."""
    library = _library()
    spoken = language()
    doors = []
    for name in library.children("life_events"):
        facts = library.toml(f"life_events/{name}/page.toml")
        doors.append(
            {
                "title": facts["door"][spoken],
                "text": facts["summary"][spoken],
                "href": url_for("visitor.page", slug=facts["slug"][spoken]),
                "icon": facts["icon"],
                "order": facts["order"],
            }
        )
    words = {
        "visitor.calculators": _("All calculators"),
        "visitor.papers": _("All forms"),
        "visitor.bulletin": _("Receive the newsletter"),
    }
    tools = [
        {"text": words[endpoint], "href": address, "icon": icon}
        for endpoint, icon in TOOLS
        if (address := _address(endpoint))
    ]
    return {
        "doors": sorted(doors, key=lambda entry: entry["order"]),
        "tools": tools,
        "search_url": _address("visitor.search"),
        "account_url": _address("visitor.sign_in"),
    }


def page_link(name: str) -> dict[str, Any]:
    """The link to a page of content/ by the name of its folder."""
    facts = _library().toml(f"{_folder(name)}/page.toml")
    spoken = language()
    return {"text": facts["title"][spoken], "href": url_for("visitor.page", slug=facts["slug"][spoken])}


def papers(names: Sequence[str]) -> list[dict[str, Any]]:
    """The forms that go with a page; those that are not on line yet are left out."""
    known = forms.catalogue()
    return [
        {"text": known[name].title, "href": url_for("visitor.paper", name=name), "words": known[name].summary}
        for name in names
        if name in known and _address("visitor.paper", name=name)
    ]


def resolve(target: str) -> str:
    """The address behind a link of a text: page:, paper:, calculator:, door:, or a plain address.

    Raises:
        UnknownLinkError: nothing stands behind it.
    """
    kind, _colon, name = target.partition(":")
    if kind == "page" or (kind == "door" and _folder(name)):
        return str(page_link(name)["href"])
    if kind == "paper":
        found = name in forms.catalogue() and _address("visitor.paper", name=name)
        return found or _address("visitor.papers") or str(page_link("contact")["href"])
    if kind == "calculator":
        return _address(f"visitor.{name}_calculator") or url_for("visitor.home")
    if kind == "door":
        return _address(f"visitor.{name}") or url_for("visitor.home")
    if target.startswith(("#", "mailto:", "tel:", "https://")):
        return target
    raise UnknownLinkError(f"a text links to {target!r}, which is nothing")


def _folder(name: str) -> str:
    library = _library()
    for kind in ("life_events", "pages"):
        if name in library.children(kind):
            return f"{kind}/{name}"
    return ""


def _address(endpoint: str, **values: Any) -> str:
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return ""


def _library() -> Library:
    library: Library = current_app.extensions["content"]
    return library
