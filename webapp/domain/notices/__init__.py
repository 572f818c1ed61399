"""Notices: letters drawn with their facts, rendered, archived and delivered; and the runs that draw many.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.notices import runs
from webapp.domain.notices.models import Notice, State
from webapp.domain.notices.queries import LetterLine, get_for, letter_of, letters_for
from webapp.domain.notices.service import Draft, draw, draw_many, mark_read, promise_run, promise_sending

__all__ = [
    "Draft",
    "LetterLine",
    "Notice",
    "State",
    "draw",
    "draw_many",
    "get_for",
    "letter_of",
    "letters_for",
    "mark_read",
    "promise_run",
    "promise_sending",
    "runs",
]
