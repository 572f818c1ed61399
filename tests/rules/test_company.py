"""The company contribution where our files end; the amounts themselves are in the examples."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.company import CompanyContribution, yearly
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on

LAW = law_on(date(2026, 11, 22))


def test_the_high_amount_of_2026_is_missing_not_guessed() -> None:
    with pytest.raises(MissingValue, match=r"company\.balance_threshold has no value on 2026-01-01"):
        yearly(year=2026, balance_sheet_total_cents=858605_73, law=LAW)


def test_a_total_that_was_small_last_year_is_small_in_2026() -> None:
    found = yearly(year=2026, balance_sheet_total_cents=858605_72, law=LAW)
    assert found.value == CompanyContribution(409_30, "small", date(2026, 12, 31))
    assert [step.code for step in found.steps] == ["balance_small_last_year", "company_small", "company_due"]


def test_two_unknown_thresholds_in_a_row_decide_nothing() -> None:
    assert yearly(year=2019, balance_sheet_total_cents=681341_33, law=LAW).value.size == "small"
    with pytest.raises(MissingValue):
        yearly(year=2020, balance_sheet_total_cents=100_00, law=LAW)


def test_a_remembered_amount_stays_remembered() -> None:
    assert yearly(year=2019, balance_sheet_total_cents=1, law=LAW).confidence == "remembered"


def test_the_balance_sheet_total_is_needed_from_the_third_year_on() -> None:
    assert yearly(year=2025, balance_sheet_total_cents=None, incorporated_on=date(2024, 1, 1), law=LAW)
    with pytest.raises(ValueError, match="third year"):
        yearly(year=2025, balance_sheet_total_cents=None, incorporated_on=date(2023, 12, 31), law=LAW)


def test_nothing_is_owed_for_a_year_before_the_incorporation() -> None:
    with pytest.raises(ValueError, match="before its incorporation"):
        yearly(year=2024, balance_sheet_total_cents=None, incorporated_on=date(2025, 1, 1), law=LAW)


def test_the_explanation_can_be_stored() -> None:
    found = yearly(year=2025, balance_sheet_total_cents=1_00, law=LAW)
    assert Explained.from_json(found.as_json(), CompanyContribution) == found
