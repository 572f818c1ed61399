"""Looking ahead with the law of the last published year, and never calling it law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from webapp.rules.assumed_law import AssumedBook, assumed_law_on, is_assumed
from webapp.rules.careers import MAIN_FLOOR, Category
from webapp.rules.contributions import COEFFICIENT, quarterly
from webapp.rules.law import MissingValue, law_book, law_on
from webapp.rules.units import Quarter

LAST = AssumedBook(law_book()).published_until


def test_a_published_year_keeps_its_own_law() -> None:
    for day in (date(2018, 1, 1), date(2025, 9, 30), date(2025, 10, 1), LAST):
        assert assumed_law_on(day).day == day
        assert assumed_law_on(day).value(MAIN_FLOOR) == law_on(day).value(MAIN_FLOOR)
        assert not is_assumed(day)


def test_the_day_after_the_last_published_one_is_answered_with_its_law() -> None:
    tomorrow = date.fromordinal(LAST.toordinal() + 1)
    assert is_assumed(tomorrow)
    assert assumed_law_on(tomorrow).day == LAST
    assert assumed_law_on(tomorrow).cents(MAIN_FLOOR) == law_on(LAST).cents(MAIN_FLOOR)
    with pytest.raises(MissingValue):
        law_on(tomorrow).cents(MAIN_FLOOR)


def test_a_quarter_to_come_costs_what_it_costs_today_and_shows_since_when_its_values_hold() -> None:
    facts: dict[str, Any] = {
        "category": Category.MAIN,
        "income_cents": 30_000_00,
        "fee_percent": Decimal("3.8"),
    }
    now = quarterly(quarter=Quarter.of(LAST), law=law_on(LAST), **facts)
    later = quarterly(quarter=Quarter.of(LAST).plus(8), law=assumed_law_on(LAST), **facts)
    assert later.value == now.value
    assert later.law_on == LAST
    assert all(value.since <= LAST for value in later.values())


def test_what_was_never_published_stays_missing() -> None:
    with pytest.raises(MissingValue):
        assumed_law_on(date(2028, 1, 1)).decimal(COEFFICIENT)
