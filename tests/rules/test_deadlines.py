"""Terms and working days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules import deadlines
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2018, "04-01"), (2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28"), (2038, "04-25")],
)
def test_easter(year: int, sunday: str) -> None:
    assert deadlines.easter(year) == date.fromisoformat(f"{year}-{sunday}")


@given(st.integers(1900, 2299))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    sunday = deadlines.easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_ten_holidays() -> None:
    found = deadlines.holidays(2026)
    assert len(found) == 10
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 21)} <= found


def test_working_days() -> None:
    assert deadlines.is_working_day(date(2026, 11, 20))
    assert not deadlines.is_working_day(date(2026, 11, 21))
    assert not deadlines.is_working_day(date(2026, 11, 11))
    assert deadlines.working_day_from(date(2026, 4, 3)) == date(2026, 4, 3)
    assert deadlines.working_day_from(date(2026, 4, 4)) == date(2026, 4, 7)
    assert deadlines.last_working_day_until(date(2026, 5, 31)) == date(2026, 5, 29)
    assert deadlines.after_working_days(date(2026, 12, 24), 5) == date(2027, 1, 4)


def test_a_quarter_falls_due_on_its_last_day() -> None:
    assert deadlines.due_on(Quarter(2026, 4)) == date(2026, 12, 31)


def test_a_starter_has_one_quarter_more_for_his_first_two() -> None:
    started = Quarter(2026, 1)
    days = [deadlines.starter_due_on(started.plus(n), started_in=started, law=LAW) for n in range(3)]
    assert days == [date(2026, 6, 30), date(2026, 9, 30), date(2026, 9, 30)]


def test_the_statement_leaves_by_the_end_of_the_next_month() -> None:
    assert deadlines.statement_until(date(2026, 1, 31), LAW) == date(2026, 2, 28)
    assert deadlines.statement_until(date(2026, 11, 2), LAW) == date(2026, 12, 31)


def test_a_supplement_is_due_at_the_end_of_the_next_quarter() -> None:
    assert deadlines.supplement_due_on(date(2026, 10, 1), LAW) == date(2027, 3, 31)
    assert deadlines.supplement_due_on(date(2026, 9, 30), LAW) == date(2026, 12, 31)


def test_a_request_is_decided_within_four_months_and_the_clock_can_stand_still() -> None:
    assert deadlines.decision_until(date(2026, 10, 31), LAW) == date(2027, 2, 28)
    assert deadlines.decision_until(date(2026, 10, 31), LAW, waited_days=10) == date(2027, 3, 10)
    assert deadlines.payment_until(date(2026, 11, 22), LAW) == date(2027, 3, 22)
    assert deadlines.appeal_until(date(2026, 11, 22), LAW) == date(2027, 2, 22)
