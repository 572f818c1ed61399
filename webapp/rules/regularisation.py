"""The settlement of a year: what was paid in advance against what the real income asks.

Royal Decree no. 38, art. 11 § 5; general regulation, art. 43 and 44 § 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, quarterly
from webapp.rules.deadlines import supplement_due_on
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter


@dataclass(frozen=True, slots=True)
class Settlement:
    """A year settled, in cents with the fee: either a supplement, payable until `due_on`, or a credit."""

    final_cents: int
    supplement_cents: int
    credit_cents: int
    due_on: date


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
) -> Explained[Settlement]:
    """Settle the quarters of a year in which somebody was subject, on the income earned in them.

    Each quarter is counted by its own law; the receipt shows the last one in full. `paid_cents` is what was
    called for them with the fee. Raises ValueError without a quarter, `MissingValue` like `quarterly`.
    """
    if not quarters:
        raise ValueError("a settlement needs at least one quarter")
    explained = [
        quarterly(
            category=category,
            income_cents=income_cents,
            quarter=quarter,
            fee_percent=fee_percent,
            law=law,
            kind=Kind.FINAL,
            earned_in_quarters=len(quarters),
            opt_out=opt_out,
        )
        for quarter in quarters
    ]
    final = sum(quarter.value.total_cents for quarter in explained)
    work = Working(law.book.on(quarters[-1].first_day))
    work.include(explained[-1])
    work.step("settlement_final", cents=final, article="rd38_11_5", count=len(quarters))
    work.step("settlement_paid", cents=-paid_cents)
    due = supplement_due_on(statement_on, law.book.on(statement_on))
    supplement, credit = max(final - paid_cents, 0), max(paid_cents - final, 0)
    if supplement:
        work.count("deadlines.regularisation_payment_quarters")
        work.step("settlement_supplement", cents=supplement, article="gr67_44", day=due)
    else:
        work.step("settlement_credit", cents=credit, article="gr67_43")
    return work.result(Settlement(final, supplement, credit, due))
