"""What can be found, read from content/: pages, calculators, doors of code, and the words of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from webapp.kit import texts
from webapp.kit.guides import Guide, guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.search import Section
from webapp.kit.texts import Library

#: Public pages that are code, with the words under which people look for them.
DOORS: Final = "search/doors.toml"
GLOSSARY: Final = "glossary.toml"


@dataclass(frozen=True, kw_only=True)
class Text:
    """Something to be found, in one language; `words` are those people use for it, their questions too."""

    kind: str
    name: str
    language: str
    title: str
    summary: str
    words: Sequence[str] = ()
    sections: Sequence[Section] = field(default=())


def written(library: Library) -> Iterator[Text]:
    """Everything that content/ holds, in its four languages; papers are told by who knows their titles."""
    for guide in guides(library):
        yield from _page(library, _kind(guide), guide.name, guide.folder, guide.facts)
    for name in library.children("calculators"):
        folder = f"calculators/{name}"
        yield from _page(library, "calculator", name, folder, library.toml(f"{folder}/page.toml"))
    for name, facts in library.toml(DOORS).items():
        yield from (_facts("door", name, code, facts) for code in LANGUAGES)
    for name, term in library.toml(GLOSSARY).items():
        yield from (_term(name, code, term) for code in LANGUAGES)


def also(term: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """Old names, abbreviations and everyday words for a term of the glossary."""
    return tuple(term.get("also", {}).get(language, ()))


def _kind(guide: Guide) -> str:
    if guide.is_theme:
        return "theme"
    return "page" if guide.theme else "service"


def _page(library: Library, kind: str, name: str, folder: str, facts: Mapping[str, Any]) -> Iterator[Text]:
    for code in LANGUAGES:
        cut = texts.sections(library.read(f"{folder}/{code}.md"))
        sections = tuple(Section(heading=words, anchor=anchor, text=text) for words, anchor, text in cut)
        yield _facts(kind, name, code, facts, sections)


def _facts(
    kind: str, name: str, code: str, facts: Mapping[str, Any], sections: Sequence[Section] = ()
) -> Text:
    asked = (one[code] for one in facts.get("questions", ()))
    words = (*facts.get("search", {}).get(code, ()), facts.get("door", {}).get(code, ""), *asked)
    return Text(
        kind=kind,
        name=name,
        language=code,
        title=facts["title"][code],
        summary=facts["summary"][code],
        words=tuple(word for word in words if word),
        sections=sections,
    )


def _term(name: str, code: str, term: Mapping[str, Any]) -> Text:
    return Text(
        kind="term",
        name=name,
        language=code,
        title=term[code],
        summary=term["meaning"][code],
        words=also(term, code),
    )
