"""The explained days are those of the plain rules, with the article that gives each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.reading import aloud, codes
from webapp.rules import deadlines, due_days
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 11, 22))
Q1 = Quarter(2026, 1)


def test_the_last_day_of_the_quarter() -> None:
    found = due_days.of_quarter(Q1, LAW)
    assert found.value == deadlines.due_on(Q1) == date(2026, 3, 31)
    assert codes(found) == ["due_ordinary"]
    assert [step.article for step in found.steps] == ["gr67_42"]
    assert Explained.from_json(found.as_json(), date) == found


@pytest.mark.parametrize(
    ("started_in", "code"),
    [
        (Quarter(2025, 3), "due_ordinary"),
        (Quarter(2025, 4), "due_starter"),
        (Q1, "due_starter"),
        (Quarter(2026, 2), "due_ordinary"),
    ],
)
def test_a_starter_has_a_quarter_more_for_two_quarters(started_in: Quarter, code: str) -> None:
    found = due_days.of_quarter(Q1, LAW, started_in=started_in)
    assert found.value == deadlines.starter_due_on(Q1, started_in=started_in, law=LAW)
    assert codes(found) == [code]
    assert [value.name for value in found.values()] == [deadlines.STARTER_QUARTERS] * (code == "due_starter")
    aloud(found)


def test_the_transfer_says_how_long_it_may_take() -> None:
    found = due_days.to_order(date(2026, 12, 31), LAW)
    assert found.value == order_transfer_until(date(2026, 12, 31), LAW) == date(2026, 12, 30)
    assert [value.value for value in found.values()] == [1]
    assert aloud(found) == ["An ordinary transfer arrives in time if you order it by 2026-12-30"]
