"""Search without a server: an index in memory, one per language, built once from texts that rarely change.

A word is found in all its forms (stemming), with or without accents, at its beginning while it is typed, and
inside compounds. An entry counts more for its title and for the words people use than for its text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import log
from typing import Final

import snowballstemmer

#: The Dutch stemmer of Porter: the newer one takes "bijdrage" and "bijdragen" for two words.
STEMMERS: Final = {"fr": "french", "nl": "dutch_porter", "de": "german", "en": "english"}
#: How much a word counts by where it stands.
TITLE, PEOPLES_WORD, HEADING, SUMMARY, TEXT = 8.0, 7.0, 4.0, 4.0, 1.0
#: How much a hit counts by how near it is: the word itself, its beginning, a compound of it or its part.
SAME, BEGINNING, INSIDE = 1.0, 0.5, 0.3
SHORTEST_BEGINNING: Final = 3
SHORTEST_INSIDE: Final = 5
LONG_INSIDE: Final = 7
#: A word in more than this share of the entries says nothing, unless all words of the query are so common.
COMMON: Final = 0.6
LONGEST_QUERY: Final = 120
EXCERPT: Final = 190
_WORD: Final = re.compile(r"\w+")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ĳ": "ij"})


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a page under one heading; the part before the first heading has no anchor."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that can be found; `words` are those people use for it."""

    kind: str
    href: str
    title: str
    summary: str
    words: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """An entry that answers, its best section, and a piece of text with the hits marked (text, is a hit)."""

    entry: Entry
    section: Section | None
    excerpt: tuple[tuple[str, bool], ...]


def fold(text: str) -> str:
    """A text without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Index:
    """All entries of one language."""

    def __init__(self, entries: Iterable[Entry], *, language: str) -> None:
        """Read every entry once."""
        self.entries = tuple(entries)
        self._stemmer = snowballstemmer.stemmer(STEMMERS[language])
        self._stems: dict[str, tuple[str, ...]] = {}
        self._weights: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        self._vocabulary: dict[str, str] = {}
        for number, entry in enumerate(self.entries):
            self._read(number, entry)

    def find(self, query: str, *, limit: int = 12) -> list[Found]:
        """The entries that answer best, the best first; nothing for a query without words."""
        words = _words(query[:LONGEST_QUERY])
        hits = [self._hits(word) for word in words]
        telling = [found for found in hits if len(found) <= COMMON * len(self.entries)]
        scores: dict[int, list[float]] = defaultdict(list)
        for found_by_word in telling if any(telling) else hits:
            for number, score in found_by_word.items():
                scores[number].append(score)
        if not scores:
            return []
        most = max(len(found) for found in scores.values())
        ranked = sorted(
            ((sum(found), -number) for number, found in scores.items() if len(found) == most), reverse=True
        )
        best = ranked[0][0]
        stems = {stem for word in words for stem in self._stems_of(word)}
        return [
            self._found(self.entries[-number], stems, words)
            for score, number in ranked[:limit]
            if score * 12 >= best
        ]

    def meant(self, query: str) -> str:
        """The query with near words for those we do not know; empty when there is nothing to mend."""
        mended = []
        for word in _words(query[:LONGEST_QUERY]):
            near = [word] if self._hits(word) else get_close_matches(fold(word), self._vocabulary, 1, 0.75)
            mended += [self._vocabulary.get(near[0], near[0])] if near else []
        said = " ".join(mended)
        return said if mended and fold(said) != fold(" ".join(_words(query))) else ""

    def _read(self, number: int, entry: Entry) -> None:
        parts = [(TITLE, entry.title), (SUMMARY, entry.summary)]
        parts += [(PEOPLES_WORD, word) for word in entry.words]
        for section in entry.sections:
            parts += [(HEADING, section.heading), (TEXT, section.text)]
        strongest: dict[str, float] = {}
        counted: dict[str, float] = defaultdict(float)
        for weight, text in parts:
            for word in _words(text):
                self._vocabulary.setdefault(fold(word), word)
                for stem in self._stems_of(word):
                    strongest[stem] = max(weight, strongest.get(stem, 0))
                    counted[stem] += 1
        for stem, weight in strongest.items():
            self._weights[stem][number] = weight + counted[stem] / (counted[stem] + 3)

    def _hits(self, word: str) -> dict[int, float]:
        """Each entry that has the word, its beginning or a compound of it, with how much that counts."""
        found: dict[int, float] = {}
        for stem, nearness in self._near(word):
            weights = self._weights[stem]
            rarity = log(1 + len(self.entries) / len(weights))
            for number, weight in weights.items():
                found[number] = max(found.get(number, 0), weight * rarity * nearness)
        return found

    def _near(self, word: str) -> Iterator[tuple[str, float]]:
        own = self._stems_of(word)
        yield from ((stem, SAME) for stem in own if stem in self._weights)
        start, inside = fold(word), own[0]
        for known in self._vocabulary:
            if len(start) >= SHORTEST_BEGINNING and known.startswith(start):
                nearness = BEGINNING
            elif (len(inside) >= SHORTEST_INSIDE and inside in known) or (
                len(known) >= LONG_INSIDE and known in start
            ):
                nearness = INSIDE
            else:
                continue
            yield from ((stem, nearness) for stem in self._stems_of(known) if stem in self._weights)

    def _stems_of(self, word: str) -> tuple[str, ...]:
        """The stem of a word as it is written and as it would be without accents."""
        known = self._stems.get(word)
        if known is None:
            bare = fold(word)
            stems = (fold(self._stemmer.stemWord(word.casefold())), self._stemmer.stemWord(bare))
            known = self._stems[word] = tuple(dict.fromkeys(stems))
        return known

    def _found(self, entry: Entry, stems: set[str], words: Sequence[str]) -> Found:
        starts = tuple(fold(word) for word in words if len(word) >= SHORTEST_BEGINNING)

        def is_hit(word: str) -> bool:
            return bool(stems & set(self._stems_of(word))) or fold(word).startswith(starts or ("\0",))

        def hits(section: Section) -> int:
            return len({fold(word) for word in _words(f"{section.heading} {section.text}") if is_hit(word)})

        best = max(entry.sections, key=hits, default=None)
        if best is None or not hits(best):
            return Found(entry=entry, section=None, excerpt=_marked(entry.summary, is_hit))
        return Found(entry=entry, section=best, excerpt=_marked(_piece(best.text, is_hit), is_hit))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.replace("’", " ").replace("'", " ")) if len(word) > 1]


def _piece(text: str, is_hit: Callable[[str], bool]) -> str:
    """The sentence with the most hits and what fits after it."""
    sentences = [part for part in re.split(r"(?<=[.?!…])\s+", text) if part]
    if not sentences:
        return text[:EXCERPT]
    start = max(range(len(sentences)), key=lambda place: sum(map(is_hit, _words(sentences[place]))))
    piece = " ".join(sentences[start:])
    return piece if len(piece) <= EXCERPT else piece[:EXCERPT].rsplit(" ", 1)[0] + " …"


def _marked(text: str, is_hit: Callable[[str], bool]) -> tuple[tuple[str, bool], ...]:
    """A text cut into pieces that are hits and pieces that are not."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for match in _WORD.finditer(text):
        if is_hit(match[0]):
            pieces += [(text[done : match.start()], False), (match[0], True)]
            done = match.end()
    return tuple(piece for piece in (*pieces, (text[done:], False)) if piece[0])
