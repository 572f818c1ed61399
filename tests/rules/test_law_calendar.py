"""The law over time, on a small book of its own: changes are changes of the figure, not of the line."""

from __future__ import annotations

from dataclasses import replace
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
            Line(since=since, until=None, value=value, source="RD 38", confidence=confidence, note="" if value else "not printed yet")
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


def test_what_was_not_read_at_its_source_is_listed_while_it_holds_the_least_sure_first(book):
    found = law_calendar.less_sure(book, on=date(2026, 11, 22))
    assert [(one.entry.name, one.since, one.value and one.value.value, one.confidence) for one in found] == [
        ("c.unknown", date(2026, 1, 1), None, "unknown"),
        ("a.rate", date(2026, 1, 1), 21, "derived"),
    ]
    assert found[0].note == "not printed yet"


def test_a_line_that_has_ended_is_listed_only_when_all_are_asked_for():
    line = Line(date(2020, 1, 1), date(2020, 12, 31), 4, "RD 38", "remembered")
    book = LawBook({"a.past": replace(an_entry("a.past", ("2020-01-01", 4, "sourced")), lines=(line,))})
    assert [len(law_calendar.less_sure(book, on=day)) for day in (date(2020, 12, 31), date(2021, 1, 1))] == [1, 0]
    assert len(law_calendar.less_sure(book)) == 1


def test_what_is_due_says_why_it_is_not_known(book):
    awaited = replace(book.entry("c.unknown"), expected=(date(2026, 1, 1), date(2027, 1, 1)))
    found = law_calendar.expected(LawBook({"c.unknown": awaited}))
    assert [(one.since, one.value, one.confidence, one.note) for one in found] == [
        (date(2026, 1, 1), None, "unknown", "not printed yet"),
        (date(2027, 1, 1), None, "unknown", ""),
    ]


def test_years_stand_side_by_side_with_gaps_where_nothing_is_known(book):
    def years(name):
        return [value and value.value for value in law_calendar.beside(book.entry(name), range(2023, 2028))]

    assert years("a.rate") == [None, 20, 20, 21, 21]
    assert years("b.begins") == [None, None, None, None, 5]
    assert years("c.unknown") == [None, 3, 3, None, None]


def test_a_gap_of_the_years_is_either_no_rule_or_a_value_not_known(book):
    def words(entry):
        found = law_calendar.standing(entry, range(2023, 2028))
        return [one and (one.value.value if one.value else one.confidence) for one in found]

    unknown = book.entry("c.unknown")
    assert words(unknown) == [None, 3, 3, "unknown", "unknown"]
    ended = replace(unknown, lines=(replace(unknown.lines[0], until=date(2024, 12, 31)),))
    assert words(ended) == [None, 3, None, None, None]
    assert words(replace(ended, expected=(date(2025, 1, 1),))) == [None, 3, "unknown", None, None]


@pytest.mark.parametrize(
    ("words", "names"),
    [("", ["a.rate", "b.begins", "c.unknown"]), ("LEAVE days", ["b.begins"]), ("unknown rate", ["c.unknown"]), ("%", [])],
)
def test_a_value_is_found_by_parts_of_its_name_or_label(book, words, names):
    assert [entry.name for entry in law_calendar.matching(book, words, language="en")] == names
