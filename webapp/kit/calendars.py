"""Write calendar files (RFC 5545): days that matter, each with a reminder a week before.

Plain data in, bytes out. A day keeps its UID, so a file that is taken in again mends the entry instead of
doubling it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

MIME: Final = "text/calendar"
#: In the morning of the day a week before: an entry of a whole day begins at midnight.
REMINDER: Final = timedelta(days=-7, hours=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Something on a day; `name` finds the same entry in a later file."""

    name: str
    on: date
    title: str
    words: str = ""


def calendar(
    days: Iterable[Day], *, name: str, author: str, host: str, language: str, url: str, made_at: datetime
) -> bytes:
    """The file with these days in their order; `host` makes their UIDs ours."""
    found = Calendar()
    found.add("prodid", f"-//{author}//Guichet//{language.upper()}")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", name, parameters={"LANGUAGE": language})
    found.add("x-wr-calname", name)
    for day in sorted(days, key=lambda one: (one.on, one.name)):
        found.add_component(_event(day, host=host, language=language, url=url, made_at=made_at))
    return bytes(found.to_ical())


def _event(day: Day, *, host: str, language: str, url: str, made_at: datetime) -> Event:
    """An entry of a whole day that takes no time away."""
    said = {"LANGUAGE": language}
    event = Event()
    event.add("uid", f"{day.name}-{day.on.isoformat()}@{host}")
    event.add("dtstamp", made_at)
    event.add("last-modified", made_at)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.title, parameters=said)
    if day.words:
        event.add("description", day.words, parameters=said)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", day.title, parameters=said)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event
