"""The company contribution where our files end; the amounts themselves are in the examples."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.reading import aloud, codes
from webapp.rules.company import CompanyContribution, due_day, yearly
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on

LAW = law_on(date(2026, 11, 22))


def test_the_high_amount_of_2026_is_missing_not_guessed() -> None:
    with pytest.raises(MissingValue, match=r"company\.balance_threshold has no value on 2026-01-01"):
        yearly(year=2026, balance_sheet_total_cents=858605_73, law=LAW)


def test_a_total_that_was_small_last_year_is_small_in_2026() -> None:
    found = yearly(year=2026, balance_sheet_total_cents=858605_72, law=LAW)
    assert found.value == CompanyContribution(409_30, "small", date(2026, 12, 31))
    assert codes(found) == ["balance_small_last_year", "company_small", "company_due"]
    assert found.confidence == "derived"


def test_two_unknown_thresholds_in_a_row_decide_nothing() -> None:
    assert yearly(year=2026, balance_sheet_total_cents=858605_72, law=LAW).value.size == "small"
    with pytest.raises(MissingValue, match=r"company\.balance_threshold has no value on 2027-01-01"):
        yearly(year=2027, balance_sheet_total_cents=100_00, law=LAW)


def test_a_remembered_due_day_stays_remembered() -> None:
    assert yearly(year=2020, balance_sheet_total_cents=1, law=LAW).confidence == "remembered"


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


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025])
def test_the_size_turns_a_cent_above_the_threshold(year: int) -> None:
    threshold = law_on(date(year, 1, 1)).cents("company.balance_threshold")
    sizes = [
        yearly(year=year, balance_sheet_total_cents=threshold + cents, law=LAW).value.size
        for cents in (-1, 0, 1)
    ]
    assert sizes == ["small", "small", "large"]


def test_the_unknown_high_amount_of_2026_names_itself() -> None:
    with pytest.raises(MissingValue, match=r"company\.large has no value on 2026-01-01"):
        law_on(date(2026, 1, 1)).cents("company.large")


@pytest.mark.parametrize(
    ("incorporated_on", "due_on"),
    [
        (date(2022, 1, 1), date(2022, 6, 30)),
        (date(2022, 3, 31), date(2022, 6, 30)),
        (date(2022, 4, 1), date(2022, 7, 31)),
        (date(2022, 11, 30), date(2023, 2, 28)),
        (date(2022, 12, 31), date(2023, 3, 31)),
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2023, 9, 30), date(2023, 12, 31)),
        (date(2023, 10, 1), date(2024, 1, 31)),
        (date(2023, 11, 1), date(2024, 2, 29)),
        (date(2023, 12, 31), date(2024, 3, 31)),
    ],
)
def test_the_due_day_of_a_new_company(incorporated_on: date, due_on: date) -> None:
    facts = {"balance_sheet_total_cents": None, "incorporated_on": incorporated_on, "law": LAW}
    found = yearly(year=incorporated_on.year, **facts)  # type: ignore[arg-type]
    assert found.value.due_on == due_on
    next_year = yearly(year=incorporated_on.year + 1, **facts)  # type: ignore[arg-type]
    assert next_year.value.due_on == date(incorporated_on.year + 1, 12, 31)


@pytest.mark.parametrize(
    ("year", "confidence", "put_off"),
    [
        (2018, "sourced", False),
        (2019, "sourced", False),
        (2020, "remembered", True),
        (2021, "sourced", True),
        (2022, "sourced", False),
    ],
)
def test_a_due_day_of_the_crisis_years_says_that_it_was_put_off(
    year: int, confidence: str, put_off: bool
) -> None:
    facts = {"balance_sheet_total_cents": None, "incorporated_on": date(year - 1, 5, 1), "law": LAW}
    found = yearly(year=year, **facts)  # type: ignore[arg-type]
    assert found.value.due_on == date(year, 6, 30)
    assert found.confidence == confidence
    (due,) = (value for value in found.values() if value.name == "company.due_day")
    assert ("Covid" in due.note) is put_off
    assert (codes(found)[-1] == "company_due_put_off") is put_off
    assert aloud(found)


def test_the_deferred_days_themselves_are_not_known() -> None:
    with pytest.raises(MissingValue, match=r"31 December 2021 .* or 31 October 2021"):
        law_on(date(2021, 1, 1))("company.due_day_put_off")


@pytest.mark.parametrize("months", [6, 11, 13, 18])
def test_how_a_longer_or_shorter_financial_year_is_recalculated_is_not_known(months: int) -> None:
    facts = {"year": 2025, "law": LAW, "financial_year_months": months}
    with pytest.raises(MissingValue, match=r"company\.pro_rata .* formula was not found"):
        yearly(balance_sheet_total_cents=100_00, **facts)  # type: ignore[arg-type]
    new = yearly(balance_sheet_total_cents=None, incorporated_on=date(2024, 6, 1), **facts)  # type: ignore[arg-type]
    assert new.value.size == "small"


def test_the_due_day_is_known_where_the_amount_is_not() -> None:
    assert due_day(year=2026, law=LAW).value == date(2026, 12, 31)
    assert due_day(year=2026, law=LAW, incorporated_on=date(2026, 10, 1)).value == date(2027, 1, 31)
    assert due_day(year=2026, law=LAW, incorporated_on=date(2026, 9, 30)).value == date(2026, 12, 31)
    with pytest.raises(MissingValue):
        due_day(year=2027, law=LAW)
    with pytest.raises(ValueError, match="before its incorporation"):
        due_day(year=2024, law=LAW, incorporated_on=date(2025, 1, 1))
