"""The yearly contribution of companies: reckoned by the law, called, and what is still open of it.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.company_contributions import runs
from webapp.domain.company_contributions.queries import (
    Call,
    Later,
    Sample,
    call_for,
    calls_of,
    obstacle_of,
    samples_of_run,
)
from webapp.domain.company_contributions.reckoning import NotCallableError, reckon
from webapp.domain.company_contributions.service import AlreadyCalledError, draw_call
from webapp.domain.company_contributions.verify import invariants

__all__ = [
    "AlreadyCalledError",
    "Call",
    "Later",
    "NotCallableError",
    "Sample",
    "call_for",
    "calls_of",
    "draw_call",
    "invariants",
    "obstacle_of",
    "reckon",
    "runs",
    "samples_of_run",
]
