"""Changing an amount is one dated line and two examples, nothing else: done here on a copy of the tree.

The copy is only what such a change needs – the law, the rules, the runner of the examples – and its runner works
in a process of its own, so that it reads the copied law by the copied rules.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from webapp.config import ROOT
from webapp.rules.edition import edition_of_files, rules_edition

RUNNER = "tests/rules/test_examples.py"
DATED = re.compile(r"^\d{4}-\d{2}-\d{2} = ", re.MULTILINE)
LATER = re.compile(r"^(?:printed\.|notes\.)?(?:202[7-9]|20[3-9]\d)-\d{2}-\d{2} = .*\n", re.MULTILINE)
NOTHING_COMPILED = shutil.ignore_patterns("__pycache__", "*.pyc")


@dataclass(frozen=True)
class Change:
    """A dated line, the table it is written into, and the examples that a jurist adds with it."""

    table: str
    line: str
    examples: str


INDEX_OF_2027 = Change(
    table="index_numerator",
    line='2027-01-01 = { value = 690.00, source = "an imagined Royal Decree" }',
    examples="""
[[example]]
name = "new: the lowest contribution of 2027"
rule = "quarterly"
day = 2027-01-01
given = { category = "main", income = 0.00 }
expect = { base_income = 17720.80, quarterly = 908.19 }
source = "counted by hand: 3,666.15 x 690.00 / 142.75 = 17,720.795; 20.5 % of 17,720.80, a quarter of it"

[[example]]
name = "new: the highest contribution of 2027"
rule = "quarterly"
day = 2027-12-31
given = { category = "main", income = 200000.00 }
expect = { quarterly = 5204.88 }
source = "counted by hand: 20.5 % up to 76,521.70 and 14.16 % from there to 112,768.77, a quarter of it"

[[example]]
name = "old: the day before"
rule = "quarterly"
day = 2026-12-31
given = { category = "main", income = 0.00 }
expect = { base_income = 17374.08, quarterly = 890.42 }
source = "public code naming RSVZ, parameters of 2026"
""",
)
RATE_OF_JULY = Change(
    table="rate_1",
    line='2026-07-01 = { value = 0.21, source = "an imagined programme law" }',
    examples="""
[[example]]
name = "new: the lowest contribution from July 2026"
rule = "quarterly"
day = 2026-07-01
given = { category = "main", income = 0.00 }
expect = { quarterly = 912.14 }
source = "counted by hand: 21 % of 17,374.08, a quarter of it"

[[example]]
name = "new: 40,000 from July 2026"
rule = "quarterly"
day = 2026-07-01
given = { category = "main", income = 40000.00 }
expect = { quarterly = 2100.00 }
source = "counted by hand: 21 % of 40,000, a quarter of it"

[[example]]
name = "old: 40,000 the day before"
rule = "quarterly"
day = 2026-06-30
given = { category = "main", income = 40000.00 }
expect = { quarterly = 2050.00 }
source = "counted by hand: 20.5 % of 40,000, a quarter of it"
""",
)
CHANGES = pytest.mark.parametrize(
    "change", [INDEX_OF_2027, RATE_OF_JULY], ids=["the index of a new year", "a rate within the year"]
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The law, the rules and the runner, as they stand in this checkout."""
    for folder in ("content/law", "webapp/rules", "tests/rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=NOTHING_COMPILED)
    for package in ("webapp", "tests"):
        shutil.copy(ROOT / package / "__init__.py", tmp_path / package)
    return tmp_path


@pytest.fixture
def tree_of_2026(tree: Path) -> Path:
    """The same with the contribution law of the end of 2026, so that the figures below stay right later on."""
    file = tree / "content" / "law" / "contributions.toml"
    blocks = re.split(r"^(?=\[)", LATER.sub("", file.read_text(encoding="utf-8")), flags=re.MULTILINE)
    kept = [block for block in blocks if DATED.search(block) or not block.startswith("[")]
    file.write_text("".join(kept), encoding="utf-8")
    return tree


def write_line(tree: Path, change: Change) -> None:
    """Add the dated line at the end of its table, and nothing else."""
    file = tree / "content" / "law" / "contributions.toml"
    head, found, rest = file.read_text(encoding="utf-8").partition(f"\n[{change.table}]\n")
    table, _, others = rest.partition("\n\n")
    file.write_text(f"{head}{found}{table}\n{change.line}\n\n{others}", encoding="utf-8")


def write_examples(tree: Path, change: Change) -> None:
    (tree / "tests" / "rules" / "examples" / "imagined.toml").write_text(change.examples, encoding="utf-8")


def outcomes(tree: Path) -> dict[str, str]:
    """What the copied runner says of each imagined example, by its name."""
    words = [sys.executable, "-m", "pytest", RUNNER, "-k", "test_example and imagined", "-v", "--tb=no"]
    alone = ["--noconftest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "."]
    bare = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    told = subprocess.run([*words, *alone], cwd=tree, env=bare, capture_output=True, text=True, check=False)
    lines = [
        line for line in told.stdout.splitlines() if "::test_example[imagined: " in line and "%]" in line
    ]
    assert lines, told.stdout + told.stderr
    return {
        line.partition("imagined: ")[2].partition("]")[0]: line.split("] ")[1].split()[0] for line in lines
    }


def edition(tree: Path) -> str:
    asked = (
        "from webapp.rules.edition import rules_edition as edition; import sys; sys.stdout.write(edition())"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=tree, capture_output=True, text=True, check=True)
    return told.stdout


@CHANGES
def test_one_dated_line_gives_the_new_figures_and_keeps_the_old_ones(
    tree_of_2026: Path, change: Change
) -> None:
    write_line(tree_of_2026, change)
    write_examples(tree_of_2026, change)
    found = outcomes(tree_of_2026)
    assert len(found) == 3
    assert set(found.values()) == {"PASSED"}


@CHANGES
def test_without_the_line_the_two_examples_fail(tree_of_2026: Path, change: Change) -> None:
    write_examples(tree_of_2026, change)
    found = outcomes(tree_of_2026)
    assert [name.partition(":")[0] for name, outcome in found.items() if outcome == "FAILED"] == [
        "new",
        "new",
    ]
    assert [name.partition(":")[0] for name, outcome in found.items() if outcome == "PASSED"] == ["old"]


def test_the_same_state_elsewhere_is_the_same_edition_and_one_line_more_another(tree: Path) -> None:
    edition_of_files.cache_clear()
    assert edition(tree) == rules_edition()
    write_line(tree, RATE_OF_JULY)
    assert edition(tree) != rules_edition()
