"""When the statement of a year usually comes: an assumption of ours, said as such wherever it is used.

The law fixes only what follows it: the fund sends the statement by the end of the month after the tax
administration's data came (general regulation, art. 43), and these come when the tax has been assessed.
"""

from __future__ import annotations

from datetime import date
from typing import Final

#: In the middle of the second year after, when most incomes of a year have been assessed.
YEARS_LATER: Final = 2
USUALLY: Final = (6, 30)


def usual_statement(year: int) -> date:
    """The day on which we assume that the statement of a year is sent."""
    return date(year + YEARS_LATER, *USUALLY)
