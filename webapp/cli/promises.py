"""`guichet promises`: the promises of the service charter, and the pages that keep them in four languages."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table

from webapp.config import own_content
from webapp.kit import texts
from webapp.kit.guides import Guide, Guides, guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library

TABLE = "promises.toml"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One promise with the pages that name it."""

    name: str
    group: str
    words: str
    pages: tuple[Guide, ...]

    def kept(self, shelves: Guides) -> bool:
        """Whether a page speaks of it in every language."""
        return any(all(_written(shelves, page, code) for code in LANGUAGES) for page in self.pages)


@click.command("promises")
@click.option("--group", default="", help="Only a group and its parts: A, C, C1 …")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def promises_command(group: str, *, as_json: bool) -> None:
    """Print each promise with its pages and the day of their review; exit with 1 when one has no page."""
    shelves = guides(Library(own_content()))
    found = [one for one in promises(shelves) if one.group.startswith(group)]
    broken = [one for one in found if not one.kept(shelves)]
    if as_json:
        click.echo(json.dumps([_facts(shelves, one) for one in found], ensure_ascii=False))
    else:
        _show(shelves, found)
        click.echo(
            f"{len(found) - len(broken)} of {len(found)} promises have a page in {len(LANGUAGES)} languages"
        )
    sys.exit(1 if broken else 0)


def promises(shelves: Guides) -> list[Promise]:
    """Every promise in the order of the charter."""
    return [
        Promise(
            name=name,
            group=facts["group"],
            words=facts["words"],
            pages=tuple(page for page in shelves if name in page.promises),
        )
        for name, facts in shelves.library.toml(TABLE).items()
    ]


def _facts(shelves: Guides, promise: Promise) -> dict[str, object]:
    return {
        "promise": promise.name,
        "group": promise.group,
        "words": promise.words,
        "kept": promise.kept(shelves),
        "pages": [
            {
                "name": page.name,
                "reviewed_on": page.reviewed_on.isoformat(),
                "addresses": {code: _address(shelves, page, code) for code in LANGUAGES},
            }
            for page in promise.pages
        ],
    }


def _show(shelves: Guides, found: list[Promise]) -> None:
    table = Table(
        title="What the charter promises, and where it is kept", title_justify="left", show_lines=True
    )
    table.add_column("promise", no_wrap=True)
    table.add_column("words", min_width=16, overflow="fold")
    table.add_column("pages", min_width=20, overflow="fold")
    table.add_column("reviewed on", no_wrap=True)
    for one in found:
        pages = [_address(shelves, page, code) for page in one.pages for code in LANGUAGES]
        days = sorted({page.reviewed_on.isoformat() for page in one.pages})
        table.add_row(one.name, one.words, "\n".join(pages) or "no page", "\n".join(days) or "–")
    Console().print(table)


def _address(shelves: Guides, page: Guide, code: str) -> str:
    return "/".join(("", code, *shelves.path(page, code))) if _written(shelves, page, code) else f"({code})"


def _written(shelves: Guides, page: Guide, code: str) -> bool:
    try:
        return bool(shelves.source(page, code).strip())
    except texts.BadTextError:
        return False


COMMANDS = (promises_command,)
