"""Make or refresh `.venv` from a lock file, by the Makefile, with a Python that has nothing installed yet.

Standard library only. Nothing is done when the lock is the one installed last, so a second start is quick.
Packages come from the registry that pip is set up for on this machine, and only with the hashes of the lock.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = _ROOT / ".venv"
_PYTHON = _ENVIRONMENT / "bin" / "python"
_QUIETLY = (
    "--no-input",
    "--disable-pip-version-check",
    "--no-warn-script-location",
    "--progress-bar",
    "off",
)
_COMMAND = """#!{python}
import sys
from webapp.cli import main
sys.exit(main())
"""


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _usable() -> bool:
    """Whether `.venv` runs this very Python version and has pip; a half-made or moved one does not count."""
    ask = "import sys, pip; print(*sys.version_info[:2], sys.prefix, sep='|')"
    expected = f"{sys.version_info[0]}|{sys.version_info[1]}|{_ENVIRONMENT}"
    try:
        answer = subprocess.run([_PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == expected


def _install(lock: Path) -> None:
    """Install exactly the lock, showing how far it is.

    Raises:
        SystemExit: pip failed; its words have been shown.
    """
    wanted = len(re.findall(r"^[a-z0-9].*==", lock.read_text(), flags=re.MULTILINE | re.IGNORECASE))
    begun = time.monotonic()
    _say(f"installing the {wanted} packages of {lock.name} into .venv (a minute or two the first time)\n")
    pip = [str(_PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(lock), *_QUIETLY]
    words: list[str] = []
    seen, back = 0, "\r" if sys.stdout.isatty() else ""
    with subprocess.Popen(
        pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=_ROOT
    ) as process:
        for line in process.stdout or ():
            words.append(line)
            if line.startswith(("Collecting", "Requirement already satisfied")):
                seen += 1
                if back:
                    _say(f"{back}  {seen} packages found ")
            elif line.startswith("Installing collected"):
                _say(f"{back}  {seen} packages found, unpacking\n")
    if process.returncode != 0:
        _say("".join(words[-40:]))
        raise SystemExit(f"pip could not install {lock.name}: see above. Is the package registry reachable?")
    _say(f"  installed in {time.monotonic() - begun:.0f} s\n")


def _put_command() -> None:
    """Give the environment the command `guichet`, bound to this clone."""
    site = next((_ENVIRONMENT / "lib").glob("python3.*/site-packages"))
    for file, text in ((site / "guichet.pth", f"{_ROOT}\n"), (_ENVIRONMENT / "bin" / "guichet", None)):
        content = _COMMAND.format(python=_PYTHON) if text is None else text
        if not file.exists() or file.read_text() != content:
            file.write_text(content)
    (_ENVIRONMENT / "bin" / "guichet").chmod(0o755)


def main(locks: list[str]) -> None:
    """Bring `.venv` to the given locks; two calls at once wait for each other."""
    os.umask(0o022)  # what is installed stays readable, whatever the caller's habit
    with Path(__file__).open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not _usable():
            _say(f"creating .venv with Python {sys.version.split()[0]}\n")
            shutil.rmtree(_ENVIRONMENT, ignore_errors=True)
            venv.create(_ENVIRONMENT, with_pip=True, symlinks=True)
        for name in locks:
            lock, installed = _ROOT / name, _ENVIRONMENT / name
            if not installed.exists() or installed.read_bytes() != lock.read_bytes():
                installed.unlink(missing_ok=True)
                _install(lock)
                shutil.copyfile(lock, installed)
        _put_command()


if __name__ == "__main__":
    main(sys.argv[1:])
