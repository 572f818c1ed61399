"""Hours of the week on real days: holidays and closing days go first, and every moment is Belgian."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from webapp.kit import opening_hours
from webapp.kit.clock import BELGIUM

HOURS = {
    "monday": ["09:00-12:00", "13:00-16:30"],
    "tuesday": ["09:00-12:00"],
    "wednesday": ["09:00-12:00"],
    "thursday": ["09:00-12:00", "13:00-19:00"],
    "friday": ["09:00-12:00"],
    "saturday": [],
    "sunday": [],
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BELGIUM)


def test_a_holiday_and_a_closing_day_go_before_the_week():
    week = opening_hours.days(HOURS, first=date(2026, 12, 24), count=5, closed_on=[date(2026, 12, 24)])
    assert [(day.on.day, day.closed_for, len(day.spans)) for day in week] == [
        (24, "fund", 0),
        (25, "holiday", 0),
        (26, "", 0),
        (27, "", 0),
        (28, "", 2),
    ]


@pytest.mark.parametrize(
    ("moment", "is_open", "until"),
    [
        ("2026-11-30T08:59", False, "2026-11-30T09:00"),
        ("2026-11-30T09:00", True, "2026-11-30T12:00"),
        ("2026-11-30T12:00", False, "2026-11-30T13:00"),
        ("2026-11-30T16:30", False, "2026-12-01T09:00"),
        ("2026-11-27T15:00", False, "2026-11-30T09:00"),
        ("2026-05-13T12:00", False, "2026-05-18T09:00"),  # Ascension Day, and the fund's own Friday after it
    ],
)
def test_how_it_stands(moment, is_open, until):
    found = opening_hours.standing(HOURS, at=at(moment), closed_on=[date(2026, 5, 15)])
    assert (found.is_open, found.until) == (is_open, at(until))


def test_hours_are_belgian_in_summer_and_winter():
    assert opening_hours.standing(HOURS, at=datetime(2026, 7, 6, 7, 30, tzinfo=UTC)).is_open
    assert not opening_hours.standing(HOURS, at=datetime(2026, 11, 30, 7, 30, tzinfo=UTC)).is_open


def test_who_never_opens_never_opens():
    closed = dict.fromkeys(HOURS, ())
    assert opening_hours.standing(closed, at=at("2026-11-30T10:00")).until is None


def test_spans_say_themselves():
    first, second, *_rest = opening_hours.spans_from(HOURS, at=at("2026-11-30T10:00"))
    assert (first.words, first.is_morning, second.words, second.is_morning) == (
        "09:00–12:00",
        True,
        "13:00–16:30",
        False,
    )
