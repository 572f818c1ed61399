"""Where links of the visitor door lead: the menu, the foot, the doors of the start page, inside texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

import forms
from webapp.kit.guides import Guide, Guides, guides
from webapp.kit.i18n import language
from webapp.kit.logs import log
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
#: The service page that is a brochure of its own, beside the themes.
CHARTER = "charter"
#: What visitors look for by name, beside the life events.
TOOLS = (
    ("visitor.calculators", "calculator"),
    ("visitor.papers", "file-text"),
    ("visitor.institution_finder", "landmark"),
    ("visitor.changed_amounts", "euro"),
    ("visitor.glossary", "scale"),
    ("visitor.brochures", "book-open"),
    ("visitor.bulletin", "mail"),
)


class UnknownLinkError(BadTextError):
    """A text of content/ links to something that does not exist."""


def frame() -> dict[str, Any]:
    """What the layout of the visitor door shows around every page."""
    foot = [page_link(name) for name in FOOT if _guides().find(name)]
    if bulletin := _address("visitor.bulletin"):
        foot.append({"text": _("Newsletter"), "href": bulletin})
    return {"nav": menu(), "foot_links": foot}


def menu() -> list[dict[str, Any]]:
    """The main menu; an entry whose page does not exist is not shown."""
    entries = (
        ("visitor.home", start_words()),
        ("visitor.calculators", _("Calculate")),
        ("visitor.papers", _("Forms")),
        ("visitor.contact", _("Contact")),
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


def to_be_confirmed() -> str:
    """What stands beside a value that was not read at its source."""
    return _("to be confirmed")


def start() -> dict[str, Any]:
    """What the start page shows: its doors, the way for who finds none of them fitting, and tools."""
    spoken = language()
    doors = [
        {
            "title": theme.facts["door"][spoken],
            "text": theme.summary(spoken),
            "href": address_of(theme),
            "icon": theme.facts["icon"],
        }
        for theme in _guides().themes
    ]
    words = {
        "visitor.calculators": _("All calculators"),
        "visitor.papers": _("All forms"),
        "visitor.institution_finder": _("Who is competent?"),
        "visitor.changed_amounts": _("Changed amounts"),
        "visitor.glossary": _("The words of the law"),
        "visitor.brochures": _("Brochures"),
        "visitor.bulletin": _("Receive the newsletter"),
    }
    tools = [
        {"text": words[endpoint], "href": address, "icon": icon}
        for endpoint, icon in TOOLS
        if (address := _address(endpoint))
    ]
    return {
        "doors": doors,
        "tools": tools,
        "unsure_url": _address("visitor.what_applies"),
        "search_url": _address("visitor.search"),
        "account_url": _address("visitor.sign_in"),
    }


def page_link(name: str) -> dict[str, Any]:
    """The link to a page of content/ by its name.

    Raises:
        UnknownLinkError: no page bears it.
    """
    guide = _guides().find(name)
    if guide is None:
        raise UnknownLinkError(f"a text links to page:{name}, which is nothing")
    return guide_link(guide)


def guide_link(guide: Guide) -> dict[str, Any]:
    """The link to a page, with the sentence that says what it is about."""
    spoken = language()
    return {"text": guide.title(spoken), "href": address_of(guide), "words": guide.summary(spoken)}


def address_of(guide: Guide, code: str = "") -> str:
    """The address of a page in a language; in the one being spoken if none is named."""
    spoken = code or language()
    *theme, slug = _guides().path(guide, spoken)
    if theme:
        return url_for("visitor.page", theme=theme[0], slug=slug, language=spoken)
    return url_for("visitor.page", slug=slug, language=spoken)


def brochure(guide: Guide) -> str:
    """The address of the brochure that has a page; empty where there is none."""
    has_one = guide.is_theme or guide.name == CHARTER
    return _address("visitor.brochure", slug=guide.slug(language())) if has_one else ""


def calculators(names: Sequence[str]) -> list[dict[str, Any]]:
    """The calculators that go with a page."""
    spoken = language()
    return [
        {"text": _library().toml(f"calculators/{name}/page.toml")["title"][spoken], "href": address}
        for name in names
        if (address := _address(f"visitor.{name}_calculator"))
    ]


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

    Tests and the editors' list name a link to nothing. A reader who meets one all the same is led to the
    search for its name: a page never falls over because its neighbour is missing.
    """
    kind, _colon, name = target.partition(":")
    if target.startswith(("#", "mailto:", "tel:", "https://")):
        return target
    if kind in {"page", "door"} and (guide := _guides().find(name)):
        return address_of(guide)
    found = {
        "paper": lambda: (
            (name in forms.catalogue() and _address("visitor.paper", name=name)) or _address("visitor.papers")
        ),
        "calculator": lambda: _address(f"visitor.{name}_calculator"),
        "door": lambda: _address(f"visitor.{name}"),
    }.get(kind, str)()
    if not found:
        log.error("link_to_nothing", target=target, language=language())
    return found or url_for("visitor.search", q=name.replace("_", " "))


def _guides() -> Guides:
    return guides(_library())


def _address(endpoint: str, **values: Any) -> str:
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return ""


def _library() -> Library:
    library: Library = current_app.extensions["content"]
    return library
