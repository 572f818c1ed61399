"""What a change of the law touches: pages, tools, papers and letters, and which of them somebody must read.

What quotes a value in its words must be read: a sentence around an amount may be wrong although the amount is
alive. What only reckons with a value changes by itself and is shown so that somebody looks at it once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from flask import url_for

import forms
from webapp.kit import clock, fund, letters
from webapp.kit.guides import Guide, guides
from webapp.kit.i18n import language
from webapp.kit.law_readers import read_by
from webapp.rules.law import law_book
from webapp.views.letter_words import kind_words
from webapp.views.visitor import calculators, links

#: Letters whose amounts come from the dues and calls that were drawn, not from the law of their day.
_FED_BY_THE_BOOKS: Final = frozenset({"receipt", "changes"})
_OF_DUES: Final = ("contributions.", "status.", "company.")


@dataclass(frozen=True, kw_only=True)
class Touched:
    """One thing that a change touches. `thing` names it for good; `names` are the values it takes."""

    thing: str
    title: str
    href: str
    names: tuple[str, ...]
    must_read: bool


def touched(names: Collection[str]) -> list[Touched]:
    """Everything that quotes or reads one of these values, what must be read first."""
    changed = frozenset(names)
    if not changed:
        return []
    found = [*_pages(changed), *_tools(changed), *_papers(changed), *_letters(changed)]
    return sorted(found, key=lambda one: (not one.must_read, one.thing.partition(":")[0]))


def to_read(found: Collection[Touched]) -> frozenset[str]:
    """The names of what somebody must have read before the publication."""
    return frozenset(one.thing for one in found if one.must_read)


def _pages(changed: frozenset[str]) -> Iterator[Touched]:
    shelves, today = guides(fund.library()), clock.today()
    for guide in shelves:
        if quoted := shelves.quoted(guide, on=today) & changed:
            yield Touched(
                thing=f"page:{guide.name}",
                title=guide.title(language()),
                href=links.address_of(guide),
                names=tuple(sorted(quoted)),
                must_read=True,
            )


def _tools(changed: frozenset[str]) -> Iterator[Touched]:
    """A calculator whose words quote a value, and one whose code reads it."""
    shelves, today, known = guides(fund.library()), clock.today(), law_book().names()
    for name, calculator in calculators.catalogue().items():
        [link] = links.calculators([name])
        words = Guide(name=name, folder=calculator.folder, theme=None, facts={})
        quoted = shelves.quoted(words, on=today) & changed
        read = read_by(calculator.answer.__module__, known=known) & changed
        tool = Touched(
            thing=f"tool:{name}",
            title=link["text"],
            href=link["href"],
            names=tuple(sorted(quoted | read)),
            must_read=bool(quoted),
        )
        if tool.names:
            yield tool


def _papers(changed: frozenset[str]) -> Iterator[Touched]:
    known = law_book().names()
    for name, paper in forms.catalogue().items():
        if read := read_by(paper.questions.__module__, known=known) & changed:
            yield Touched(
                thing=f"paper:{name}",
                title=str(paper.title),
                href=url_for("visitor.paper", name=name),
                names=tuple(sorted(read)),
                must_read=False,
            )


def _letters(changed: frozenset[str]) -> Iterator[Touched]:
    """A letter that prints a value of the law, and one whose amounts are those of the dues."""
    of_dues = tuple(sorted(name for name in changed if name.startswith(_OF_DUES)))
    for kind, about in letters.catalogue(fund.library()).items():
        printed = tuple(sorted(set(about.law.values()) & changed))
        types = {of_type.rstrip("?") for of_type in about.facts.values()}
        letter = Touched(
            thing=f"letter:{kind}", title=kind_words(kind), href="", names=printed, must_read=True
        )
        if printed:
            yield letter
        elif of_dues and types & _FED_BY_THE_BOOKS:
            yield replace(letter, names=of_dues, must_read=False)
