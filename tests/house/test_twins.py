"""The tests mirror the house: every file with behaviour has its twin, every top-level folder its door sign."""

from __future__ import annotations

import pytest

from webapp.config import ROOT

#: Files that hold data, words or re-exports: proved through the files that use them.
NO_TWIN = {"__init__", "__main__", "models", "words"}
#: Folders whose files are proved together by one test file, or by a house test.
TOGETHER = {
    "webapp/cli": "tests/cli",
    "webapp/views": "tests/views",
    "webapp/migrations": "tests/house/test_migrations.py",
}


def files() -> list[str]:
    found = []
    for part in ("webapp/rules", "webapp/kit", "webapp/domain", "jobs", "forms"):
        for file in sorted((ROOT / part).rglob("*.py")):
            relative = file.relative_to(ROOT)
            if file.stem not in NO_TWIN and not file.stem.startswith("_"):
                found.append(relative.as_posix())
    return found


def twins(path: str) -> list[str]:
    inner = path.removeprefix("webapp/")
    folder, _, stem = inner.rpartition("/")
    return [f"tests/{folder}/test_{stem}", f"tests/{folder}/test_{stem.removesuffix('.py')}.py"]


@pytest.mark.parametrize("path", files())
def test_every_file_has_its_twin(path):
    assert any((ROOT / twin).is_file() for twin in twins(path)), f"{path} has no twin; write {twins(path)[1]}"


@pytest.mark.parametrize("folder", ["webapp", "content", "forms", "jobs", "translations", "tests"])
def test_every_top_level_folder_has_its_door_sign(folder):
    sign = ROOT / folder / "README.md"
    assert sign.is_file(), f"{folder}/README.md is missing: what lives here, how to add one, what not to put here"
