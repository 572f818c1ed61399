"""Official terms whose word in a language was not seen in an official source yet, for a linguist to check."""

from __future__ import annotations

from typing import Any

from flask import render_template

from webapp.domain.identity import Permission
from webapp.kit import fund
from webapp.kit.i18n import LANGUAGES
from webapp.kit.search import fold
from webapp.views.staff import door, needs

#: Where the names of terms and of institutions stand, both with the languages nobody confirmed.
GLOSSARY, INSTITUTIONS = "glossary.toml", "institutions.toml"


@door.get("/guidance/terms")
@needs(Permission.REVIEW_GUIDANCE)
def guidance_terms() -> str:
    """By language, each term beside its sure names; a confirmed one loses its mark in content/."""
    return render_template("staff/guidance/terms.html", groups=unverified())


def unverified() -> list[tuple[str, list[dict[str, Any]]]]:
    """Each language that has some, with its terms in alphabetical order."""
    library = fund.library()
    named = [(GLOSSARY, name, term, term) for name, term in library.toml(GLOSSARY).items()]
    named += [(INSTITUTIONS, name, one["name"], one) for name, one in library.toml(INSTITUTIONS).items()]
    groups = []
    for code in LANGUAGES:
        terms = [
            {
                "term": words[code],
                "sure": [words[other] for other in LANGUAGES if other not in facts.get("unverified", ())],
                "place": f"content/{file} [{name}]",
            }
            for file, name, words, facts in named
            if code in facts.get("unverified", ())
        ]
        if terms:
            groups.append((code, sorted(terms, key=lambda one: fold(one["term"]))))
    return groups
