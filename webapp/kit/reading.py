"""How easily a text reads: Flesch's formula in the variant made for each language; higher is easier.

All four weigh the same two things, words per sentence and syllables per word, with weights fitted to the
language: Flesch 1948 for English, Kandel and Moles 1958 for French, Douma 1960 for Dutch, Amstad 1978 for
German. Syllables are counted by groups of vowels, with the silent and the separated ones of each language; a
single word may be missed by one, over a page that evens out. Numbers are read at a glance and are no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: Base, weight of the words per sentence, weight of the syllables per word.
WEIGHTS: Final = {
    "fr": (207.0, 1.015, 73.6),
    "nl": (206.84, 0.93, 77.0),
    "de": (180.0, 1.0, 58.5),
    "en": (206.835, 1.015, 84.6),
}
#: The lowest score a page may have: about what a daily newspaper asks of its readers. German and Dutch score
#: lower for the same ease, because they write words together.
LIMITS: Final = {"fr": 60, "nl": 50, "de": 45, "en": 60}
#: Fewer words than these say nothing about how a text reads.
ENOUGH: Final = 30
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
#: A sentence ends with its sign, with its paragraph, and with its item of a list.
_SENTENCE: Final = re.compile(r"(?<=[.?!:])\s+|\n\s*\n|\n\s*(?=[-*+]\s|\d+\.\s|\|)")
#: What is not read as text: code, live values, headings and boxes; of a link only its words.
_UNREAD: Final = re.compile(
    r"^```.*?^```$|`[^`\n]*`|{{.*?}}|{%.*?%}|^(?:#|:::)[^\n]*$", re.MULTILINE | re.DOTALL
)
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_DUTCH: Final = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ëi|ei|ij|[aeiouyà-æè-ïò-öù-ÿ]")
_GERMAN: Final = re.compile(r"äu|eu|au|ei|ai|ie|aa|ee|oo|[aeiouyäöüà-æè-ïò-öù-ÿ]")
_ENGLISH: Final = re.compile(r"[aeiouy]+")
_FRENCH: Final = re.compile(r"[aeiouyà-æè-ïò-öù-ÿœ]+")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was counted in a text."""

    language: str
    words: int
    sentences: int
    syllables: int

    @property
    def score(self) -> int:
        """From about 0, for jurists, over 50, demanding, to 100, very easy. A text without words is easy."""
        if not self.words:
            return 100
        base, by_sentence, by_word = WEIGHTS[self.language]
        per_sentence, per_word = self.words / self.sentences, self.syllables / self.words
        return round(base - by_sentence * per_sentence - by_word * per_word)

    @property
    def too_hard(self) -> bool:
        """Whether it asks more of its readers than a page may; a few words are never too hard."""
        return self.words >= ENOUGH and self.score < LIMITS[self.language]

    @property
    def words_per_sentence(self) -> float:
        """The mean length of a sentence."""
        return self.words / self.sentences if self.sentences else 0.0


@lru_cache(maxsize=2048)
def page(source: str, language: str) -> Reading:
    """How a text of content/ reads: its paragraphs and list items, without headings, code and live values."""
    return reading(_LINK.sub(r"\1", _UNREAD.sub("", source)), language)


def reading(text: str, language: str) -> Reading:
    """How a plain text reads."""
    sentences = [found for part in _SENTENCE.split(text) if (found := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    return Reading(
        language=language,
        words=len(words),
        sentences=len(sentences),
        syllables=sum(syllables(word, language) for word in words),
    )


def syllables(word: str, language: str) -> int:
    """The syllables of a word; every word has one. The parts of a word with hyphens count each."""
    return sum(max(1, _COUNTS[language](part)) for part in word.casefold().split("-"))


def _french(word: str) -> int:
    """Without the mute e at the end; é before a vowel, y between two and a diaeresis separate (cré-er)."""
    bare = re.sub(r"(?<=[qg])u(?=[eéèêiya])", "", word)
    parted = re.sub(r"é(?=[aeiouyéèê])|(?<=[aeiou])y(?=[aeiouéè])", lambda found: f"{found[0]}-", bare)
    parted = re.sub(r"(?<=[aeiou])(?=[ïëü])", "-", parted)
    groups = _FRENCH.findall(parted)
    mute = len(groups) > 1 and groups[-1] == "e" and re.search(r"es?$", parted)
    return len(groups) - bool(mute)


def _dutch(word: str) -> int:
    return len(_DUTCH.findall(word))


def _german(word: str) -> int:
    return len(_GERMAN.findall(word.replace("qu", "q")))


def _english(word: str) -> int:
    """Without the mute e of the end, of -es and of -ed; i and u before a vowel mostly separate (pe-ri-od)."""
    parted = re.sub(r"(?<![ctsgx])i(?=[aou])|(?<![qg])u(?=a)", lambda found: f"{found[0]}-", word)
    parted = re.sub(r"(?<=[aeiou])y(?=[aeiou])", "y-", parted)
    parted = re.sub(r"(?<=[aeiouy])(?=ing$)", "-", parted)
    groups = _ENGLISH.findall(parted)
    if len(groups) < 2 or groups[-1] != "e":  # noqa: PLR2004 - one of two may be mute
        return len(groups)
    mute = re.search(r"(?<![^aeiouy]l)e$|(?<![sxzcg])(?<![sc]h)es$|(?<![td])ed$", parted)
    return len(groups) - bool(mute)


_COUNTS: Final[dict[str, Callable[[str], int]]] = {
    "fr": _french,
    "nl": _dutch,
    "de": _german,
    "en": _english,
}
