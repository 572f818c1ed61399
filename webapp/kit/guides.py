"""The shelves of guidance: every page of content/ with its facts, its place and what it quotes of the law.

A theme is a folder of ``content/life_events``; the folders inside it are its pages. Service pages stand in
``content/pages``. A page's name is that of its folder and belongs to one page only: ``page:NAME`` in a text
finds it wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from webapp.kit import texts
from webapp.kit.texts import BadTextError, Library
from webapp.rules.amounts import AMOUNTS
from webapp.rules.law import Law, LawFileError, MissingValue, law_shown_on

THEMES: Final = "life_events"
SERVICE: Final = "pages"
SECTIONS: Final = f"{THEMES}/sections.toml"
#: What a text asks of the law: law("name"), count("name"), since("name"), amount("name").
_ASKED: Final = re.compile(r"\b(law|count|since|amount)\(\s*[\"']([\w.]+)[\"']\s*\)")


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something people ask that a page answers; `section` names a heading of sections.toml, or nothing."""

    words: Mapping[str, str]
    section: str


@dataclass(frozen=True, kw_only=True)
class Guide:
    """One page: where it stands, and what its page.toml says of it. Texts by language: fr, nl, de, en."""

    name: str
    folder: str
    theme: str | None
    facts: Mapping[str, Any]

    @property
    def is_theme(self) -> bool:
        """Whether it is a door of the start page, with pages of its own behind it."""
        return self.folder == f"{THEMES}/{self.name}"

    @property
    def reviewed_on(self) -> date:
        """The day on which its owner last read it against the law."""
        found: date = self.facts["reviewed_on"]
        return found

    @property
    def order(self) -> int:
        """Its place among its neighbours."""
        return int(self.facts["order"])

    @property
    def promises(self) -> tuple[str, ...]:
        """The promises of the service charter that it keeps, by their names (webapp.rules.promises)."""
        return tuple(self.facts.get("promises", ()))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What people ask and find here."""
        found = self.facts.get("questions", ())
        return tuple(
            Question(
                words={code: one[code] for code in one if code != "section"}, section=one.get("section", "")
            )
            for one in found
        )

    def title(self, language: str) -> str:
        """Its heading."""
        return str(self.facts["title"][language])

    def summary(self, language: str) -> str:
        """What it is about, in one sentence."""
        return str(self.facts["summary"][language])

    def slug(self, language: str) -> str:
        """Its own part of its address."""
        return str(self.facts["slug"][language])

    def former_slugs(self, language: str) -> tuple[str, ...]:
        """Old names under which people still look for it; they lead here."""
        return tuple(self.facts.get("former", {}).get(language, ()))

    def search_words(self, language: str) -> tuple[str, ...]:
        """Everyday and old words for it, beside those of its title."""
        return tuple(self.facts.get("search", {}).get(language, ()))


class Guides:
    """All pages of a deployment, the fund's own folders before ours."""

    def __init__(self, library: Library) -> None:
        """Read every page.toml once.

        Raises:
            BadTextError: two pages bear one name, or a page.toml cannot be read.
        """
        self.library = library
        self._by_name: dict[str, Guide] = {}
        for guide in _found(library):
            if guide.name in self._by_name:
                raise BadTextError(f"two pages are called {guide.name}: {guide.folder} and another")
            self._by_name[guide.name] = guide

    def __iter__(self) -> Iterator[Guide]:
        """Themes and their pages, then the service pages."""
        return iter(self._by_name.values())

    def find(self, name: str) -> Guide | None:
        """A page by its name."""
        return self._by_name.get(name)

    @cached_property
    def themes(self) -> tuple[Guide, ...]:
        """The doors of the start page, in their order."""
        return tuple(sorted((one for one in self if one.is_theme), key=lambda one: one.order))

    def pages_of(self, theme: str) -> tuple[Guide, ...]:
        """The pages behind a door, in their order."""
        return tuple(sorted((one for one in self if one.theme == theme), key=lambda one: one.order))

    def at(self, language: str, *slugs: str) -> Guide | None:
        """The page at an address: its slug, below that of its theme where it has one."""
        name = self._addresses.get((language, *slugs))
        return self._by_name[name] if name else None

    def formerly_at(self, language: str, *slugs: str) -> Guide | None:
        """The page that took over an old name, wherever it stands now."""
        name = self._former.get((language, slugs[-1]))
        return self._by_name[name] if name else None

    def path(self, guide: Guide, language: str) -> tuple[str, ...]:
        """The slugs of its address."""
        theme = self._by_name[guide.theme] if guide.theme else None
        return (*((theme.slug(language),) if theme else ()), guide.slug(language))

    def source(self, guide: Guide, language: str) -> str:
        """Its text, as it was written."""
        return self.library.read(f"{guide.folder}/{language}.md")

    def section_anchor(self, section: str, language: str) -> str:
        """Where a section of sections.toml stands on every page that has it."""
        return texts.anchor(str(self.library.toml(SECTIONS)[section][language])) if section else ""

    def quoted(self, guide: Guide, *, on: date) -> frozenset[str]:
        """The names of the law that its texts ask for, those behind ready amounts on a day included."""
        names: set[str] = set()
        for language in ("fr", "nl", "de", "en"):
            for kind, name in _ASKED.findall(self.source(guide, language)):
                names |= _behind(name, on) if kind == "amount" else {name}
        return frozenset(names)

    @cached_property
    def _addresses(self) -> dict[tuple[str, ...], str]:
        codes = ("fr", "nl", "de", "en")
        return {(code, *self.path(one, code)): one.name for one in self for code in codes}

    @cached_property
    def _former(self) -> dict[tuple[str, str], str]:
        codes = ("fr", "nl", "de", "en")
        return {(code, old): one.name for one in self for code in codes for old in one.former_slugs(code)}


@lru_cache(maxsize=8)
def guides(library: Library) -> Guides:
    """The pages of a deployment, read once."""
    return Guides(library)


def _found(library: Library) -> Iterator[Guide]:
    for shelf in (THEMES, SERVICE):
        for name in library.children(shelf):
            folder = f"{shelf}/{name}"
            yield _guide(library, name, folder, None)
            for inner in library.children(folder):
                yield _guide(library, inner, f"{folder}/{inner}", name)


def _guide(library: Library, name: str, folder: str, theme: str | None) -> Guide:
    return Guide(name=name, folder=folder, theme=theme, facts=library.toml(f"{folder}/page.toml"))


def _behind(amount: str, on: date) -> frozenset[str]:
    """The values that a ready amount was made of; those of the law itself bear its name."""
    return frozenset({amount}) if "." in amount else _made_of(amount, law_shown_on(on))


@lru_cache(maxsize=512)
def _made_of(amount: str, law: Law) -> frozenset[str]:
    try:
        explained = AMOUNTS[amount](law)
    except (MissingValue, LawFileError):
        return frozenset()
    return frozenset(value.name for step in explained.steps for value in step.values)
