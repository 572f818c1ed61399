"""What the code imports is asked for by name, so that no package is there by accident of another."""

import ast
import importlib.metadata
import re
import sys

import pytest

from webapp.config import ROOT

OURS = {"webapp", "forms", "jobs", "tests"}


def named(*files: str) -> set[str]:
    text = "\n".join((ROOT / file).read_text() for file in files)
    return {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z][\w-]*)", text, flags=re.MULTILINE)}


def imported(part: str) -> set[str]:
    found = set()
    for file in (ROOT / part).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - OURS - sys.stdlib_module_names


@pytest.mark.parametrize(
    ("part", "files"),
    [
        ("webapp", ["requirements.in"]),
        ("forms", ["requirements.in"]),
        ("jobs", ["requirements.in"]),
        ("tests", ["requirements.in", "requirements-dev.in"]),
    ],
)
def test_every_import_is_asked_for(part, files):
    package_of = importlib.metadata.packages_distributions()
    asked = named(*files)
    for module in sorted(imported(part)):
        packages = {name.lower().replace("_", "-") for name in package_of.get(module, [])}
        assert packages & asked, f"{part}/ imports {module}: write its package in {files[-1]}, then make lock"
