"""`guichet search check`: whether the questions people ask find their page among the first three."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from webapp.cli.content import index
from webapp.cli.house import house
from webapp.domain import guidance
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library

QUESTIONS: Final = "search/questions.toml"
#: Where a reader still looks, and the share of questions that must be answered there, in percent.
FIRST: Final = 3
GOAL: Final = 95.0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with the pages that answer it, and the place of the first of them; 0 if it was not found."""

    language: str
    query: str
    pages: Sequence[str]
    place: int
    first: str

    @property
    def is_answered(self) -> bool:
        """Whether a reader sees the page."""
        return 0 < self.place <= FIRST


@click.group("search")
def search() -> None:
    """Try the search of the counter."""


@search.command("check")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only the questions of one language.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def check(*, language: str | None, as_json: bool) -> None:
    """Ask every question of content/search/questions.toml; exit with 1 when too few find their page."""
    with house() as app:
        index(app)
        found = [
            one
            for code in LANGUAGES
            if language in {None, code}
            for one in _ask(app.extensions["content"], code)
        ]
    shares = {code: _share([one for one in found if one.language == code]) for code in LANGUAGES}
    shares = {code: share for code, share in shares.items() if language in {None, code}}
    if as_json:
        answers = [
            {
                "language": one.language,
                "query": one.query,
                "pages": list(one.pages),
                "place": one.place or None,
            }
            for one in found
        ]
        click.echo(json.dumps({"shares": shares, "questions": answers}, ensure_ascii=False))
    else:
        _show(found)
        for code, share in shares.items():
            click.echo(f"{code}: {share:.1f} % find their page among the first {FIRST}")
    sys.exit(0 if all(share >= GOAL for share in shares.values()) else 1)


def _ask(library: Library, code: str) -> list[Asked]:
    lexicon = guidance.lexicon(library)
    asked = []
    for query, *pages in library.toml(QUESTIONS)[code]:
        answer = guidance.find(query, language=code, lexicon=lexicon)
        names = [one.name for one in answer.found if one.kind != "term"]
        place = next(
            (at for at, one in enumerate(answer.found, 1) if one.kind != "term" and one.name in pages), 0
        )
        first = ", ".join(names[:FIRST])
        asked.append(Asked(language=code, query=query, pages=tuple(pages), place=place, first=first))
    return asked


def _share(asked: Sequence[Asked]) -> float:
    return 100 * sum(one.is_answered for one in asked) / len(asked) if asked else 0.0


def _show(found: Sequence[Asked]) -> None:
    table = Table(title="What people ask, and where they find it", title_justify="left")
    for head in ("", "question", "place", "page", "first three"):
        table.add_column(head, overflow="fold")
    for one in found:
        place = str(one.place or "–")
        table.add_row(
            one.language, one.query, place if one.is_answered else f"{place} !", one.pages[0], one.first
        )
    Console().print(table)


COMMANDS = (search,)
