"""Terms and working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

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


@pytest.mark.parametrize(
    ("starts_on", "earliest"),
    [
        (date(2026, 7, 1), date(2026, 1, 1)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2026, 1, 15), date(2025, 7, 15)),
    ],
)
def test_one_may_affiliate_six_months_ahead_and_until_the_day_before(starts_on: date, earliest: date) -> None:
    assert deadlines.affiliate_from(starts_on, LAW) == earliest
    assert deadlines.affiliate_until(starts_on) == starts_on - timedelta(days=1)


def test_terms_of_days_around_affiliation() -> None:
    assert deadlines.join_after_notice_until(date(2026, 12, 15), LAW) == date(2027, 1, 14)
    assert deadlines.report_change_until(date(2026, 12, 20), LAW) == date(2027, 1, 4)
    assert deadlines.report_stop_until(date(2028, 2, 20), LAW) == date(2028, 3, 6)
    assert deadlines.affiliate_company_until(date(2025, 11, 30), LAW) == date(2026, 2, 28)


@pytest.mark.parametrize(("number", "day"), [(1, "01-31"), (2, "04-30"), (3, "07-31"), (4, "10-31")])
def test_the_due_notice_leaves_in_the_first_month_of_the_quarter(number: int, day: str) -> None:
    assert deadlines.notice_until(Quarter(2026, number)) == date.fromisoformat(f"2026-{day}")


def test_the_last_reminder_and_the_writ_leave_a_month() -> None:
    assert deadlines.answer_last_reminder_until(date(2026, 1, 31), LAW) == date(2026, 2, 28)
    assert deadlines.oppose_writ_until(date(2026, 12, 10), LAW) == date(2027, 1, 10)
    assert deadlines.appeal_fine_until(date(2026, 12, 31), LAW) == date(2027, 2, 28)
    served_at = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert deadlines.pay_after_writ_until(served_at, LAW) == datetime(2027, 1, 1, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("notified_on", "binds_from"),
    [
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 1, 31), date(2026, 3, 1)),
        (date(2026, 11, 30), date(2027, 1, 1)),
    ],
)
def test_a_transferred_business_binds_the_fund_after_the_next_month(
    notified_on: date, binds_from: date
) -> None:
    assert deadlines.business_transfer_binds_from(notified_on, LAW) == binds_from


def test_the_certificate_of_a_transfer_comes_within_thirty_days() -> None:
    assert deadlines.business_certificate_until(date(2026, 12, 2), LAW) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2024, 3, 31), date(2024, 3, 29), date(2024, 4, 2)),
        (date(2024, 4, 1), date(2024, 3, 29), date(2024, 4, 2)),
        (date(2018, 3, 31), date(2018, 3, 30), date(2018, 4, 3)),
        (date(2025, 6, 30), date(2025, 6, 30), date(2025, 6, 30)),
        (date(2027, 12, 25), date(2027, 12, 24), date(2027, 12, 27)),
        (date(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4)),
        (date(2028, 1, 1), date(2027, 12, 31), date(2028, 1, 3)),
        (date(2008, 5, 1), date(2008, 4, 30), date(2008, 5, 2)),
    ],
)
def test_working_days_around_a_moved_easter_and_the_turn_of_the_year(
    day: date, before: date, after: date
) -> None:
    assert deadlines.last_working_day_until(day) == before
    assert deadlines.working_day_from(day) == after


@given(st.integers(1900, 2299))
def test_ten_different_holidays_except_where_ascension_is_labour_day(year: int) -> None:
    found = deadlines.holidays(year)
    meets = deadlines.easter(year) + timedelta(days=39) == date(year, 5, 1)
    assert len(found) == (9 if meets else 10)
    assert all(day.year == year for day in found)


@given(st.dates(date(2018, 1, 1), date(2032, 12, 31)), st.integers(1, 30))
def test_counting_working_days_counts_each_once(day: date, count: int) -> None:
    end = deadlines.after_working_days(day, count)
    between = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(deadlines.is_working_day(one) for one in between) == count
    assert deadlines.is_working_day(end)
