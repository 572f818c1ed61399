"""The facts that letters about contributions are drawn with; the words stand in content/notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.domain.contributions.basis import Reckoned
from webapp.domain.contributions.models import Due
from webapp.kit import fund
from webapp.rules.contributions import REFERENCE_YEARS_BACK
from webapp.rules.law import law_on
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


def quarterly_due(due: Due, *, communication: str, language: str) -> dict[str, Any]:
    """What a due notice says: the amount, on which income, by when, how to pay, and every step."""
    quarter = Quarter.parse(due.quarter)
    return {
        "quarter": due.quarter,
        "year": quarter.year,
        "reference_year": quarter.year - REFERENCE_YEARS_BACK,
        "basis": due.basis,
        "amount": due.total_cents,
        "due_on": due.due_on.isoformat(),
        "communication": communication,
        "reduction_url": fund.web_address(f"/{language}/my/contributions/{due.quarter}"),
        "receipt": due.explanation,
        **_late_rates(quarter.first_day),
    }


def reduction_granted(
    reckoned: Reckoned, *, income_cents: int, requested_on: date, decided_on: date, language: str
) -> dict[str, Any]:
    """What the decision says: the income it stands on, from when, the new amount, and how to appeal."""
    return {
        "year": reckoned.quarter.year,
        "income": income_cents,
        "from_quarter": str(reckoned.quarter),
        "new_amount": reckoned.explained.value.total_cents,
        "requested_on": requested_on.isoformat(),
        "decided_on": decided_on.isoformat(),
        "account_url": fund.web_address(f"/{language}/my/contributions"),
        "appeal_months": law_on(decided_on).count("deadlines.appeal_months"),
        "receipt": reckoned.explained.as_json(),
        **_late_rates(reckoned.quarter.first_day),
    }


def _late_rates(day: date) -> dict[str, str]:
    law = law_on(day)
    return {
        "late_rate": str(law.decimal("contributions.late_quarterly")),
        "year_end_rate": str(law.decimal("contributions.late_on_1_january")),
    }
