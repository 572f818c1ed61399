"""Quarters for which nothing is due."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.exemptions import quarters_after_birth, quarters_of_illness, request_until
from webapp.rules.explained import Explained
from webapp.rules.law import NotInForce, law_on
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("born", "quarters"),
    [
        ("2016-10-01", ["2017Q1"]),
        ("2025-12-31", ["2026Q1"]),
        ("2026-01-01", ["2026Q2", "2026Q3"]),
        ("2026-12-31", ["2027Q1", "2027Q2"]),
    ],
)
def test_the_day_of_birth_decides_how_many_quarters_are_free(born: str, quarters: list[str]) -> None:
    found = quarters_after_birth(date.fromisoformat(born), LAW)
    assert [str(quarter) for quarter in found.value] == quarters
    assert Explained.from_json(found.as_json(), tuple) == found


def test_before_october_2016_there_was_no_free_quarter() -> None:
    with pytest.raises(NotInForce):
        quarters_after_birth(date(2016, 9, 30), LAW)


def test_twelve_months_from_the_quarter_after() -> None:
    assert request_until(Quarter(2026, 1), LAW).value == date(2027, 3, 31)
    assert request_until(Quarter(2025, 4), LAW).value == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("number", "until"), [(1, "2027-12-31"), (2, "2027-12-31"), (3, "2027-12-31"), (4, "2027-12-31")]
)
def test_for_the_first_quarters_the_months_start_with_the_fifth(number: int, until: str) -> None:
    found = request_until(Quarter(2026, number), LAW, first_quarter=Quarter(2026, 1))
    assert found.value == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("start", "until", "resumed", "quarters"),
    [
        ("2026-01-15", "2026-03-10", True, ["2026Q1"]),
        ("2026-02-05", "2026-06-20", True, ["2026Q2"]),
        ("2026-02-05", "2026-05-10", True, []),
        ("2026-02-05", "2026-05-10", False, ["2026Q2"]),
        ("2026-01-31", "2026-12-01", True, ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
    ],
)
def test_quarters_assimilated_for_illness(start: str, until: str, resumed: bool, quarters: list[str]) -> None:
    found = quarters_of_illness(date.fromisoformat(start), date.fromisoformat(until), resumed=resumed)
    assert [str(quarter) for quarter in found] == quarters
