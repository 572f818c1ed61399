"""What changed between two states of a text, paragraph by paragraph and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Kind = Literal["same", "added", "removed"]
#: Paragraphs that are shown around a change, so that a reader knows where she is.
AROUND: Final = 1
#: Two paragraphs less alike than this are another text: one is shown removed, the other added.
ALIKE: Final = 0.4
_WORDS: Final = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its pieces; `left_out` says how many unchanged ones stand before it, unshown."""

    pieces: tuple[Piece, ...]
    left_out: int = 0


def paragraphs(before: str, after: str) -> list[Paragraph]:
    """The paragraphs that changed, each with its neighbours; empty when the texts say the same."""
    found = list(_all(_split(before), _split(after)))
    near = {
        place + step
        for place, pieces in enumerate(found)
        if any(piece.kind != "same" for piece in pieces)
        for step in range(-AROUND, AROUND + 1)
    }
    shown, left_out = [], 0
    for place, pieces in enumerate(found):
        if place in near:
            shown.append(Paragraph(pieces, left_out))
        left_out = 0 if place in near else left_out + 1
    return shown


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _all(before: list[str], after: list[str]) -> Iterator[tuple[Piece, ...]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, low, high, from_new, to_new in matcher.get_opcodes():
        if what == "equal":
            yield from ((Piece("same", line),) for line in before[low:high])
        else:
            yield from _changed(before[low:high], after[from_new:to_new])


def _changed(old: list[str], new: list[str]) -> Iterator[tuple[Piece, ...]]:
    """Paragraphs side by side in their order; what has no partner came or went whole."""
    for place in range(max(len(old), len(new))):
        was, now = old[place : place + 1], new[place : place + 1]
        if was and now and (pieces := _by_words(was[0], now[0])):
            yield pieces
        else:
            yield from ((Piece("removed", line),) for line in was)
            yield from ((Piece("added", line),) for line in now)


def _by_words(was: str, now: str) -> tuple[Piece, ...]:
    """One paragraph with its changed words; nothing when the two have too little in common."""
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ()
    pieces: list[Piece] = []
    for what, low, high, from_new, to_new in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(old[low:high])))
            continue
        gone, come = "".join(old[low:high]), "".join(new[from_new:to_new])
        pieces += [Piece("removed", gone)] if gone else []
        pieces += [Piece("added", come)] if come else []
    return tuple(pieces)
