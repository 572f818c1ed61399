"""What somebody may mean by what she typed: her words, beginnings, compounds, slips, other languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import RowMapping, text

from webapp.domain.guidance.lexicon import Lexicon
from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES
from webapp.kit.search import fold, hyphened_in, slips, stems_of, words_of

LONGEST_QUERY: Final = 120
MOST_WORDS: Final = 14
#: What a word may stand for, at most; a common part of compounds would ask for half the vocabulary.
MOST_VARIANTS: Final = 7
#: How much a word counts by how near it is to what was typed. Only Dutch and German write compounds as one.
NEARNESS: Final = {"same": 1.0, "beginning": 0.5, "inside": 0.4, "part": 0.4, "slip": 0.6}
#: Another word that people use for the same thing.
LIKE: Final = 0.7
#: A number says little of what is asked: "I am 66" stands beside many things.
NUMBER: Final = 0.35
COMPOUNDS: Final = frozenset({"nl", "de"})
#: A word of another language; less when the reader's own language has that word too.
ELSEWHERE, ELSEWHERE_TOO = 0.8, 0.35
#: What a compound ends with says what it is: it may be shorter than its other parts.
SHORTEST: Final = {"beginning": 3, "inside": 5, "part": 6, "tail": 4, "slip": 4}

_NEAR: Final = text(
    """
    with typed as (
        select * from unnest(:terms ::int[], :words ::text[], :bases ::text[]) as t(term, word, base)
    ), stem as (
        select * from unnest(:stem_terms ::int[], :languages ::text[], :stems ::text[])
            as s(term, language, stem)
    ), same as (
        select s.term, s.language, array_agg(v.word) as words, s.stem, 'same' as how,
               sum(v.documents) as documents
        from stem s join guidance_word v using (language, stem) group by s.term, s.language, s.stem
    ), own as (
        select distinct term from same where language = :language
    ), near as (
        select t.term, v.language, array[v.word] as words, v.stem, 'beginning' as how, v.documents
        from typed t join guidance_word v on v.language = :language and v.word like t.word || '_%'
        where length(t.word) >= :beginning and t.term not in (select term from own)
        union all
        select t.term, v.language, array[v.word] as words, v.stem, 'inside', v.documents
        from typed t join guidance_word v on v.language = :language and v.word like '%' || t.base || '%'
        where :compounds and length(t.base) >= :inside
        union all
        select t.term, v.language, array[v.word] as words, v.stem, 'part', v.documents
        from typed t join guidance_word v
            on v.language = :language and length(v.word) >= :part and strpos(t.word, v.word) > 0
        where :compounds and length(t.word) > :part and t.term not in (select term from own)
        union all
        select t.term, v.language, array[v.word] as words, v.stem, 'part', v.documents
        from typed t join guidance_word v
            on v.language = :language and v.word = any(array(
                select right(t.word, n) from generate_series(:tail ::int, :part - 1) as n))
        where :compounds and length(t.word) > :part and t.term not in (select term from own)
    )
    select * from same union all select * from near
    union all
    select t.term, v.language, array[v.word] as words, v.stem, 'slip', v.documents
    from typed t join guidance_word v on v.word % t.word
    where length(t.word) >= :slip
      and t.term not in (
          select same.term from same join typed using (term)
          where same.language = :language or typed.word = any(same.words)
      )
      and t.term not in (select term from near where how = 'beginning')
    """
)


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A stem to look for in a language, instead of the word of number `term`."""

    term: int
    language: str
    stem: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A query as we understand it."""

    #: All words as typed, folded, in their order: a line of a page that sounds like them is a good sign.
    typed: str
    #: The words that tell something, folded, and what each was read as.
    words: tuple[str, ...]
    read: tuple[str, ...]
    variants: tuple[Variant, ...]
    #: Every form of them that the reader may meet, folded.
    forms: frozenset[str]
    unknown: int

    @property
    def read_as(self) -> str:
        """The words we took them for; empty when we took none for another."""
        return " ".join(self.read) if self.read != self.words else ""

    @property
    def mostly_unknown(self) -> bool:
        """Whether at least half of what was asked is nowhere in what we have."""
        return 2 * self.unknown >= len(self.words)


def understood(query: str, *, language: str, lexicon: Lexicon) -> Asked:
    """A query, with all we know about its words; one question to the database."""
    query = query[:LONGEST_QUERY].replace("\0", " ")
    typed = words_of(query)[:MOST_WORDS]
    # "burn-out" may be written as one, "puis-je" is no word
    joined = [a + b for a, b in hyphened_in(query)[:MOST_WORDS] if not lexicon.says_nothing(a, language)]
    telling = [word for word in typed if not lexicon.says_nothing(word, language)]
    words = dict(enumerate(dict.fromkeys((*(telling or typed), *joined)), 1))
    near = _near(words, language=language, lexicon=lexicon) if words else {}
    kept: list[str] = []
    read: list[str] = []
    variants: list[Variant] = []
    forms: set[str] = set()
    unknown = 0
    for term, word in words.items():
        rows = near.get(term, [])
        own = any(row["language"] == language and row["how"] != "slip" for row in rows)
        if not own and any(lexicon.says_nothing(word, code) for code in LANGUAGES) and len(words) > 1:
            continue  # a little word of another language
        mended = all(row["how"] == "slip" for row in rows)
        if mended and word in joined:
            continue
        rows = _nearest(fold(word), rows, language=language) if mended else rows
        unknown += not rows
        kept.append(word)
        read.append(rows[0]["words"][0] if rows and mended else word)
        forms.update(form for row in rows if row["language"] == language for form in row["words"])
        variants += _variants(term, word, rows, language=language)
    return Asked(
        typed=" ".join(fold(word) for word in typed),
        words=tuple(fold(word) for word in kept),
        read=tuple(fold(word) for word in read),
        variants=tuple(variants),
        forms=frozenset(forms),
        unknown=unknown,
    )


def _near(words: Mapping[int, str], *, language: str, lexicon: Lexicon) -> dict[int, list[RowMapping]]:
    stems = [
        (term, code, stem)
        for term, word in words.items()
        for code in LANGUAGES
        if code == language or not lexicon.says_nothing(word, code)
        for stem in (lexicon.like(word, code) if code == language else stems_of(word, code))
    ]
    rows = session.execute(
        _NEAR,
        {
            "terms": list(words),
            "words": [fold(word) for word in words.values()],
            "bases": [_base(word, language) for word in words.values()],
            "stem_terms": [term for term, _code, _stem in stems],
            "languages": [code for _term, code, _stem in stems],
            "stems": [stem for _term, _code, stem in stems],
            "language": language,
            "compounds": language in COMPOUNDS,
            **SHORTEST,
        },
    ).mappings()
    found: dict[int, list[RowMapping]] = {}
    for row in rows:
        found.setdefault(row["term"], []).append(row)
    return found


def _base(word: str, language: str) -> str:
    """What a compound of a word has in it: its stem, or all of it when the stem is too short to tell."""
    stem = stems_of(word, language)[0]
    return stem if len(stem) >= SHORTEST["inside"] else fold(word)


def _nearest(word: str, rows: Sequence[RowMapping], *, language: str) -> list[RowMapping]:
    """The nearest word for one that nobody knows, that of the reader's language first."""
    most = 1 if len(word) < 7 else 2 if len(word) < 11 else 3  # noqa: PLR2004 - about one slip in four letters
    near = [
        (slips(word, row["words"][0]), row["language"] != language, -row["documents"], row) for row in rows
    ]
    near = sorted((one for one in near if one[0] <= most), key=lambda one: one[:3])
    return [one[3] for one in near if one[3]["words"] == near[0][3]["words"]]


def _variants(term: int, word: str, rows: Sequence[RowMapping], *, language: str) -> Iterator[Variant]:
    """What to look for instead of a word, each stem once with its greatest share."""
    own = any(row["language"] == language and row["how"] == "same" for row in rows)
    typed = stems_of(word, language)
    shares: dict[tuple[str, str], float] = {}
    for row in rows:
        is_like = row["how"] == "same" and row["language"] == language and row["stem"] not in typed
        share = LIKE if is_like else NEARNESS[row["how"]]
        if word.isdigit():
            share *= NUMBER
        if row["language"] != language:
            share *= ELSEWHERE_TOO if own else ELSEWHERE
        at = row["language"], row["stem"]
        shares[at] = max(share, shares.get(at, 0))
    best = sorted(shares.items(), key=lambda one: -one[1])[:MOST_VARIANTS]
    yield from (Variant(term=term, language=code, stem=stem, share=share) for (code, stem), share in best)
