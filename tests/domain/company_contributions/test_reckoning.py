"""A call stands on the law of its year and on a known balance sheet, or it is not made."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.companies import Subject
from webapp.domain.company_contributions import NotCallableError, reckon

THRESHOLD_2025 = 85_860_572


def subject(*, totals=None, incorporated_on=date(2015, 3, 1), closed_on=None) -> Subject:
    return Subject(id=1, incorporated_on=incorporated_on, closed_on=closed_on, totals=totals or {})


@pytest.mark.parametrize(
    ("total", "size", "cents"),
    [
        (THRESHOLD_2025 - 1, "small", 39973),
        (THRESHOLD_2025, "small", 39973),
        (THRESHOLD_2025 + 1, "large", 99847),
    ],
)
def test_the_total_of_the_last_but_one_year_decides(total, size, cents):
    found = reckon(subject(totals={2023: total, 2024: 1}), year=2025)
    assert (found.value.size, found.value.amount_cents, found.value.due_on) == (
        size,
        cents,
        date(2025, 12, 31),
    )
    assert found.steps


def test_a_new_company_needs_no_balance_sheet():
    found = reckon(subject(incorporated_on=date(2024, 5, 2)), year=2025)
    assert found.value.amount_cents == 39973


@pytest.mark.parametrize(
    ("given", "year", "because", "detail"),
    [
        (subject(), 2025, "balance_sheet_missing", "2023"),
        (subject(totals={2024: 90_000_000}), 2026, "law_unknown", "company.balance_threshold"),
        (subject(totals={2025: 1}), 2027, "law_unknown", "company.balance_threshold"),
        (subject(closed_on=date(2024, 12, 31), totals={2023: 1}), 2025, "closed", ""),
        (subject(incorporated_on=date(2026, 1, 1)), 2025, "not_yet_founded", ""),
    ],
)
def test_what_is_not_known_is_never_guessed(given, year, because, detail):
    with pytest.raises(NotCallableError) as refused:
        reckon(given, year=year)
    assert (refused.value.because, refused.value.detail) == (because, detail)


def test_who_closed_within_the_year_still_owes_it():
    assert (
        reckon(subject(closed_on=date(2025, 1, 1), totals={2023: 1}), year=2025).value.amount_cents == 39973
    )
