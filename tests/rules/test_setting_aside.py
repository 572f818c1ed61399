"""Putting a sum aside month by month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.setting_aside import monthly_cents, months_between


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2026, 11, 27), date(2026, 12, 31), 1),
        (date(2026, 11, 1), date(2027, 9, 30), 10),
        (date(2026, 11, 30), date(2027, 9, 30), 10),
        (date(2026, 12, 1), date(2027, 9, 30), 9),
        (date(2026, 11, 27), date(2026, 11, 30), 1),
        (date(2026, 11, 27), date(2025, 1, 1), 1),
    ],
)
def test_each_month_up_to_that_of_the_day_counts(since: date, until: date, months: int) -> None:
    assert months_between(since, until) == months


@given(st.integers(0, 10_000_000_00), st.integers(1, 120))
def test_what_is_put_aside_is_enough_and_at_most_a_cent_a_month_too_much(cents: int, months: int) -> None:
    monthly = monthly_cents(cents, months=months)
    assert cents <= monthly * months < cents + months
