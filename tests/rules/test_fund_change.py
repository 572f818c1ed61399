"""Leaving a fund: four years, a 1 January, notice by 30 June, and what stands against it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reading import aloud, codes
from webapp.rules.explained import Explained
from webapp.rules.fund_change import FundChange, Obstacle, earliest
from webapp.rules.law import law_on

LAW = law_on(date(2026, 11, 22))


def ask(**more: Any) -> Explained[FundChange]:
    facts = {
        "asked_on": date(2026, 5, 4),
        "started_on": date(2022, 11, 15),
        "declared_on": date(2022, 11, 1),
        "law": LAW,
        **more,
    }
    return earliest(**facts)


@pytest.mark.parametrize(
    ("started_on", "change_on"),
    [
        (date(2022, 1, 1), date(2027, 1, 1)),
        (date(2022, 12, 31), date(2027, 1, 1)),
        (date(2023, 1, 1), date(2027, 1, 1)),
        (date(2023, 3, 31), date(2027, 1, 1)),
        (date(2023, 4, 1), date(2028, 1, 1)),
    ],
)
def test_four_years_from_the_first_day_of_the_quarter_of_the_start(started_on: date, change_on: date) -> None:
    found = ask(started_on=started_on, declared_on=date(2021, 12, 1))
    assert found.value == FundChange(change_on, date(change_on.year - 1, 6, 30))
    assert found.value.possible
    assert codes(found) == ["fund_change_since_start", "fund_change_first", "fund_change_notice"]
    assert Explained.from_json(found.as_json(), FundChange) == found


@pytest.mark.parametrize(
    ("declared_on", "change_on"),
    [
        (date(2019, 2, 28), date(2027, 1, 1)),
        (date(2023, 3, 31), date(2027, 1, 1)),
        (date(2023, 4, 1), date(2028, 1, 1)),
    ],
)
def test_whoever_affiliated_late_counts_from_the_quarter_of_the_declaration(
    declared_on: date, change_on: date
) -> None:
    found = ask(started_on=date(2019, 2, 28), declared_on=declared_on)
    assert found.value.on == change_on
    assert codes(found)[0] == "fund_change_since_declaration"


def test_a_declaration_of_the_day_before_the_start_is_in_time_and_the_quarter_of_the_start_counts() -> None:
    in_time = ask(started_on=date(2023, 4, 1), declared_on=date(2023, 3, 31))
    assert in_time.steps[0].facts["day"] == date(2023, 4, 1)
    assert in_time.value.on == date(2028, 1, 1)


@pytest.mark.parametrize(
    ("asked_on", "change_on"),
    [
        (date(2026, 6, 30), date(2027, 1, 1)),
        (date(2026, 7, 1), date(2028, 1, 1)),
        (date(2027, 6, 30), date(2028, 1, 1)),
        (date(2027, 7, 1), date(2029, 1, 1)),
    ],
)
def test_notice_by_30_june(asked_on: date, change_on: date) -> None:
    found = ask(asked_on=asked_on).value
    assert found == FundChange(change_on, date(change_on.year - 1, 6, 30))


def test_after_a_change_the_four_years_begin_anew() -> None:
    assert ask(changed_on=date(2022, 1, 1)).value.on == date(2027, 1, 1)
    assert ask(changed_on=date(2023, 1, 1)).value.on == date(2027, 1, 1)
    assert ask(changed_on=date(2024, 1, 1)).value.on == date(2028, 1, 1)


def test_a_notice_while_another_change_is_under_way_is_void() -> None:
    found = ask(changed_on=date(2027, 1, 1))
    assert found.value == FundChange(date(2031, 1, 1), date(2030, 6, 30), (Obstacle.PENDING_CHANGE,))
    assert not found.value.possible
    assert ask(changed_on=date(2026, 5, 5)).value.obstacles == (Obstacle.PENDING_CHANGE,)
    assert ask(changed_on=date(2026, 5, 4)).value.obstacles == ()


@pytest.mark.parametrize(("open_cents", "obstacles"), [(0, ()), (1, (Obstacle.OPEN_DEBT,))])
def test_a_cent_of_debt_stands_against_it_but_can_still_be_paid(
    open_cents: int, obstacles: tuple[Obstacle, ...]
) -> None:
    found = ask(open_cents=open_cents)
    assert found.value == FundChange(date(2027, 1, 1), date(2026, 6, 30), obstacles)
    assert found.value.possible is not bool(open_cents)
    assert aloud(found)


@pytest.mark.parametrize(
    ("pension_age_on", "possible"),
    [(date(2026, 12, 31), False), (date(2027, 12, 31), False), (date(2028, 1, 1), True)],
)
def test_no_change_from_the_year_of_pension_age_on(pension_age_on: date, possible: bool) -> None:
    found = ask(pension_age_on=pension_age_on).value
    expected = FundChange(None, None, (Obstacle.PENSION_AGE,))
    assert found == (FundChange(date(2027, 1, 1), date(2026, 6, 30)) if possible else expected)


@pytest.mark.parametrize(
    ("early_pension_on", "possible"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)]
)
def test_no_change_after_the_year_of_an_early_pension(early_pension_on: date, possible: bool) -> None:
    found = ask(early_pension_on=early_pension_on).value
    assert found.possible is possible
    assert found.obstacles == (() if possible else (Obstacle.EARLY_PENSION,))


@given(
    st.dates(date(2018, 1, 1), date(2026, 12, 31)),
    st.dates(date(2018, 1, 1), date(2026, 12, 31)),
    st.dates(date(2018, 1, 1), date(2035, 12, 31)),
)
def test_always_a_1_january_after_four_years_with_half_a_year_of_notice(
    started_on: date, declared_on: date, asked_on: date
) -> None:
    found = ask(asked_on=asked_on, started_on=started_on, declared_on=declared_on).value
    assert found.on is not None
    assert found.ask_until is not None
    assert (found.on.month, found.on.day) == (1, 1)
    assert asked_on <= found.ask_until == date(found.on.year - 1, 6, 30)
    assert found.on.year - max(started_on, declared_on).year >= 4
