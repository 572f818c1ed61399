"""The day before the due day is the last one for an ordinary transfer, and no bank works on Good Friday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.law import law_on
from webapp.rules.transfers import is_banking_day, order_transfer_until

LAW = law_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("arrives_by", "order_by"),
    [
        (date(2026, 12, 31), date(2026, 12, 30)),  # Thursday
        (date(2026, 3, 31), date(2026, 3, 30)),  # Tuesday
        (date(2024, 9, 30), date(2024, 9, 27)),  # Monday: ordered on Friday
        (date(2024, 6, 30), date(2024, 6, 27)),  # Sunday: credited on Friday, ordered on Thursday
        (date(2024, 3, 31), date(2024, 3, 27)),  # Easter Sunday: Good Friday moves no money
        (date(2022, 12, 27), date(2022, 12, 23)),  # after Christmas, its second day and a weekend
        (date(2023, 12, 31), date(2023, 12, 28)),  # Sunday
    ],
)
def test_a_transfer_takes_one_banking_day(arrives_by: date, order_by: date) -> None:
    assert order_transfer_until(arrives_by, LAW) == order_by


def test_good_friday_and_the_second_day_of_christmas_are_no_banking_days() -> None:
    assert not is_banking_day(date(2024, 3, 29))
    assert not is_banking_day(date(2025, 12, 26))
    assert is_banking_day(date(2024, 3, 28))
    assert not is_banking_day(date(2026, 7, 21))
    assert not is_banking_day(date(2026, 12, 5))


@given(st.dates(date(2018, 1, 1), date(2040, 12, 31)))
def test_the_order_is_given_before_on_a_banking_day_and_a_day_later_is_too_late(arrives_by: date) -> None:
    order_by = order_transfer_until(arrives_by, LAW)
    assert order_by < arrives_by
    assert is_banking_day(order_by)
    between = [order_by + timedelta(days=days) for days in range(1, (arrives_by - order_by).days + 1)]
    assert sum(is_banking_day(day) for day in between) == 1
