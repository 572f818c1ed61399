"""The law of years to come, assumed: that of the last published year, carried on.

For looking ahead only. A due, a letter or a settlement asks `law_on` and fails where the law is not known; a
plan over three years says "if nothing changes" and shows since when each value holds.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from webapp.rules.law import Law, LawBook, law_book
from webapp.rules.law_files import INDEX


class AssumedBook(LawBook):
    """A book that answers days after its last published year with the law of that year."""

    def __init__(self, book: LawBook) -> None:
        super().__init__({name: book.entry(name) for name in book.names()})
        self.published_until: Final = book.entry(INDEX).lines[-1].until or date.max

    def on(self, day: date) -> Law:
        """The law of a day, or of the last one whose yearly amounts are published."""
        return super().on(min(day, self.published_until))


def assumed_law_on(day: date) -> Law:
    """The law of a day, that of the last published year where it is not out yet. Say so where you show it."""
    return assumed(law_book()).on(day)


def is_assumed(day: date) -> bool:
    """Whether the law of a day is not published yet, so that `assumed_law_on` gives an older one."""
    return day > assumed(law_book()).published_until


@lru_cache(maxsize=4)
def assumed(book: LawBook) -> AssumedBook:
    """A book carried on after its last published year."""
    return AssumedBook(book)
