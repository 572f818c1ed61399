"""Companies with something to pay, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories.companies import a_company
from webapp.domain import company_contributions, identity

CALLED_ON = date(2025, 10, 1)


@dataclass(frozen=True)
class Called:
    """A company that was called for 2025: 399.73 € by 31 December."""

    company_id: int
    call_id: int
    communication: str
    cents: int

    @property
    def account(self) -> str:
        return f"company:{self.company_id}"


def a_called_company(*, year: int = 2025, on: date = CALLED_ON, **changes) -> Called:
    company_id = a_company(**changes)
    call_id = company_contributions.draw_call(
        company_id, year=year, on=on, key=f"test-call-{company_id}-{year}", by=identity.House
    )
    call = company_contributions.call_for(company_id, year=year, on=on)
    assert call is not None
    return Called(company_id, call_id, call.communication, call.cents)
