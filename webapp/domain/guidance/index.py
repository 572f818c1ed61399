"""Making the index: every text cut into stems with their place, every word of each language, one edition.

The index is made whole and replaced whole, in one transaction and behind a lock: whoever searches meanwhile
finds the old one. An edition that is there already is left alone, so that any number of processes may ask.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, text

from webapp.domain.guidance.models import Document, Edition, Word
from webapp.domain.guidance.texts import GLOSSARY, Text, also
from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES
from webapp.kit.search import fold, hyphened_in, stems_of, words_of
from webapp.kit.texts import Library

#: A number for PostgreSQL's advisory lock that nobody else takes.
LOCK: Final = 7_301_883_002
#: A word that stands more often at one kind of place says no more for it.
MOST_AT_A_PLACE: Final = 4
_BRACKETS: Final = re.compile(r"[()]")


def edition() -> str:
    """Which texts the index was made of; empty before the first."""
    return session.scalar(select(Edition.edition)) or ""


def make(
    texts: Callable[[], Iterable[Text]], library: Library, *, edition_now: str, anew: bool = False
) -> bool:
    """Make the index of an edition; False when it stands already and is not wanted anew."""
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    if edition() == edition_now and not anew:
        return False
    synonyms = _Synonyms(library)
    known: dict[str, Counter[str]] = {code: Counter() for code in LANGUAGES}
    rows = [_row(text, synonyms.of(text), known[text.language]) for text in texts()]
    for table in (Document, Word, Edition):
        session.execute(delete(table))
    if rows:
        session.execute(insert(Document), rows)
        session.execute(insert(Word), list(_vocabulary(known)))
    session.execute(insert(Edition), [{"edition": edition_now}])
    # the planner of queries must know at once how many there are, or it reads everything
    session.execute(text("analyze guidance_document, guidance_word"))
    return True


def _row(text: Text, synonyms: tuple[str, ...], known: Counter[str]) -> dict[str, Any]:
    headings = [section.heading for section in text.sections]
    places = {
        "A": [text.title],
        "B": [*text.words],
        "C": [text.summary, *headings, *synonyms],
        "D": [section.text for section in text.sections],
    }
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    written: set[str] = set()
    for label, parts in places.items():
        for part in parts:
            for word in (*words_of(part), *map("".join, hyphened_in(part))):
                written.add(word.casefold())
                for stem in stems_of(word, text.language):
                    counted[stem][label] += 1
    known.update(written)
    return {
        "kind": text.kind,
        "name": text.name,
        "language": text.language,
        "title": text.title,
        "summary": text.summary,
        "said": "\n".join(_line(said) for said in (text.title, *text.words, *synonyms)),
        "sections": [
            {"heading": one.heading, "anchor": one.anchor, "text": one.text} for one in text.sections
        ],
        "tokens": " ".join(_token(stem, labels) for stem, labels in sorted(counted.items())),
    }


def _line(said: str) -> str:
    return " ".join(fold(word) for word in words_of(said))


def _token(stem: str, labels: Mapping[str, int]) -> str:
    """A lexeme as PostgreSQL reads it; only the labels of its positions count, so they are numbered anew."""
    places = [label for label, count in sorted(labels.items()) for _ in range(min(count, MOST_AT_A_PLACE))]
    return f"'{stem}':" + ",".join(f"{at}{label}" for at, label in enumerate(places, 1))


def _vocabulary(known: Mapping[str, Counter[str]]) -> Iterator[dict[str, Any]]:
    for code, words in known.items():
        counts: Counter[tuple[str, str]] = Counter()
        for word, count in words.items():
            for stem in stems_of(word, code):
                counts[fold(word), stem] += count
        for (word, stem), count in counts.items():
            yield {"language": code, "word": word, "stem": stem, "documents": count}


def _official(term: str) -> list[str]:
    """A term and its abbreviation: "Institut national (INASTI)" is called by both."""
    return [name.strip() for name in _BRACKETS.split(term) if name.strip()]


class _Synonyms:
    """The other names of what a text is about: who knows an old name finds what it is called now."""

    def __init__(self, library: Library) -> None:
        self._terms: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {
            code: [] for code in LANGUAGES
        }
        for term in library.toml(GLOSSARY).values():
            for code in LANGUAGES:
                names = (*_official(term[code]), *also(term, code))
                if len(names) > 1:
                    self._terms[code].append((tuple(_line(name) for name in names), names))

    def of(self, text: Text) -> tuple[str, ...]:
        """Every name of the terms that the title or the words people use for a text say."""
        said = "\n".join(f" {_line(one)} " for one in (text.title, *text.words))
        return tuple(
            dict.fromkeys(
                name
                for lines, names in self._terms[text.language]
                if any(f" {line} " in said for line in lines)
                for name in names
                if f" {_line(name)} " not in said
            )
        )
