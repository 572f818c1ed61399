"""The law over time, on a small book of its own: changes are changes of the figure, not of the line."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules import law_calendar
from webapp.rules.law import LawBook
from webapp.rules.law_files import Entry, Line


def an_entry(name: str, *lines: tuple[str, int | None, str], label: str = "Rate") -> Entry:
    days = [date.fromisoformat(since) for since, _value, _confidence in lines]
    return Entry(
        name=name,
        file="contributions.toml",
        unit="days",
        label=dict.fromkeys(("fr", "nl", "de", "en"), label),
        article=None,
        expected=(),
        lines=tuple(
            Line(since=since, until=None, value=value, source="RD 38", confidence=confidence)
            for since, (_day, value, confidence) in zip(days, lines, strict=True)
        ),
    )


@pytest.fixture
def book() -> LawBook:
    entries = (
        an_entry("a.rate", ("2024-01-01", 20, "sourced"), ("2025-01-01", 20, "sourced"), ("2026-01-01", 21, "derived")),
        an_entry("b.begins", ("2026-07-01", 5, "sourced"), label="Days of leave"),
        an_entry("c.unknown", ("2024-01-01", 3, "sourced"), ("2026-01-01", None, "unknown")),
    )
    return LawBook({entry.name: entry for entry in entries})


def test_a_line_that_repeats_the_figure_is_no_change(book):
    found = law_calendar.changes(book, since=date(2025, 1, 1), until=date(2026, 12, 31))
    assert [(change.after.name, change.since, change.before and change.before.value) for change in found] == [
        ("a.rate", date(2026, 1, 1), 20),
        ("b.begins", date(2026, 7, 1), None),
    ]


def test_both_days_of_the_period_count(book):
    for day, count in ((date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 1, 2), 0)):
        assert len(law_calendar.changes(book, since=day, until=day)) == count


def test_what_was_not_read_at_its_source_is_listed_while_it_holds(book):
    assert [value.name for value in law_calendar.less_sure(book, on=date(2026, 11, 22))] == ["a.rate"]


def test_years_stand_side_by_side_with_gaps_where_nothing_is_known(book):
    def years(name):
        return [value and value.value for value in law_calendar.beside(book.entry(name), range(2023, 2028))]

    assert years("a.rate") == [None, 20, 20, 21, 21]
    assert years("b.begins") == [None, None, None, None, 5]
    assert years("c.unknown") == [None, 3, 3, None, None]


@pytest.mark.parametrize(
    ("words", "names"),
    [("", ["a.rate", "b.begins", "c.unknown"]), ("LEAVE days", ["b.begins"]), ("unknown rate", ["c.unknown"]), ("%", [])],
)
def test_a_value_is_found_by_parts_of_its_name_or_label(book, words, names):
    assert [entry.name for entry in law_calendar.matching(book, words, language="en")] == names
