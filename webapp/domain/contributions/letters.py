"""The facts that letters about contributions are drawn with; the words stand in content/notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.domain.contributions.basis import Reckoned
from webapp.domain.contributions.models import Due
from webapp.rules.contributions import Kind
from webapp.rules.units import Quarter


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A called quarter before and after a decision; `kept_cents` was paid already and stays for now."""

    quarter: str
    before_cents: int
    after_cents: int
    kept_cents: int = 0

    @property
    def taken_off_cents(self) -> int:
        """The difference in the books."""
        return self.before_cents - self.after_cents


def key_of(quarter: str, affiliate_id: int) -> str:
    """The key of a quarter's due in the books and of its letter."""
    return f"due-{quarter}-{affiliate_id}"


def quarterly_due(due: Due, *, communication: str) -> dict[str, Any]:
    """What a due notice says: the amount, on which income, by when, how to pay, and every step."""
    quarter = Quarter.parse(due.quarter)
    counts_back = due.basis == Kind.PROVISIONAL
    return {
        "quarter": due.quarter,
        "year": quarter.year,
        "reference_year": due.explanation["steps"][0]["facts"]["year"] if counts_back else None,
        "basis": due.basis,
        "amount": due.total_cents,
        "contribution": due.contribution_cents,
        "fee": due.fee_cents,
        "due_on": due.due_on.isoformat(),
        "communication": communication,
        "receipt": due.explanation,
    }


def reduction_granted(
    reckoned: Reckoned,
    *,
    income_cents: int,
    requested_on: date,
    decided_on: date,
    changes: Sequence[Changed] = (),
) -> dict[str, Any]:
    """What the decision says: income, first quarter, new amount, and what quarters called before become."""
    return {
        "year": reckoned.quarter.year,
        "income": income_cents,
        "from_quarter": str(reckoned.quarter),
        "new_amount": reckoned.explained.value.total_cents,
        "requested_on": requested_on.isoformat(),
        "decided_on": decided_on.isoformat(),
        "changes": [
            {"quarter": one.quarter, "before": one.before_cents, "after": one.after_cents} for one in changes
        ],
        "receipt": reckoned.explained.as_json(),
    }
