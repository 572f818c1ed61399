"""Companies for tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from webapp.domain import companies, identity
from webapp.kit import clock
from webapp.rules import numbers

_numbers = count(1)


def enterprise_number(place: int) -> str:
    """An enterprise number with good check digits, different for each place."""
    body = f"{8_000_000 + place:08d}"
    return body + numbers.enterprise_check_digits(body)


def a_company(
    *,
    incorporated_on: date = date(2015, 3, 1),
    totals: dict[int, int] | None = None,
    language: str = "fr",
    closed_on: date | None = None,
    **changes: Any,
) -> int:
    """A small company; `totals` are balance-sheet totals in cents by year."""
    place = next(_numbers)
    facts: dict[str, Any] = {
        "enterprise_number": enterprise_number(place),
        "name": "Boulangerie du Moulin",
        "legal_form": "SRL",
        "street": "Rue du Moulin 3",
        "postcode": "5000",
        "town": "Namur",
        "language": language,
        "incorporated_on": incorporated_on,
        "email": f"company{place}@example.be",
    }
    company_id = companies.register(
        companies.NewCompany(**(facts | changes)), key=f"test-company-{place}", by=identity.House
    )
    for year, total_cents in (totals if totals is not None else {2023: 20_000_000, 2024: 21_000_000}).items():
        companies.report_balance_sheet(
            company_id, year=year, total_cents=total_cents, by=identity.House, on=clock.today()
        )
    if closed_on:
        companies.close(company_id, on=closed_on, by=identity.House)
    return company_id
