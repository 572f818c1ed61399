"""Guidance: everything a visitor may read can be found, and what was looked for in vain is heard of."""

from __future__ import annotations

from webapp.domain.guidance.index import edition, make
from webapp.domain.guidance.lexicon import Lexicon, lexicon
from webapp.domain.guidance.models import UnansweredSearch
from webapp.domain.guidance.queries import Answer, Found, find
from webapp.domain.guidance.texts import Text, written
from webapp.domain.guidance.unanswered import (
    TALLY,
    InVain,
    forget_searches,
    in_vain,
    is_answered,
    without_person,
    write_down,
)

__all__ = [
    "TALLY",
    "Answer",
    "Found",
    "InVain",
    "Lexicon",
    "Text",
    "UnansweredSearch",
    "edition",
    "find",
    "forget_searches",
    "in_vain",
    "is_answered",
    "lexicon",
    "make",
    "without_person",
    "write_down",
    "written",
]
