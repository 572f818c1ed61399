"""A figure of the law typed into a page fails the build: planted here into a copy of the texts, in four languages.

The copy is what the check of the texts needs; it runs in a process of its own, as `make test` runs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.config import ROOT

PAGE = "content/life_events/ill"
CHECK = "tests/content/test_pages.py"
PLANTED = {
    "fr": ("Vous payez 890,42 euros par trimestre.", "Payez avant le 31/12/2026."),
    "nl": ("U betaalt 20,5 % op uw inkomen.", "Betaal vóór 31 december."),
    "de": ("Zahlen Sie vor dem 31. Dezember.", "Das sind 1.234 €."),
    "en": ("You pay € 890.42 a quarter.", "Pay before December 31."),
}
NAMED = (
    "890,42 euros",
    "31/12/2026",
    "20,5 %",
    "31 december",
    "31. Dezember",
    "1.234 €",
    "€ 8",
    "December 31",
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts, their check and the code that it reads."""
    copy = tmp_path_factory.mktemp("tree")
    nothing_compiled = shutil.ignore_patterns("__pycache__", "*.pyc", "fonts", "static", "templates")
    for folder in ("content", "webapp", "forms", "tests/content"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=nothing_compiled)
    shutil.copy(ROOT / "tests" / "__init__.py", copy / "tests")
    return copy


def outcome(tree: Path) -> str:
    words = [sys.executable, "-m", "pytest", CHECK, "-q", "--tb=short", "-k", "is_typed and life_events/ill/"]
    alone = ["--noconftest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "."]
    bare = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    told = subprocess.run([*words, *alone], cwd=tree, env=bare, capture_output=True, text=True, check=False)
    return told.stdout + told.stderr


def test_the_texts_as_they_stand_pass(tree):
    assert "4 passed" in outcome(tree)


def test_every_planted_figure_fails_the_build_and_is_named(tree):
    for code, sentences in PLANTED.items():
        with (tree / PAGE / f"{code}.md").open("a", encoding="utf-8") as text:
            text.write("\n" + "\n\n".join(sentences) + "\n")
    told = outcome(tree)
    assert "4 failed" in told, told[-1500:]
    for code in PLANTED:
        assert f"life_events/ill/{code}.md: write law()" in told
    for figure in NAMED:
        assert figure in told, figure
