"""A page as it stands in the folders of content today: its files, where they come from, what it quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from webapp.kit import texts
from webapp.kit.guides import Guide, Guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import BadTextError
from webapp.rules.law import LawBook, UnknownName

FACTS: Final = "page.toml"
FILES: Final = (*(f"{code}.md" for code in LANGUAGES), FACTS)
_REVIEW_LINE: Final = re.compile(r"^reviewed_on\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a file of a page comes from: `own` is the fund's folder; `ours` is our text under it, if any."""

    file: str
    own: bool
    ours: str | None


@dataclass(frozen=True, kw_only=True)
class PageState:
    """The files of a page and the figures of the law that it quotes, on a day."""

    texts: Mapping[str, str]
    figures: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """What changes when a word changes. The day of the review does not count: it follows the reading."""
        digest = sha256()
        for name in sorted(self.texts):
            digest.update(f"{name}\n{_REVIEW_LINE.sub('', self.texts[name])}\n".encode())
        return digest.hexdigest()[:16]


def state_of(shelves: Guides, guide: Guide, *, book: LawBook, on: date) -> PageState:
    """A page as it would be read on a day. A text that is missing is an empty one."""
    return PageState(
        texts={name: _read(shelves, guide, name) for name in FILES},
        figures={name: figure_on(book, name, on) for name in sorted(quoted_names(shelves, guide, on=on))},
    )


def quoted_names(shelves: Guides, guide: Guide, *, on: date) -> frozenset[str]:
    """The values of the law behind a page; nothing where a text is missing, which is told elsewhere."""
    try:
        return shelves.quoted(guide, on=on)
    except (BadTextError, LookupError):
        return frozenset()


def origins(shelves: Guides, guide: Guide) -> tuple[Origin, ...]:
    """Where each file of a page comes from."""
    found = []
    for name in FILES:
        path = f"{guide.folder}/{name}"
        ours = texts.OURS / path
        try:
            own = shelves.library.find(path) != ours
        except BadTextError:
            continue
        under = ours.read_text(encoding="utf-8") if own and ours.is_file() else None
        found.append(Origin(file=name, own=own, ours=under))
    return tuple(found)


def _read(shelves: Guides, guide: Guide, name: str) -> str:
    try:
        return shelves.library.read(f"{guide.folder}/{name}")
    except BadTextError:
        return ""


def figure_on(book: LawBook, name: str, day: date) -> str:
    """A value as it stands on a day, with its day; empty where the law has none. Read again later, another
    text for the same day means that the figure was corrected.
    """
    try:
        begun = [line for line in book.entry(name).lines if line.since <= day]
    except UnknownName:
        return ""
    return f"{begun[-1].since.isoformat()} {begun[-1].value}" if begun else ""
