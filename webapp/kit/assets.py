"""Static files made ready once at the start: the fund's dress laid in, names with fingerprints, small copies.

The files of webapp/static and of content/brand (a fund's own before ours) are written to DATA_DIR/static
under names that change with their content, so browsers keep them for a year and several processes may
write them at once.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

from flask import Flask
from whitenoise import WhiteNoise

YEAR_SECONDS: Final = 31_536_000
DRESS: Final = frozenset({".css", ".svg", ".woff2", ".png"})
PACKED: Final = frozenset({".css", ".svg", ".js", ".txt"})
TOKENS: Final = "brand/tokens.css"
STYLES: Final = "css/site.css"
_COMMENT: Final = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
_SPACE: Final = re.compile(rb"""("[^"]*"|'[^']*')|\s*([{};])\s*|([:,])\s+""")


def init_app(app: Flask, *, ours: Path, folders: Sequence[Path], kept: Path) -> None:
    """Serve the static files and give templates `static_url(path)`."""
    addresses: dict[str, str] = {}
    served = WhiteNoise(app.wsgi_app, max_age=YEAR_SECONDS, index_file=False)
    for path, content in contents(ours, folders).items():
        addresses[path] = address(path, content)
        file = keep(content, kept / addresses[path].removeprefix("/static/"))
        served.add_file_to_dictionary(addresses[path], str(file))
    app.jinja_env.globals["static_url"] = _finder(addresses)
    app.wsgi_app = served  # type: ignore[method-assign]


def contents(ours: Path, folders: Sequence[Path]) -> dict[str, bytes]:
    """Every static file by its path; the style sheet of the site begins with the fund's tokens."""
    found = {file.relative_to(ours).as_posix(): file.read_bytes() for file in _files(ours)}
    for folder in reversed(folders):
        for file in _files(folder / "brand"):
            if file.suffix in DRESS:
                found[file.relative_to(folder).as_posix()] = file.read_bytes()
    if TOKENS in found and STYLES in found:
        found[STYLES] = found[TOKENS] + found[STYLES]
    return {path: _lean(content) if path.endswith(".css") else content for path, content in found.items()}


def address(path: str, content: bytes) -> str:
    """The address of a file, with its fingerprint.

    Fonts keep their name: the style sheet of a fund calls them by it, and the name carries a version.
    """
    if path.endswith(".woff2"):
        return f"/static/{path}"
    name = PurePosixPath(path)
    fingerprint = hashlib.sha256(content).hexdigest()[:10]
    return f"/static/{name.with_name(f'{name.stem}.{fingerprint}{name.suffix}')}"


def keep(content: bytes, file: Path) -> Path:
    """Write a file and its compressed twin where they are not there yet."""
    if not file.is_file() or file.stat().st_size != len(content):
        _write(file, content)
    if file.suffix in PACKED:
        packed = file.with_name(f"{file.name}.gz")
        if not packed.is_file():
            _write(packed, gzip.compress(content, 9, mtime=0))
    return file


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as half:
        half.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(file)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _lean(style: bytes) -> bytes:
    """A style sheet without its comments and the space that only people read; strings stay as they are."""
    return _SPACE.sub(lambda found: b"".join(found.groups(b"")), _COMMENT.sub(b"", style))


def _finder(addresses: Mapping[str, str]) -> Callable[[str], Any]:
    def static_url(path: str) -> str:
        return addresses[path]

    return static_url
