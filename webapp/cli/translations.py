"""The words of the interface: extracted, merged, compiled, and checked for gaps."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from webapp.config import ROOT

FOLDER = ROOT / "translations"
POT = FOLDER / "messages.pot"
DOMAIN = "messages"


def catalogues() -> dict[str, Path]:
    """The catalogue of each translated language; English needs none, it stands in the code."""
    return {file.parent.parent.name: file for file in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))}


def read(file: Path) -> Catalog:
    """One catalogue, with the plural rules of its language; the folder says which."""
    language = file.parent.parent.name if file.suffix == ".po" else None
    with file.open("rb") as stream:
        return read_po(stream, domain=DOMAIN, locale=language)


def missing(catalogue: Catalog) -> list[str]:
    """The words of a catalogue that are empty, doubtful or lack a placeholder."""
    bad = []
    for message in catalogue:
        if not message.id:
            continue
        words = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if not all(words) or message.fuzzy or list(message.check(catalogue)):
            bad.append(message.id if isinstance(message.id, str) else message.id[0])
    return bad


def compile_all() -> int:
    """Compile the catalogues that changed since last time; returns how many."""
    done = 0
    for file in catalogues().values():
        target = file.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= file.stat().st_mtime:
            continue
        with target.open("wb") as stream:
            write_mo(stream, read(file))
        done += 1
    return done


def extract(target: Path) -> None:
    """Write the template of all words in code and templates."""
    babel("extract", "-F", str(FOLDER / "babel.cfg"), "-k", "_l", "-k", "lazy_gettext", "--no-location",
          "--sort-output", "--omit-header", "-o", str(target), str(ROOT))  # fmt: skip


def babel(*arguments: str) -> None:
    """One call of Babel's own command."""
    CommandLineInterface().run(["pybabel", "-q", *arguments])


@click.group()
def i18n() -> None:
    """The words of the interface in four languages."""


@i18n.command()
def update() -> None:
    """Extract the words from the code and merge them into every catalogue."""
    extract(POT)
    for language, file in catalogues().items():
        babel(
            "update",
            "-N",
            "--omit-header",
            "--no-wrap",
            "--ignore-obsolete",
            "-i",
            str(POT),
            "-o",
            str(file),
            "-l",
            language,
        )
    click.echo(f"{len(catalogues())} catalogues updated")


@i18n.command()
@click.argument("language")
def add(language: str) -> None:
    """Begin the catalogue of a new language."""
    file = FOLDER / language / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    babel("init", "-i", str(POT), "-o", str(file), "-l", language)


@i18n.command("missing")
@click.argument("language", required=False)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def missing_command(language: str | None, *, as_json: bool) -> None:
    """List the words that have no good translation yet."""
    gaps = {code: missing(read(file)) for code, file in catalogues().items() if language in {None, code}}
    if as_json:
        click.echo(json.dumps(gaps, ensure_ascii=False))
    else:
        for code, words in gaps.items():
            click.echo(f"{code}: {len(words)} missing")
            for word in words:
                click.echo(f"  {word}")
    sys.exit(1 if any(gaps.values()) else 0)


@i18n.command("compile")
def compile_command() -> None:
    """Compile the catalogues that changed."""
    click.echo(f"{compile_all()} catalogues compiled")


@i18n.command()
def check() -> None:
    """Fail when a word of the code is missing from a catalogue or has no good translation."""
    with TemporaryDirectory() as folder:
        fresh = Path(folder) / "messages.pot"
        extract(fresh)
        wanted = {message.id for message in read(fresh) if message.id}
    faults = 0
    for code, file in catalogues().items():
        catalogue = read(file)
        lacking = [word for word in wanted if word not in {message.id for message in catalogue}]
        for word in [*lacking, *missing(catalogue)]:
            click.echo(f"{code}: {word!r}")
            faults += 1
    click.echo("catalogues complete" if not faults else f"{faults} words to translate: guichet i18n update")
    sys.exit(1 if faults else 0)


COMMANDS = (i18n,)
