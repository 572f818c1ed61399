"""The environment from the lock files: quick when nothing changed, exact when something did."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.config import ROOT
from webapp.kit import environment

LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone with an empty lock; nothing is fetched for it."""
    monkeypatch.setattr(environment, "_ROOT", tmp_path)
    monkeypatch.setattr(environment, "_ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(environment, "_PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    return tmp_path


def test_an_environment_is_made_once_then_follows_its_lock(clone, capsys):
    environment.main(["requirements.txt"])
    assert "creating .venv" in capsys.readouterr().out
    assert (clone / ".venv" / "bin" / "guichet").stat().st_mode & 0o111
    environment.main(["requirements.txt"])
    assert capsys.readouterr().out == ""

    (clone / "requirements.txt").write_text(f"./lost-1.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n")
    for _ in range(2):  # what failed is tried again
        with pytest.raises(SystemExit, match="pip could not install"):
            environment.main(["requirements.txt"])
        assert "lost-1.0" in capsys.readouterr().out

    (clone / "requirements.txt").write_text("# changed\n")
    environment.main(["requirements.txt"])
    assert capsys.readouterr().out.startswith("installing")

    assert environment._usable()
    (clone / ".venv" / "bin" / "python").unlink()
    assert not environment._usable()


def test_it_needs_nothing_but_the_standard_library():
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({environment.__file__!r})"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_has_hashes_and_no_address_is_written(name):
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry.splitlines()[0])
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|file:", text)


def test_the_test_lock_contains_the_running_lock():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==[^\s;]+", Path(ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
