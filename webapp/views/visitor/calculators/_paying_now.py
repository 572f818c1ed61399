"""What somebody pays now and expects of his year: where paying less and paying more both start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly
from webapp.rules.explained import Explained
from webapp.rules.reductions import ReductionAdvice
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators._answer import Receipt


@dataclass(frozen=True, kw_only=True)
class PayingNow:
    """One quarter as it is called, without and with the fee, beside what the expected income asks.

    `facts` are category, quarter, law and request, as the rules want them; `receipts` show how today's amount
    came about, where it was reckoned and not read from a notice.
    """

    today: date
    quarter: Quarter
    facts: Mapping[str, Any]
    fee_percent: Decimal
    expected_cents: int
    contribution_cents: int
    total_cents: int
    advice: Explained[ReductionAdvice]
    receipts: tuple[Receipt, ...]

    def wished(self) -> Explained[QuarterlyContribution]:
        """A quarter on the expected income itself, without the limits that a reduction had until 2021."""
        return quarterly(
            income_cents=self.expected_cents, kind=Kind.EXPECTED, fee_percent=self.fee_percent, **self.facts
        )
