"""The house guards its own walls: floors, front doors, the frame's monopoly on commits, sizes, names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.config import ROOT

CODE = [ROOT / part for part in ("webapp", "forms", "jobs")]
DOMAIN = ROOT / "webapp" / "domain"
MAY_COMMIT = {
    "webapp/kit/db.py": "the frame of a request",
    "jobs/__init__.py": "the frame of a job",
    "webapp/kit/queue.py": "the relay",
    "webapp/kit/sessions.py": "the visit is noted after the answer",
    "webapp/kit/throttle.py": "tries are counted before they are made",
}
COMMAND_LINE = "webapp/cli/"
LONGEST_FILE = 400
LONGEST_TEMPLATE = 150
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base2", "manager", "handlers"}
VAGUE = re.compile(r"^(handle|process|manage)_(?!formdata)")  # WTForms calls its hook process_formdata


def python_files() -> list[Path]:
    return sorted(file for part in CODE for file in part.rglob("*.py") if "migrations/versions" not in str(file))


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def calls(tree: ast.AST, attribute: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == attribute:
            yield node


def test_the_contracts_hold():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"an import goes the wrong way; see the contract's name:\n{done.stdout[-3000:]}"


@pytest.mark.parametrize("file", python_files(), ids=name)
def test_only_the_frames_commit(file):
    if name(file) in MAY_COMMIT or name(file).startswith(COMMAND_LINE):
        return
    guilty = [call.lineno for call in calls(ast.parse(file.read_text()), "commit")]
    assert not guilty, f"{name(file)}:{guilty} commits; services flush, the frame commits ({', '.join(MAY_COMMIT)})"


def imports(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name


@pytest.mark.parametrize("file", python_files(), ids=name)
def test_rooms_are_entered_by_the_front_door(file):
    for line, module in imports(file):
        parts = module.split(".")
        if parts[:2] != ["webapp", "domain"] or len(parts) <= 3:
            continue
        room = DOMAIN / parts[2]
        assert room in file.parents, (
            f"{name(file)}:{line} imports {module}; write 'from webapp.domain import {parts[2]}' "
            f"and let the room's __init__ export what you need"
        )


def test_only_the_ledger_writes_the_ledger():
    tables = re.compile(r"ledger_(entry|line)|ledger\.models")
    for file in python_files():
        if (DOMAIN / "ledger") in file.parents or "migrations" in name(file):
            continue
        assert not tables.search(file.read_text()), f"{name(file)} reaches into the books; call ledger.post or a query"


@pytest.mark.parametrize("file", python_files(), ids=name)
def test_files_stay_small(file):
    lines = len(file.read_text().splitlines())
    assert lines <= LONGEST_FILE, f"{name(file)} has {lines} lines; split it by subject today"


def test_templates_stay_small():
    for file in (ROOT / "webapp" / "templates").rglob("*.html"):
        lines = len(file.read_text().splitlines())
        assert lines <= LONGEST_TEMPLATE, f"{name(file)} has {lines} lines; move a part into _part.html or a macro"


@pytest.mark.parametrize("file", python_files(), ids=name)
def test_names_say_something(file):
    assert file.stem not in DRAWERS, f"{name(file)} is a drawer; name it after the thing"
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert not VAGUE.match(node.name), f"{name(file)}:{node.lineno} {node.name}: say what it does"


def test_the_top_level_holds_only_what_the_plan_names():
    parts = {"webapp", "content", "forms", "jobs", "translations", "tests", "pyproject.toml", "README.md", "Makefile",
             "LICENSE"}  # fmt: skip
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout, so there is no list of what belongs to the project")
    found = {path.split("/")[0] for path in tracked.stdout.splitlines()}
    extra = {part for part in found if part not in parts and not part.startswith(".") and "requirements" not in part}
    assert not extra, f"{extra} lies at the top level; see house.md's tree: everything has its room"


def test_the_project_names_no_machine_and_no_registry():
    forbidden = re.compile(r"/work/|/root/|/home/[a-z]+/|pypi\.org|pythonhosted|registry\.npmjs|files\.python")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for path in tracked.splitlines():
        file = ROOT / path
        if path == name(Path(__file__)) or not file.is_file() or file.suffix in {".png", ".woff2", ".ttf", ".otf", ".pdf"}:
            continue
        found = forbidden.search(file.read_text(errors="ignore"))
        assert not found, f"{path} names {found and found.group()}"
