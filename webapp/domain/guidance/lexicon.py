"""What we know of words beside the texts: those that say nothing, and those that people use for one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from webapp.kit.search import fold, stems_of
from webapp.kit.texts import Library

STOP_WORDS: Final = "search/stop_words.toml"
SAME_WORDS: Final = "search/same_words.toml"


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """By language: the little words, folded, and for a stem the stems of the words that mean the same."""

    stop_words: Mapping[str, frozenset[str]]
    same: Mapping[str, Mapping[str, frozenset[str]]]

    def says_nothing(self, word: str, language: str) -> bool:
        """Whether it is a little word of a language."""
        return fold(word) in self.stop_words[language]

    def like(self, word: str, language: str) -> frozenset[str]:
        """The stems of a word and of those that people use for the same thing."""
        own = stems_of(word, language)
        return frozenset(own).union(*(self.same[language].get(stem, ()) for stem in own))


@lru_cache(maxsize=8)
def lexicon(library: Library) -> Lexicon:
    """The words of a deployment, read once."""
    same = library.toml(SAME_WORDS)
    return Lexicon(
        stop_words={code: frozenset(words.split()) for code, words in library.toml(STOP_WORDS).items()},
        same={code: _groups(lines, code) for code, lines in same.items()},
    )


def _groups(lines: str, language: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines.splitlines():
        group = frozenset(stem for word in line.split() for stem in stems_of(word, language))
        for stem in group:
            found[stem] = found.get(stem, frozenset()) | group
    return found
