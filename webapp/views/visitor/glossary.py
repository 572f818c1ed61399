"""The words of the law, each with its plain meaning and its name in the other languages, by the alphabet.

A page holds so many words that it stays light; a part ends with a letter, so that one knows where a word is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from flask import abort, g, render_template, url_for

from webapp.kit import fund
from webapp.kit.i18n import LANGUAGES, language
from webapp.kit.search import fold
from webapp.views.localized import localized
from webapp.views.visitor import door, links

SLUGS: Final = {"fr": "lexique", "nl": "woordenlijst", "de": "wortverzeichnis", "en": "glossary"}
TERMS: Final = "glossary.toml"
ENOUGH: Final = 30


@dataclass(frozen=True, kw_only=True)
class Part:
    """The words of some letters; `letters` is "A – D"."""

    letters: str
    names: tuple[str, ...]


@localized(door, SLUGS)
def glossary() -> str:
    """The first letters."""
    return _page(1)


@localized(door, {code: f"{slug}/<int:part>" for code, slug in SLUGS.items()})
def glossary_part(part: int) -> str:
    """Later letters; other languages have their own order, so the switch leads to their beginning."""
    g.alternates = {code: url_for("visitor.glossary", language=code) for code in LANGUAGES}
    return _page(part)


def address_of_term(name: str, spoken: str) -> str:
    """Where a word stands; empty for one that nobody explains."""
    for number, part in enumerate(_parts(spoken), 1):
        if name in part.names:
            return _address(number, spoken, anchor=name)
    return ""


def _page(number: int) -> str:
    spoken = language()
    parts = list(_parts(spoken))
    if not 1 <= number <= len(parts):
        abort(404)
    terms = fund.library().toml(TERMS)
    return render_template(
        "visitor/glossary.html",
        terms=[_term(name, terms[name], spoken) for name in parts[number - 1].names],
        parts=[(part.letters, _address(at, spoken), at == number) for at, part in enumerate(parts, 1)],
        **links.frame(),
    )


def _term(name: str, term: Mapping[str, Any], spoken: str) -> dict[str, Any]:
    elsewhere = [(code, term[code]) for code in LANGUAGES if code != spoken]
    return {"name": name, "term": term[spoken], "meaning": term["meaning"][spoken], "elsewhere": elsewhere}


def _parts(spoken: str) -> Iterator[Part]:
    """The words in the order of the alphabet, cut after a letter as soon as there are enough."""
    terms = fund.library().toml(TERMS)
    ordered = sorted(terms, key=lambda name: fold(terms[name][spoken]))
    letters: list[str] = []
    names: list[str] = []
    for letter, those in groupby(ordered, key=lambda name: fold(terms[name][spoken])[0].upper()):
        letters.append(letter)
        names += those
        if len(names) >= ENOUGH:
            yield Part(letters=_span(letters), names=tuple(names))
            letters, names = [], []
    if names:
        yield Part(letters=_span(letters), names=tuple(names))


def _span(letters: list[str]) -> str:
    return letters[0] if len(letters) == 1 else f"{letters[0]} – {letters[-1]}"


def _address(number: int, spoken: str, *, anchor: str | None = None) -> str:
    if number == 1:
        return url_for("visitor.glossary", language=spoken, _anchor=anchor)
    return url_for("visitor.glossary_part", part=number, language=spoken, _anchor=anchor)
