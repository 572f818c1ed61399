"""By which rules a result was counted: one short fingerprint of the law's files and of these sources.

A stored calculation keeps it beside the version of the house, so that years later everybody sees whether the
same rules would be asked again. It is the same on every machine and in every checkout of the same state; the
fingerprint of the law's figures alone is `LawBook.edition`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from webapp.rules.law import OUR_FOLDER, law_book, law_of_files

#: Enough to tell editions apart, short enough to stand at the foot of a page.
LENGTH: Final = 12
RULES_FOLDER: Final = Path(__file__).resolve().parent


def fingerprint(texts: Mapping[str, str]) -> str:
    """Twelve hexadecimal digits for texts by name; neither their order nor their line ends count."""
    digest = sha256()
    for name in sorted(texts):
        for part in (name, "\n".join(texts[name].splitlines())):
            written = part.encode()
            digest.update(len(written).to_bytes(8, "big") + written)
    return digest.hexdigest()[:LENGTH]


def rules_edition() -> str:
    """The fingerprint of ``content/law`` and ``webapp/rules`` together, and of the lines published since."""
    written, book = edition_of_files(), law_book()
    return written if book is law_of_files() else fingerprint({"files": written, "published": book.edition})


@lru_cache(maxsize=1)
def edition_of_files() -> str:
    """The fingerprint of the files alone, read once in a process."""
    return fingerprint(
        {f"law/{name}": text for name, text in _texts(OUR_FOLDER, "*.toml").items()}
        | {f"rules/{name}": text for name, text in _texts(RULES_FOLDER, "*.py").items()}
    )


def _texts(folder: Path, pattern: str) -> dict[str, str]:
    """The texts of a folder and those below it, by their name from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob(pattern)
    }
