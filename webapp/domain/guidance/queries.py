"""Finding: what answers a few words, in the language of the reader, whatever language she typed them in.

Two questions to the database. The first asks the vocabulary what the words may be: known ones, beginnings,
parts of compounds, slips of the finger. The second weighs every document by where those words stand in it,
in any of its languages, and by how rare they are: a word that many texts have in passing is rarer than one
that stands in many titles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import RowMapping, text

from webapp.domain.guidance.asked import Asked, Variant, understood
from webapp.domain.guidance.lexicon import Lexicon
from webapp.kit.db import session
from webapp.kit.search import Excerpt, Marker, Section

#: How much a word counts where it stands: text, headings and summary, people's words, title.
WEIGHTS: Final = (0.08, 0.3, 0.75, 1.0)
#: What kind of thing answers best when several do.
KINDS: Final = {
    "page": 1.0, "theme": 0.92, "service": 0.95, "door": 0.9, "calculator": 0.85, "paper": 0.8, "term": 0.5,
}  # fmt: skip
#: How many documents are weighed a second time, by how much a line of theirs sounds like the query.
CANDIDATES: Final = 10
#: An answer that is this much worse than the best is none.
WORST: Final = 0.015

_RANK: Final = text(
    """
    with asked as materialized (
        select term, language, stem ::tsquery as stem, share
        from unnest(:terms ::int[], :languages ::text[], :stems ::text[], :shares ::float8[])
            as a(term, language, stem, share)
    ), each as materialized (
        select a.term, d.kind, d.name, a.share,
               a.share * ts_rank(:weights ::float4[], d.tokens, a.stem) as rank
        from asked a join guidance_document d on d.language = a.language and d.tokens @@ a.stem
    ), hit as (
        select term, kind, name, max(rank) as rank, max(share) as share from each group by term, kind, name
    ), rarity as (
        select term, ln(1 + (select count(*) from guidance_document where language = :language) / sum(rank))
            as rarity
        from hit group by term
    ), weighed as (
        select kind, name, sum(rank * rarity) as score, sum(share * rarity) as covered
        from hit join rarity using (term) group by kind, name
    ), best as (
        select w.kind, w.name,
               w.score * (w.covered / (select sum(rarity) from rarity)) * k.share as score
        from weighed w join unnest(:kinds ::text[], :kind_shares ::float8[]) as k(kind, share) using (kind)
        order by score desc limit :candidates
    )
    select d.kind, d.name, d.title, d.summary, d.sections,
           b.score * (
               1 + :sounds * word_similarity(:typed, d.said) + :says * coalesce(said.share, 0)
               + :titled * similarity(:telling, split_part(d.said, E'\n', 1))
           ) as score
    from best b join guidance_document d on d.kind = b.kind and d.name = b.name and d.language = :language
    left join lateral (
        select max(length(line) ::float8 / length(q)) as share
        from unnest(string_to_array(d.said, E'\n')) as line, unnest(array[:typed, :telling]) as q
        where strpos(' ' || q || ' ', ' ' || line || ' ') > 0
    ) said on true
    order by 6 desc, d.kind, d.name limit :limit
    """
)
#: How much a line that sounds like the whole query adds to what its words weigh.
SOUNDS: Final = 0.7
#: And how much a line of it that stands word for word in the query, by the share of the query that it is.
SAYS: Final = 1.0
#: And how much a title that is like the query: the page on the bridging right goes before those on its kinds.
TITLED: Final = 0.5


@dataclass(frozen=True, kw_only=True)
class Found:
    """A document that answers, with its best section and a piece of text where the hits are marked."""

    kind: str
    name: str
    title: str
    score: float
    excerpt: Excerpt


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found; `read_as` is what we took the query for, if some words were unknown."""

    found: tuple[Found, ...] = ()
    read_as: str = ""
    #: Whether somebody who writes the pages should hear of this query.
    in_vain: bool = False


def find(query: str, *, language: str, lexicon: Lexicon, limit: int = 10) -> Answer:
    """The documents that answer best, the best first; nothing for a query without words."""
    asked = understood(query, language=language, lexicon=lexicon)
    if not asked.words:
        return Answer()
    rows = _weighed(asked, language=language, limit=limit) if asked.variants else []
    best = max((row["score"] for row in rows), default=0.0)
    marker = Marker(asked.forms, beginnings=asked.words)
    found = tuple(_found(row, marker) for row in rows if row["score"] >= WORST * best)
    return Answer(found=found, read_as=asked.read_as, in_vain=not found or asked.mostly_unknown)


def _weighed(asked: Asked, *, language: str, limit: int) -> Sequence[RowMapping]:
    variants = asked.variants
    return (
        session.execute(
            _RANK,
            {
                "terms": [one.term for one in variants],
                "languages": [one.language for one in variants],
                "stems": [_tsquery(one, language) for one in variants],
                "shares": [one.share for one in variants],
                "weights": list(WEIGHTS),
                "language": language,
                "kinds": list(KINDS),
                "kind_shares": list(KINDS.values()),
                "candidates": CANDIDATES,
                "typed": asked.typed,
                "telling": " ".join(asked.words),
                "sounds": SOUNDS,
                "says": SAYS,
                "titled": TITLED,
                "limit": limit,
            },
        )
        .mappings()
        .all()
    )


def _tsquery(variant: Variant, language: str) -> str:
    """A stem as PostgreSQL asks for it; in the running text only of the reader's own language."""
    return f"'{variant.stem}'" if variant.language == language else f"'{variant.stem}':ABC"


def _found(row: RowMapping, marker: Marker) -> Found:
    sections = [Section(**section) for section in row["sections"]]
    return Found(
        kind=row["kind"],
        name=row["name"],
        title=row["title"],
        score=row["score"],
        excerpt=marker.excerpt(sections, row["summary"]),
    )
