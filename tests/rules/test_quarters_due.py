"""Which quarters of a year are due, each ground from the day before to the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.explained import Explained
from webapp.rules.law import NotInForce, law_on
from webapp.rules.quarters_due import (
    ARTICLES,
    Activity,
    Ground,
    Illness,
    YearDue,
    quarters_after_birth,
    quarters_due,
    quarters_of_illness,
)
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 11, 22))
LONG_AGO = date(2015, 1, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def grounds(year: int = 2026, **facts: Any) -> list[str]:
    """The four quarters: the ground, or "due"."""
    found = quarters_due(year, Activity(**{"started_on": LONG_AGO, **facts}), LAW).value
    free = dict(found.free)
    return [free.get(quarter, "due") for quarter in Quarter.of_year(year)]


def test_a_whole_year_of_activity_is_due() -> None:
    assert grounds() == ["due"] * 4


@pytest.mark.parametrize(
    ("started", "first"), [("2026-03-31", 1), ("2026-04-01", 2), ("2026-06-30", 2), ("2026-12-31", 4)]
)
def test_one_day_of_activity_makes_the_quarter_of_the_start_due(started: str, first: int) -> None:
    assert grounds(started_on=day(started)) == ["before_start"] * (first - 1) + ["due"] * (5 - first)


@pytest.mark.parametrize(("ended", "last"), [("2026-03-31", 1), ("2026-04-01", 2), ("2026-09-30", 3)])
def test_one_day_of_activity_makes_the_quarter_of_the_end_due(ended: str, last: int) -> None:
    assert grounds(ended_on=day(ended)) == ["due"] * last + ["after_end"] * (4 - last)


def test_a_seasonal_activity_that_resumes_next_year_owes_the_whole_year() -> None:
    assert grounds(ended_on=day("2026-08-31"), resumes_next_year=True) == ["due"] * 4
    assert grounds(2027, ended_on=day("2026-08-31"), resumes_next_year=True) == ["after_end"] * 4


def test_the_quarter_of_death_is_not_due() -> None:
    assert grounds(died_on=day("2026-06-30")) == ["due", "death", "after_end", "after_end"]
    assert grounds(died_on=day("2026-07-01")) == ["due", "due", "death", "after_end"]


def test_the_quarter_of_the_pension_is_not_due_when_the_activity_stops_in_it() -> None:
    pension = day("2026-05-10")
    assert grounds(pension_on=pension, ended_on=day("2026-04-01"))[1] == "pension"
    assert grounds(pension_on=pension, ended_on=day("2026-06-30"))[1] == "pension"
    assert grounds(pension_on=pension, ended_on=day("2026-07-01")) == ["due", "due", "due", "after_end"]
    assert grounds(pension_on=pension) == ["due"] * 4


def test_illness_frees_what_is_assimilated() -> None:
    illness = Illness(day("2026-01-31"), day("2026-06-01"), resumed=True)
    assert grounds(illnesses=(illness,)) == ["illness", "illness", "due", "due"]


def test_childbirth_frees_two_quarters_from_2026_and_one_before() -> None:
    assert grounds(births=(day("2026-01-01"),)) == ["due", "birth", "birth", "due"]
    assert grounds(births=(day("2025-12-31"),)) == ["birth", "due", "due", "due"]
    assert grounds(2017, births=(day("2016-09-30"),)) == ["due"] * 4


def test_bridging_right_and_exemption_free_the_quarters_they_name() -> None:
    found = grounds(bridging_right=(Quarter(2026, 2),), exempt=(Quarter(2026, 2), Quarter(2026, 3)))
    assert found == ["due", "bridging_right", "exemption", "due"]


def test_each_quarter_is_explained_with_its_article() -> None:
    activity = Activity(started_on=day("2026-02-01"), exempt=(Quarter(2026, 2),), ended_on=day("2026-08-01"))
    explained = quarters_due(2026, activity, LAW)
    assert [(step.code, step.article) for step in explained.steps] == [
        ("quarter_due", "rd38_15_2"),
        ("not_due_exemption", "rd38_17"),
        ("quarter_due", "rd38_15_2"),
        ("not_due_after_end", "rd38_15_2"),
    ]
    assert set(ARTICLES) == set(Ground)


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(started=DAYS, ended=st.none() | DAYS, died=st.none() | DAYS, births=st.lists(DAYS, max_size=2))
def test_every_quarter_is_either_due_or_free_and_the_answer_can_be_stored(
    started: date, ended: date | None, died: date | None, births: list[date]
) -> None:
    activity = Activity(started_on=started, ended_on=ended, died_on=died, births=tuple(births))
    explained = quarters_due(2026, activity, LAW)
    due, free = explained.value.due, [quarter for quarter, _ in explained.value.free]
    assert sorted([*due, *free]) == list(Quarter.of_year(2026))
    assert all(Quarter.of(started) <= quarter for quarter in due)
    assert Explained.from_json(explained.as_json(), YearDue) == explained


# --- birth and illness by themselves


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
    found = quarters_after_birth(day(born), LAW)
    assert [str(quarter) for quarter in found.value] == quarters
    assert Explained.from_json(found.as_json(), tuple) == found


def test_before_october_2016_there_was_no_free_quarter() -> None:
    with pytest.raises(NotInForce):
        quarters_after_birth(date(2016, 9, 30), LAW)


@pytest.mark.parametrize(
    ("start", "until", "resumed", "quarters"),
    [
        ("2026-01-15", "2026-03-10", True, ["2026Q1"]),
        ("2026-01-31", "2026-03-01", True, ["2026Q1"]),
        ("2026-01-31", "2026-02-28", True, []),
        ("2026-02-01", "2026-06-20", True, ["2026Q2"]),
        ("2026-02-05", "2026-05-31", True, []),
        ("2026-02-05", "2026-06-01", True, ["2026Q2"]),
        ("2026-02-05", "2026-05-10", False, ["2026Q2"]),
        ("2026-01-31", "2026-12-01", True, ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
    ],
)
def test_quarters_assimilated_for_illness(start: str, until: str, resumed: bool, quarters: list[str]) -> None:
    found = quarters_of_illness(day(start), day(until), resumed=resumed)
    assert [str(quarter) for quarter in found] == quarters
