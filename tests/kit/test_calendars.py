"""A calendar file: whole days, a reminder a week before, entries that are mended instead of doubled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from webapp.kit import calendars
from webapp.kit.calendars import Day

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAYS = (
    Day(name="due", on=date(2026, 12, 31), title="Vierde kwartaal betalen", words="Zie: uw brief; of bel\n02"),
    Day(name="due", on=date(2026, 9, 30), title="Derde kwartaal betalen " + "é" * 80),
)


def written(days=DAYS, made_at=AT):
    return calendars.calendar(
        days, name="Mijn dagen", author="De Linde", host="linde.example", language="nl",
        url="https://linde.example/nl/dagen?year=2026", made_at=made_at,
    )  # fmt: skip


def entries(file):
    return {str(event["uid"]): event for event in Calendar.from_ical(file).walk("VEVENT")}


def test_each_day_is_an_entry_of_a_whole_day_that_takes_no_time_away():
    event = entries(written())["due-2026-12-31@linde.example"]
    assert event.decoded("dtstart") == date(2026, 12, 31)
    assert event.decoded("dtend") == date(2027, 1, 1)
    assert event["transp"] == "TRANSPARENT"
    assert str(event["summary"]) == "Vierde kwartaal betalen"
    assert str(event["description"]) == "Zie: uw brief; of bel\n02"
    assert event["summary"].params["LANGUAGE"] == "nl"


def test_the_reminder_rings_on_the_morning_a_week_before():
    for event in entries(written()).values():
        (alarm,) = event.walk("VALARM")
        rings = datetime.combine(event.decoded("dtstart"), datetime.min.time()) + alarm.decoded("trigger")
        assert rings.date() == event.decoded("dtstart") - timedelta(weeks=1)
        assert rings.hour == 9
        assert alarm["action"] == "DISPLAY"


def test_a_later_file_mends_the_same_entries():
    later = AT + timedelta(days=40)
    before, after = entries(written()), entries(written(made_at=later))
    assert before.keys() == after.keys()
    assert all(event.decoded("last-modified") == later for event in after.values())
    assert all(event.decoded("dtstamp") == AT for event in before.values())


def test_the_days_stand_in_their_order_and_the_same_data_give_the_same_bytes():
    assert [event.decoded("dtstart").month for event in Calendar.from_ical(written()).walk("VEVENT")] == [9, 12]
    assert written() == written(tuple(reversed(DAYS)))


def test_the_lines_are_folded_as_the_standard_wants():
    file = written()
    assert file.startswith(b"BEGIN:VCALENDAR\r\n")
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert b"\n" not in file.replace(b"\r\n", b"")
    for line in file.split(b"\r\n"):
        line.decode()
    (third,) = [event for uid, event in entries(file).items() if "09-30" in uid]
    assert str(third["summary"]).endswith("é" * 80)


def test_the_file_says_whose_it_is_and_what_it_needs_to_be_read():
    found = Calendar.from_ical(written())
    assert found["version"] == "2.0"
    assert "De Linde" in found["prodid"]
    assert str(found["x-wr-calname"]) == "Mijn dagen"
    assert found["method"] == "PUBLISH"
