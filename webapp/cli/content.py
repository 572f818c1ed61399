"""`guichet content …`: what stands in content/ and is read elsewhere: the index of the search."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import click
import psycopg
from flask import Flask

import forms
from webapp.cli.house import house
from webapp.config import ROOT, Settings
from webapp.domain import guidance
from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES, force_language
from webapp.kit.texts import Library

#: What an index is made of, beside the folders of content: the words of papers, and the way words are cut.
MADE_WITH: Final = (
    "forms/**/*.py",
    "translations/*/LC_MESSAGES/*.po",
    "webapp/domain/guidance/*.py",
    "webapp/kit/search.py",
)
SEARCHED: Final = ("life_events/**/*", "pages/**/*", "calculators/**/*", "search/*", "glossary.toml")


@click.group("content")
def content() -> None:
    """Look after what stands in content/."""


@content.command("index")
@click.option("--anew", is_flag=True, help="Make the index even if these texts are in it already.")
def index_command(*, anew: bool) -> None:
    """Make the index of the search; does nothing when these texts are in it already.

    The house does so itself before it opens. Run it after texts were changed in a house that is open.
    """
    with house() as app:
        made = index(app, anew=anew)
        click.echo("the index is made anew" if made else "the index is up to date")


def index(app: Flask, *, anew: bool = False) -> bool:
    """Make the index of the texts of today; False when it stands already."""
    library: Library = app.extensions["content"]
    made = guidance.make(
        lambda: (*guidance.written(library), *_papers()),
        library,
        edition_now=edition_of(library),
        anew=anew,
    )
    session.commit()
    return made


def index_is_current(settings: Settings) -> bool:
    """Whether the index is made of the texts of today; asked without building the app, so it is quick.

    Where no answer can be had, nothing is to be indexed either: `/readyz` says what is missing.
    """
    address = settings.database_url.replace("+psycopg", "")
    with suppress(psycopg.Error), psycopg.connect(address, connect_timeout=5) as connection:
        found = connection.execute("select edition from guidance_edition").fetchone()
        return found is not None and found[0] == edition_of(Library(settings.content_dirs))
    return True


def edition_of(library: Library) -> str:
    """A fingerprint of everything an index is made of."""
    seen = hashlib.sha256()
    for file in (
        *_files(ROOT, MADE_WITH),
        *(file for one in library.folders for file in _files(one, SEARCHED)),
    ):
        seen.update(file.name.encode())
        seen.update(file.read_bytes())
    return seen.hexdigest()[:32]


def _files(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(file for file in folder.glob(pattern) if file.is_file())


def _papers() -> Iterator[guidance.Text]:
    for code in LANGUAGES:
        with force_language(code):
            for name, paper in forms.catalogue().items():
                yield guidance.Text(
                    kind="paper", name=name, language=code, title=str(paper.title), summary=str(paper.summary)
                )


COMMANDS = (content,)
