"""French is set as a French printer sets it: ’ for an apostrophe, and a thin space that does not break before : ; ? ! »."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from webapp.cli import translations
from webapp.config import ROOT

PLAIN = re.compile(r"(?<=\w)'(?=\w)|(?<=\S) (?=[:;?!»](?:\s|$))|« ")
#: Code in a text: expressions, tags, addresses.
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^<>]*>|\]\([^)]*\)|https?://\S+|`[^`]*`", re.DOTALL)
#: What people type, or a program reads: nobody sets it.
TYPED = {"search", "also", "slug", "slugs", "match"}
FOLDERS = (ROOT / "content", ROOT / "forms", ROOT / "webapp" / "cli" / "demo" / "content")


def texts_in(found: Any, *, is_french: bool = False) -> Iterator[str]:
    """Every French text of a TOML file."""
    if isinstance(found, str) and is_french:
        yield found
    elif isinstance(found, dict):
        for name, value in found.items():
            if name not in TYPED:
                yield from texts_in(value, is_french=is_french or name == "fr")
    elif isinstance(found, list):
        for value in found:
            yield from texts_in(value, is_french=is_french)


def french_files() -> list[Path]:
    return [
        path
        for folder in FOLDERS
        for path in sorted(folder.rglob("*"))
        if path.name.startswith("fr.") or (path.suffix == ".toml" and "search" not in path.parts)
    ]


@pytest.mark.parametrize("path", french_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_french_text_has_the_signs_of_a_printer(path):
    written = path.read_text()
    texts = texts_in(tomllib.loads(written)) if path.suffix == ".toml" else [CODE.sub("", written)]
    wrong = [
        text[max(0, hit.start() - 25) : hit.end() + 15] for text in texts for hit in PLAIN.finditer(text)
    ]
    assert not wrong


def test_so_has_the_interface():
    catalogue = translations.read(translations.catalogues()["fr"])
    shown = [
        text for one in catalogue for text in ([one.string] if isinstance(one.string, str) else one.string)
    ]
    assert len(shown) > 1000
    assert not [text for text in shown if PLAIN.search(text)]


@pytest.mark.parametrize("text", ["l'année", "Payé : oui", "« oui", "Vraiment ?"])
def test_the_rule_sees_what_a_keyboard_writes(text):
    assert PLAIN.search(text)


def test_the_rule_lets_a_printer_s_signs_pass():
    assert not PLAIN.search("l’année\u202f: «\u202foui\u202f», à 10:30")
