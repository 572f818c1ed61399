"""Who is competent? For each matter where to ask, who decides, who pays, and what the fund does.

The table stands in ``content/matters.toml``; where the answer depends on where a child lives, the router of
child benefit takes over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import abort, render_template, url_for

from webapp.kit import fund
from webapp.kit.guides import guides
from webapp.kit.i18n import language
from webapp.views.localized import localized
from webapp.views.visitor import door, links

SLUGS: Final = {
    "fr": "qui-est-competent",
    "nl": "wie-is-bevoegd",
    "de": "wer-ist-zustaendig",
    "en": "who-is-competent",
}
MATTERS: Final = "matters.toml"
INSTITUTIONS: Final = "institutions.toml"


@dataclass(frozen=True, kw_only=True)
class Institution:
    """Whom to turn to; `site` is empty where we know none for certain."""

    name: str
    site: str


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One row of the table; `router` leads to the page that asks where the child lives."""

    name: str
    words: str
    ask: Sequence[Institution]
    decides: Sequence[Institution]
    pays: Sequence[Institution]
    ours: str
    page: Mapping[str, Any]
    router: str


@localized(door, SLUGS)
def institution_finder() -> str:
    """Every matter with its institutions."""
    return render_template("visitor/institution_finder.html", matters=matters(), **links.frame())


def matters() -> list[Matter]:
    """The table in the language being spoken."""
    library, spoken = fund.library(), language()
    return [
        Matter(
            name=name,
            words=row["words"][spoken],
            ask=institutions(row.get("ask", ())),
            decides=institutions(row.get("decides", ())),
            pays=institutions(row.get("pays", ())),
            ours=row["fund"][spoken],
            page=links.guide_link(guides(library).find(row["page"]) or abort(404)),
            router=url_for("visitor.child_benefit_router") if row.get("by_region") else "",
        )
        for name, row in library.toml(MATTERS).items()
    ]


def institutions(names: Sequence[str]) -> list[Institution]:
    """Institutions by their names in content/institutions.toml."""
    known, spoken = fund.library().toml(INSTITUTIONS), language()
    return [Institution(name=known[name]["name"][spoken], site=known[name].get("site", "")) for name in names]
