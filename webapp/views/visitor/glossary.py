"""The words of the law, each with its plain meaning and its name in the other languages."""

from __future__ import annotations

from typing import Final

from flask import current_app, render_template

from webapp.kit.i18n import LANGUAGES, language
from webapp.kit.search import fold
from webapp.kit.texts import Library
from webapp.views.localized import localized
from webapp.views.visitor import door, links

SLUGS: Final = {"fr": "lexique", "nl": "woordenlijst", "de": "wortverzeichnis", "en": "glossary"}


@localized(door, SLUGS)
def glossary() -> str:
    """Every term in the order of the reader's alphabet."""
    library: Library = current_app.extensions["content"]
    spoken = language()
    terms = [
        {
            "name": name,
            "term": term[spoken],
            "meaning": term["meaning"][spoken],
            "elsewhere": [(code, term[code]) for code in LANGUAGES if code != spoken],
        }
        for name, term in library.toml("glossary.toml").items()
    ]
    terms.sort(key=lambda one: fold(one["term"]))
    return render_template("visitor/glossary.html", terms=terms, **links.frame())
