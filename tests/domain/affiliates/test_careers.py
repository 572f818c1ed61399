"""A quarter of a career: subject or not, which category, a starter for three full calendar years."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.domain.affiliates import Stretch, quarters_worked, standing
from webapp.rules.careers import Category
from webapp.rules.units import Quarter


def a_stretch(since, until=None, category=Category.MAIN):
    return Stretch(
        category=category, since=date.fromisoformat(since), until=until and date.fromisoformat(until)
    )


def test_one_day_of_activity_makes_the_whole_quarter_due():
    career = [a_stretch("2026-03-31", "2026-04-01")]
    covered = [standing(career, Quarter(2026, number)) is not None for number in (1, 2, 3, 4)]
    assert covered == [True, True, False, False]


@pytest.mark.parametrize(
    ("since", "last_year"),
    [("2023-07-01", 2026), ("2023-01-01", 2025), ("2023-02-15", 2025), ("2024-12-31", 2027)],
)
def test_a_starter_stays_one_until_three_full_calendar_years_have_passed(since, last_year):
    career = [a_stretch(since)]
    assert standing(career, Quarter(last_year, 4)).is_starter
    assert not standing(career, Quarter(last_year + 1, 1)).is_starter


def test_a_change_of_category_is_no_new_start_but_an_empty_quarter_is():
    changed = [a_stretch("2015-01-01", "2025-12-31", Category.SECONDARY), a_stretch("2026-01-01")]
    assert not standing(changed, Quarter(2026, 1)).is_starter
    resumed = [a_stretch("2015-01-01", "2025-06-30"), a_stretch("2026-01-01")]
    assert standing(resumed, Quarter(2026, 1)).is_first_quarter


def test_the_quarters_of_a_year_are_counted_over_all_stretches():
    career = [a_stretch("2025-02-01", "2025-04-10"), a_stretch("2025-10-01")]
    assert quarters_worked(career, 2025) == 3
