"""The first years of a starter as a plan: what is called when, what is settled later, what to put aside.

Royal Decree no. 38, art. 13bis (flat base), art. 12 § 1bis (primostarter), art. 11 § 5 (settlement); general
regulation, art. 44 § 2 (first two quarters). A plan asks the law it is given: pass `assumed_law_on` for years
that are not published, and say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly
from webapp.rules.deadlines import starter_due_on
from webapp.rules.explained import Explained
from webapp.rules.law import Law
from webapp.rules.primostarter import Primostarter, primostarter
from webapp.rules.regularisation import QuarterOwed, Settlement, settle_year
from webapp.rules.setting_aside import MONTHS_A_QUARTER, monthly_cents
from webapp.rules.units import Quarter

NO_PRIMOSTARTER: Final = Primostarter((), first_quarter_cut=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAhead:
    """What is expected of a calendar year: income from the start on, the fee, the day of the statement."""

    year: int
    income_cents: int
    fee_percent: Decimal
    statement_on: date


@dataclass(frozen=True, slots=True)
class PlannedQuarter:
    """A quarter as it will be called, and the day by which it must be paid."""

    owed: QuarterOwed
    called: Explained[QuarterlyContribution]
    due_on: date


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """The quarters of a year, its settlement, and what to put aside each month so that neither surprises."""

    ahead: YearAhead
    quarters: tuple[PlannedQuarter, ...]
    settled: Explained[Settlement]
    monthly_cents: int

    @property
    def called_cents(self) -> int:
        """What is called for the year before its settlement, with the fee."""
        return sum(one.called.value.total_cents for one in self.quarters)

    @property
    def difference_cents(self) -> int:
        """What the settlement asks, or gives back if below zero."""
        return self.settled.value.supplement_cents - self.settled.value.credit_cents

    @property
    def settled_on(self) -> date:
        """The day by which a supplement must be paid; a credit is paid back with the statement."""
        return self.settled.value.due_on if self.settled.value.supplement_cents else self.ahead.statement_on


def starter_plan(
    *,
    category: Category,
    first: Quarter,
    affiliated_in_time: bool,
    years: Sequence[YearAhead],
    law: Law,
    artist: bool = False,
    on_expected_income: bool = False,
) -> tuple[PlannedYear, ...]:
    """The plan of the calendar years given, the first being that of the start.

    While no income is known a flat base is called (art. 13bis § 2), or with `on_expected_income` the income
    that the fund accepted (art. 11 § 3). After his quarters a primostarter is in ordinary main occupation;
    `artist`: a certificate of work in the arts is valid all the time. Raises `MissingValue` like `quarterly`.
    """
    found = _primostarter(category, first, years[-1].year, law, artist=artist)
    return tuple(
        _planned(
            ahead,
            [_owed(quarter, category, found) for quarter in Quarter.of_year(ahead.year) if quarter >= first],
            first=first,
            affiliated_in_time=affiliated_in_time,
            kind=Kind.EXPECTED if on_expected_income else Kind.STARTER,
            law=law,
        )
        for ahead in years
    )


@dataclass(frozen=True, slots=True)
class Cash:
    """What a calendar year asks from the account: the quarters due in it, and the settlements."""

    year: int
    called_cents: int
    settlements_cents: int

    @property
    def total_cents(self) -> int:
        """Both together; below zero if more comes back."""
        return self.called_cents + self.settlements_cents


def cash_by_year(plan: Sequence[PlannedYear]) -> tuple[Cash, ...]:
    """What each calendar year asks, by the day of payment: a quarter of one year may fall in the next."""
    called: Counter[int] = Counter()
    settlements: Counter[int] = Counter()
    for planned in plan:
        settlements[planned.settled_on.year] += planned.difference_cents
        for one in planned.quarters:
            called[one.due_on.year] += one.called.value.total_cents
    last = max(*called, *settlements)
    return tuple(Cash(year, called[year], settlements[year]) for year in range(plan[0].ahead.year, last + 1))


def _primostarter(
    category: Category, first: Quarter, last_year: int, law: Law, *, artist: bool
) -> Primostarter:
    """Which quarters have the lower minimum, and whether the first is cut (art. 12 § 1bis)."""
    if category is not Category.PRIMOSTARTER:
        return NO_PRIMOSTARTER
    certified = tuple(Quarter.range(first, Quarter(last_year, 4))) if artist else ()
    return primostarter(first=first, before={}, law=law, artist=certified).value


def _owed(quarter: Quarter, category: Category, found: Primostarter) -> QuarterOwed:
    if category is not Category.PRIMOSTARTER:
        return QuarterOwed(quarter, category)
    if quarter not in found.quarters:
        return QuarterOwed(quarter, Category.MAIN)
    return QuarterOwed(
        quarter, category, first_quarter=found.first_quarter_cut and quarter == found.quarters[0]
    )


def _planned(
    ahead: YearAhead,
    owed: Sequence[QuarterOwed],
    *,
    first: Quarter,
    affiliated_in_time: bool,
    kind: Kind,
    law: Law,
) -> PlannedYear:
    quarters = tuple(
        PlannedQuarter(
            one,
            quarterly(
                category=one.category,
                income_cents=ahead.income_cents,
                quarter=one.quarter,
                fee_percent=ahead.fee_percent,
                law=law,
                kind=kind,
                earned_in_quarters=len(owed),
                first_quarter=one.first_quarter,
            ),
            starter_due_on(one.quarter, started_in=first, law=law.book.on(one.quarter.first_day))
            if affiliated_in_time
            else one.quarter.last_day,
        )
        for one in owed
    )
    called = sum(one.called.value.total_cents for one in quarters)
    settled = settle_year(
        owed=owed,
        income_cents=ahead.income_cents,
        paid_cents=called,
        fee_percent=ahead.fee_percent,
        statement_on=ahead.statement_on,
        law=law,
    )
    most = max(called, settled.value.final_cents)
    monthly = monthly_cents(most, months=MONTHS_A_QUARTER * len(owed))
    return PlannedYear(ahead, quarters, settled, monthly)
