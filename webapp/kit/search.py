"""What search knows of words: folding, stems, the slips of a finger, and the piece of a text that answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import snowballstemmer

#: The Dutch stemmer of Porter: the newer one takes "bijdrage" and "bijdragen" for two words.
STEMMERS: Final = {"fr": "french", "nl": "dutch_porter", "de": "german", "en": "english"}
EXCERPT: Final = 190
#: A shorter beginning would be the beginning of everything.
SHORTEST_BEGINNING: Final = 3
_WORD: Final = re.compile(r"\w+")
_APART: Final = re.compile("[’'_]")
#: "burn-out" is also looked for as "burnout"; "A1" and "5e" stay as they are.
_HYPHENED: Final = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")
#: The Dutch stemmer leaves "stopp" of "stoppen", beside "stop".
_DOUBLED: Final = re.compile(r"([bfglmnprs])\1$")
#: It parts "betaalt" from "betalen", "gestopt" from "stoppen", "leef" from "leven".
_CONJUGATED: Final = re.compile(r"(?<=\w{3}[^aeiou\W])[td]$")
_PARTICIPLE: Final = re.compile(r"^ge(?=\w{3,}[^aeiou\W][td]$)")
_LONG: Final = re.compile(r"([aeou])\1(?=[^aeiou\W]$)")
_VOICED: Final = {"z": "s", "v": "f"}
#: "pensioentje" is a small "pensioen"; the stemmer does not know.
_SMALL: Final = re.compile(r"(?<=\w{4})(?:[tp]je|je)s?$")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ĳ": "ij"})


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a page under one heading; the part before the first heading has no anchor."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """The best section of a text, and a piece of it with the hits marked (text, is a hit)."""

    section: Section | None
    pieces: tuple[tuple[str, bool], ...]


def fold(text: str) -> str:
    """A text without accents and capitals."""
    lower = text.casefold()
    return (
        lower
        if lower.isascii()
        else _ACCENTS.sub("", unicodedata.normalize("NFKD", lower.translate(_LIGATURES)))
    )


def words_of(text: str) -> list[str]:
    """The words of a text as they are written."""
    return [word for word in _WORD.findall(_APART.sub(" ", text)) if len(word) > 1]


def hyphened_in(text: str) -> list[tuple[str, str]]:
    """Its words of two parts with a hyphen, which may also be written as one."""
    found = (re.split(r"[-\u2010\u2011]", one) for one in _HYPHENED.findall(_APART.sub(" ", text)))
    return [(parts[0], parts[1]) for parts in found if len(parts) == 2]  # noqa: PLR2004 - two parts


@lru_cache(maxsize=100_000)
def stems_of(word: str, language: str) -> tuple[str, ...]:
    """The stem of a word as it is written, and as it would be without accents."""
    stem = _stemmer(language).stemWord
    written, bare = word.casefold(), fold(word)
    stems = [fold(stem(written))]
    if bare != written:
        stems.append(stem(bare))
    if language == "nl":
        stems += [stem(form) for form in _dutch_forms(bare)]
        stems = [_dutch(one) for one in stems]
    return tuple(dict.fromkeys(stems))


def _dutch_forms(word: str) -> Iterator[str]:
    """What a small word is a small one of, and a conjugated verb without its ending."""
    if _SMALL.search(word):
        yield _SMALL.sub("", word)
    if _CONJUGATED.search(word):
        yield _CONJUGATED.sub("", word)
        if _PARTICIPLE.search(word):
            yield _CONJUGATED.sub("", _PARTICIPLE.sub("", word))


def _dutch(stem: str) -> str:
    """A stem as its other forms have it: one letter where some have two, and the sound that ends a word."""
    stem = _LONG.sub(r"\1", _DOUBLED.sub(r"\1", stem))
    return stem[:-1] + _VOICED.get(stem[-1:], stem[-1:])


def slips(typed: str, meant: str) -> int:
    """How many slips lie between two words: a letter too many, too few, wrong, or two that changed places."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for place, letter in enumerate(typed):
        before, above, row = row, before, [place + 1]
        for other, wanted in enumerate(meant):
            cost = min(before[other + 1] + 1, row[other] + 1, before[other] + (letter != wanted))
            if place and other and letter == meant[other - 1] and typed[place - 1] == wanted:
                cost = min(cost, above[other - 1] + 1)
            row.append(cost)
    return row[-1]


class Marker:
    """Where some words stand in a text; one for a query, because it remembers every word."""

    def __init__(self, forms: Iterable[str], *, beginnings: Iterable[str] = ()) -> None:
        """Mark words that are written like one of these forms, or begin like one of these."""
        self._forms = frozenset(forms)
        self._starts = tuple(word for word in beginnings if len(word) >= SHORTEST_BEGINNING)
        self._known: dict[str, bool] = {}
        whole = (f" {form} " for form in self._forms if not form.startswith(self._starts))
        self._said = (*whole, *(f" {start}" for start in self._starts))

    def is_hit(self, word: str) -> bool:
        """Whether a word is one of those."""
        known = self._known.get(word)
        if known is None:
            bare = fold(word)
            known = self._known[word] = bare in self._forms or bare.startswith(self._starts)
        return known

    def excerpt(self, sections: Sequence[Section], summary: str) -> Excerpt:
        """The section that says most of the words, and where it says it; the summary if none does."""
        best = max(sections, key=self._hits, default=None)
        if best is None or not self._hits(best):
            return Excerpt(section=None, pieces=self._marked(summary))
        return Excerpt(section=best, pieces=self._marked(self._piece(best.text)))

    def _hits(self, section: Section) -> int:
        text = _spaced(section.heading, section.text)
        return sum(said in text for said in self._said)

    def _piece(self, text: str) -> str:
        """The sentence with the most hits and what fits after it."""
        sentences = [part for part in re.split(r"(?<=[.?!…])\s+", text) if part]
        if not sentences:
            return text[:EXCERPT]
        hits = [sum(map(self.is_hit, _WORD.findall(sentence))) for sentence in sentences]
        piece = " ".join(sentences[hits.index(max(hits)) :])
        return piece if len(piece) <= EXCERPT else piece[:EXCERPT].rsplit(" ", 1)[0] + " …"

    def _marked(self, text: str) -> tuple[tuple[str, bool], ...]:
        """A text cut into pieces that are hits and pieces that are not."""
        pieces: list[tuple[str, bool]] = []
        done = 0
        for match in _WORD.finditer(text):
            if self.is_hit(match[0]):
                pieces += [(text[done : match.start()], False), (match[0], True)]
                done = match.end()
        return tuple(piece for piece in (*pieces, (text[done:], False)) if piece[0])


@lru_cache(maxsize=4_000)
def _spaced(heading: str, text: str) -> str:
    """The words of a section, folded, a space before and after each; once for all queries, for they stay."""
    return f" {' '.join(_WORD.findall(fold(f'{heading} {text}')))} "


@lru_cache(maxsize=4)
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(STEMMERS[language])
