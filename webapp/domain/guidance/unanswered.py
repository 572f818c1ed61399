"""What people looked for in vain: words without the person, counted by day, until an editor answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.guidance.models import UnansweredSearch
from webapp.kit.db import session
from webapp.kit.i18n import LANGUAGES
from webapp.kit.search import fold

#: The name of the daily counter.
TALLY: Final = "searches_in_vain"
LONGEST: Final = 80
#: Shorter numbers are ages, years and articles; six digits may be a phone, a birth day or an account.
PERSONAL_DIGITS: Final = 6
KEPT_FOR: Final = timedelta(days=365)
#: Digits with what people write between them: a national number, an account, a telephone.
_NUMBER: Final = re.compile(r"\+?\d(?:[\s./()-]*\d)*")


@dataclass(frozen=True, kw_only=True)
class InVain:
    """A query that found nothing or hardly anything: how often, and when last."""

    words: str
    language: str
    count: int
    last_on: date


def without_person(query: str) -> str:
    """A query without what may name somebody: addresses and long numbers; short, folded, in one line."""
    bare = _NUMBER.sub(
        lambda found: " " if sum(map(str.isdigit, found[0])) >= PERSONAL_DIGITS else found[0], query
    )
    kept = [
        word
        for word in fold(bare).split()
        if "@" not in word and sum(map(str.isdigit, word)) < PERSONAL_DIGITS and "://" not in word
    ]
    return " ".join(kept)[:LONGEST].strip()


def write_down(counted: Mapping[str, int], *, on: date) -> None:
    """Keep the counts of a day that is over; harmless twice, because they are set and not added.

    What somebody was still typing is not kept: "primo" goes where "primostarting" was looked for.
    """
    queries = {thing for thing in counted if thing[:2] in LANGUAGES and thing[3:]}
    whole = [one for one in queries if not any(other != one and other.startswith(one) for other in queries)]
    rows = [
        {"day": on, "language": one[:2], "words": one[3:], "count": counted[one]} for one in sorted(whole)
    ]
    if not rows:
        return
    kept = insert(UnansweredSearch)
    session.execute(
        kept.on_conflict_do_update(
            index_elements=["day", "language", "words"], set_={"count": kept.excluded.count}
        ),
        rows,
    )


def in_vain(*, language: str = "", limit: int = 50) -> Sequence[InVain]:
    """What still waits for an editor, the most frequent first."""
    row = UnansweredSearch
    counts = func.sum(row.count).label("counts")
    asked = (
        select(row.words, row.language, counts, func.max(row.day))
        .where(row.done_at.is_(None))
        .group_by(row.words, row.language)
        .order_by(counts.desc(), func.max(row.day).desc(), row.words)
        .limit(limit)
    )
    if language:
        asked = asked.where(row.language == language)
    return [
        InVain(words=words, language=code, count=int(count), last_on=last)
        for words, code, count, last in session.execute(asked)
    ]


def is_answered(words: str, *, language: str, at: datetime) -> None:
    """Hide a query; it comes back if people look for it in vain another day."""
    row = UnansweredSearch
    session.execute(
        update(row)
        .where(row.words == words, row.language == language, row.done_at.is_(None))
        .values(done_at=at)
    )


def forget_searches(*, at: datetime) -> None:
    """Delete what is older than a year."""
    session.execute(delete(UnansweredSearch).where(UnansweredSearch.day < (at - KEPT_FOR).date()))
