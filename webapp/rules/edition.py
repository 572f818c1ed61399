"""By which rules and which law something was calculated: one short fingerprint to keep with a result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from webapp.rules.law import OUR_FOLDER

_RULES: Final = Path(__file__).resolve().parent
_LENGTH: Final = 12


@lru_cache(maxsize=1)
def rules_edition() -> str:
    """The fingerprint of the values of the law and of the rules that read them; the same everywhere."""
    law = (("law", path, OUR_FOLDER) for path in OUR_FOLDER.glob("*.toml"))
    rules = (("rules", path, _RULES) for path in _RULES.rglob("*.py"))
    return fingerprint(
        (f"{kind}/{path.relative_to(root).as_posix()}", path) for kind, path, root in (*law, *rules)
    )


def fingerprint(files: Iterable[tuple[str, Path]]) -> str:
    """Twelve hexadecimal signs for named texts: by name and words, whatever the order and the line ends."""
    digest = hashlib.sha256()
    for name, path in sorted(files):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()[:_LENGTH]
