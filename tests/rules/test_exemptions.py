"""Exemptions: who may ask, from when and until when."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.careers import Category
from webapp.rules.exemptions import may_ask, request_from, request_until, supplement_request_until
from webapp.rules.explained import Explained
from webapp.rules.law import NotInForce, law_on
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("category", "may"),
    [
        (Category.MAIN, True),
        (Category.PRIMOSTARTER, True),
        (Category.SPOUSE_MAXI, True),
        (Category.PENSIONER, True),
        (Category.PENSION_AGE_WITHOUT_PENSION, True),
        (Category.SECONDARY, False),
        (Category.ARTICLE_37, False),
        (Category.ARTICLE_37_MANDATE, False),
        (Category.SPOUSE_MINI, False),
    ],
)
def test_the_categories_that_the_law_names_may_ask(category: Category, may: bool) -> None:
    assert may_ask(category, LAW, income_cents=99999_00).value is may


@pytest.mark.parametrize(("income", "may"), [(17374_07, False), (17374_08, True), (17374_09, True)])
def test_a_student_may_ask_from_the_minimum_of_a_main_occupation_on(income: int, may: bool) -> None:
    explained = may_ask(Category.STUDENT, LAW, income_cents=income)
    assert explained.value is may
    assert [value.name for value in explained.values()] == ["contributions.floor_main"]


def test_twelve_months_from_the_quarter_after() -> None:
    assert request_until(Quarter(2026, 1), LAW).value == date(2027, 3, 31)
    assert request_until(Quarter(2025, 4), LAW).value == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("quarter", "until"),
    [("2026Q1", "2027-12-31"), ("2026Q3", "2027-12-31"), ("2026Q4", "2027-12-31"), ("2027Q1", "2028-03-31")],
)
def test_for_the_first_three_quarters_the_months_start_with_the_fifth(quarter: str, until: str) -> None:
    found = request_until(Quarter.parse(quarter), LAW, first_quarter=Quarter(2026, 1))
    assert found.value == date.fromisoformat(until)
    assert Explained.from_json(found.as_json(), date) == found


@pytest.mark.parametrize(
    ("sent", "until"),
    [("2026-03-31", "2027-03-31"), ("2026-04-01", "2027-06-30"), ("2026-12-31", "2027-12-31")],
)
def test_for_a_supplement_the_quarter_of_its_statement_decides(sent: str, until: str) -> None:
    assert supplement_request_until(date.fromisoformat(sent), LAW).value == date.fromisoformat(until)


def test_somebody_active_asks_after_four_full_quarters() -> None:
    assert request_from(Quarter(2025, 3), LAW).value == date(2026, 7, 1)


def test_the_windows_exist_since_2019() -> None:
    with pytest.raises(NotInForce):
        request_until(Quarter(2018, 4), law_on(date(2018, 12, 31)))
