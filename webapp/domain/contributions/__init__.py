"""Contributions: incomes, quarterly dues with their explanation, reductions, exempt quarters, the run.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.contributions.basis import CannotReckonError
from webapp.domain.contributions.compared import Compared, TwoWays, compare_range
from webapp.domain.contributions.expected import DisagreementError
from webapp.domain.contributions.outlook import (
    QuarterEffect,
    ReductionOutlook,
    reducible_quarters,
    reduction_outlook,
)
from webapp.domain.contributions.queries import (
    Overview,
    Paid,
    QuarterDetail,
    QuarterLine,
    QuarterState,
    Version,
    Year,
    letter_of,
    overview,
    quarter,
    same_quarter_over_years,
    year,
    years,
)
from webapp.domain.contributions.runs import (
    RANGE,
    Group,
    Sample,
    Totals,
    book_range,
    called_quarters,
    discard_run,
    draw_range,
    plan_run,
    plan_run_without_missing,
    quarter_totals,
    release_run,
    run_groups,
    run_samples,
    run_totals,
)
from webapp.domain.contributions.service import (
    NothingDueError,
    draw_due,
    exempt_quarter,
    grant_reduction,
    record_income,
)
from webapp.domain.contributions.verify import invariants

__all__ = [
    "RANGE",
    "CannotReckonError",
    "Compared",
    "DisagreementError",
    "Group",
    "NothingDueError",
    "Overview",
    "Paid",
    "QuarterDetail",
    "QuarterEffect",
    "QuarterLine",
    "QuarterState",
    "ReductionOutlook",
    "Sample",
    "Totals",
    "TwoWays",
    "Version",
    "Year",
    "book_range",
    "called_quarters",
    "compare_range",
    "discard_run",
    "draw_due",
    "draw_range",
    "exempt_quarter",
    "grant_reduction",
    "invariants",
    "letter_of",
    "overview",
    "plan_run",
    "plan_run_without_missing",
    "quarter",
    "quarter_totals",
    "record_income",
    "reducible_quarters",
    "reduction_outlook",
    "release_run",
    "run_groups",
    "run_samples",
    "run_totals",
    "same_quarter_over_years",
    "year",
    "years",
]
