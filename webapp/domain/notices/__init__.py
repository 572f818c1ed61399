"""Notices: letters drawn with their facts, rendered, archived and delivered; and the runs that draw many.

The front door: what other rooms and the doors may use. A room gives the facts that only it knows, raw and
under the names of content/notices/<kind>/notice.toml; `draw` refuses others. What is the same for every
letter (greeting, values of the law, addresses of our pages) is supplied when it is printed: `supplied.py`.
"""

from webapp.domain.notices import runs
from webapp.domain.notices.delivery import (
    Announcement,
    delivered,
    in_doubt,
    keep_for_print,
    next_of_run,
    next_to_send,
    pdf,
    prepare_sending,
    reference_of,
    refused,
    rendered,
    set_aside,
)
from webapp.domain.notices.models import Notice, State
from webapp.domain.notices.printing import Sheet, claim_batch, printed, sheets_of, waiting
from webapp.domain.notices.queries import LetterLine, get_for, ids_of, letter_of, letters_for
from webapp.domain.notices.service import (
    Draft,
    close_history,
    draw,
    draw_many,
    mark_read,
    promise_run,
    promise_sending,
)
from webapp.domain.notices.verify import invariants

__all__ = [
    "Announcement",
    "Draft",
    "LetterLine",
    "Notice",
    "Sheet",
    "State",
    "claim_batch",
    "close_history",
    "delivered",
    "draw",
    "draw_many",
    "get_for",
    "ids_of",
    "in_doubt",
    "invariants",
    "keep_for_print",
    "letter_of",
    "letters_for",
    "mark_read",
    "next_of_run",
    "next_to_send",
    "pdf",
    "prepare_sending",
    "printed",
    "promise_run",
    "promise_sending",
    "reference_of",
    "refused",
    "rendered",
    "runs",
    "set_aside",
    "sheets_of",
    "waiting",
]
