"""The settlement of a year: what was paid in advance against what the real income asks.

Royal Decree no. 38, art. 11 § 5; general regulation, art. 43 and 44 § 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly
from webapp.rules.deadlines import statement_until, supplement_due_on
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter


@dataclass(frozen=True, slots=True)
class Settlement:
    """A year settled, in cents with the fee: either a supplement, payable until `due_on`, or a credit.

    `statement_until` is the last day to send the statement, where the day the data came is known.
    """

    final_cents: int
    supplement_cents: int
    credit_cents: int
    due_on: date
    statement_until: date | None = None


@dataclass(frozen=True, slots=True)
class QuarterOwed:
    """One quarter of the year that is due, and by which rules: category and request change within a year."""

    quarter: Quarter
    category: Category
    opt_out: bool = False
    first_quarter: bool = False


def settle(
    *,
    category: Category,
    income_cents: int,
    quarters: Sequence[Quarter],
    paid_cents: int,
    fee_percent: Decimal,
    statement_on: date,
    law: Law,
    opt_out: bool = False,
    earned_in_quarters: int | None = None,
    data_received_on: date | None = None,
) -> Explained[Settlement]:
    """Settle a year of one category throughout; the other arguments are those of `settle_year`."""
    return settle_year(
        owed=[QuarterOwed(quarter, category, opt_out=opt_out) for quarter in quarters],
        income_cents=income_cents,
        paid_cents=paid_cents,
        fee_percent=fee_percent,
        statement_on=statement_on,
        law=law,
        earned_in_quarters=earned_in_quarters,
        data_received_on=data_received_on,
    )


def settle_year(
    *,
    owed: Sequence[QuarterOwed],
    income_cents: int,
    paid_cents: int,
    fee_percent: Decimal,
    statement_on: date,
    law: Law,
    earned_in_quarters: int | None = None,
    data_received_on: date | None = None,
) -> Explained[Settlement]:
    """Settle the quarters owed for a year on its whole income (RD no. 38, art. 11 § 5).

    Each quarter is counted on the income of the full year by its own category and its own law. The income was
    earned in `earned_in_quarters` quarters: those owed, unless others of the year were not due. `paid_cents`
    is what was called for them with the fee; `data_received_on` the day the tax administration's data came.
    Raises ValueError without a quarter or for quarters of two years, `MissingValue` like `quarterly`.
    """
    if len({one.quarter.year for one in owed}) != 1:
        raise ValueError("a settlement needs at least one quarter, and quarters of one year")
    ordered = sorted(owed, key=lambda one: one.quarter)
    earned_in = len(ordered) if earned_in_quarters is None else earned_in_quarters
    counted = [(one, _final(one, income_cents, earned_in, fee_percent, law)) for one in ordered]
    work = Working(law.book.on(ordered[-1].quarter.first_day))
    _say_blocks(work, counted)
    final = sum(explained.value.total_cents for _, explained in counted)
    work.step("settlement_final", cents=final, article="rd38_11_5", count=len(counted))
    work.step("settlement_paid", cents=-paid_cents)
    return work.result(_balance(work, final, paid_cents, statement_on, data_received_on))


def _final(
    one: QuarterOwed, income_cents: int, earned_in: int, fee_percent: Decimal, law: Law
) -> Explained[QuarterlyContribution]:
    return quarterly(
        category=one.category,
        income_cents=income_cents,
        quarter=one.quarter,
        fee_percent=fee_percent,
        law=law,
        kind=Kind.FINAL,
        earned_in_quarters=earned_in,
        opt_out=one.opt_out,
        first_quarter=one.first_quarter,
    )


def _say_blocks(
    work: Working, counted: Sequence[tuple[QuarterOwed, Explained[QuarterlyContribution]]]
) -> None:
    """The receipt: quarters that are counted alike are shown once, under the name of their category."""
    firsts = [
        place
        for place, (one, explained) in enumerate(counted)
        if not any(_alike(one, explained, earlier) for earlier in counted[:place])
    ]
    for place in firsts:
        one, explained = counted[place]
        work.include(explained)
        if len(firsts) > 1:
            count = sum(_alike(one, explained, other) for other in counted)
            cents = count * explained.value.total_cents
            work.step(f"as_{one.category}", cents=cents, article="rd38_11_5", count=count, first=one.quarter)


def _alike(
    one: QuarterOwed,
    explained: Explained[QuarterlyContribution],
    other: tuple[QuarterOwed, Explained[QuarterlyContribution]],
) -> bool:
    """Whether two quarters are counted by the same rules of the same law, with the same result."""
    return one.category is other[0].category and explained.steps == other[1].steps


def _balance(
    work: Working, final_cents: int, paid_cents: int, statement_on: date, received_on: date | None
) -> Settlement:
    """Supplement or credit, and the days that belong to them (general regulation, art. 43 and 44 § 3)."""
    due = supplement_due_on(statement_on, work.law.book.on(statement_on))
    supplement, credit = max(final_cents - paid_cents, 0), max(paid_cents - final_cents, 0)
    if supplement:
        work.count("deadlines.regularisation_payment_quarters")
        work.step("settlement_supplement", cents=supplement, article="gr67_44", day=due)
    else:
        work.step("settlement_credit", cents=credit, article="gr67_43")
    until = None
    if received_on is not None:
        until = statement_until(received_on, work.law.book.on(received_on))
        work.count("deadlines.regularisation_statement_months")
        work.step("settlement_statement", article="gr67_43", day=until, received=received_on)
    return Settlement(final_cents, supplement, credit, due, until)
