"""The yearly amounts that the index gives are those that others printed."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.law import MissingValue, NotInForce, law_on, law_shown_on


@pytest.mark.parametrize(
    ("name", "year", "cents"),
    [
        ("contributions.floor_main", 2018, 1355050),
        ("contributions.threshold_2", 2022, 9328102),
        ("contributions.floor_spouse_maxi", 2025, 747200),
        ("contributions.exempt_student", 2023, 820460),
        ("contributions.threshold_1", 2026, 7502454),
        ("contributions.primostarter_first_quarter_cut", 2023, 11194),
    ],
)
def test_indexed_amount_of_a_year(name: str, year: int, cents: int) -> None:
    assert law_on(date(year, 12, 31)).cents(name) == cents


def test_an_unknown_value_names_itself_its_day_and_its_file() -> None:
    with pytest.raises(MissingValue, match=r"company.large has no value on 2026-07-01 in company.toml"):
        law_on(date(2026, 7, 1))("company.large")


def test_a_yearly_amount_ends_with_its_year_and_pages_show_the_last_one() -> None:
    with pytest.raises(MissingValue):
        law_on(date(2027, 1, 1)).cents("contributions.floor_main")
    assert law_shown_on(date(2027, 1, 1)).cents("contributions.floor_main") == 1737408


def test_a_rule_younger_than_the_day_is_not_in_force() -> None:
    with pytest.raises(NotInForce):
        law_on(date(2022, 3, 31)).cents("contributions.primostarter_first_quarter_cut")
