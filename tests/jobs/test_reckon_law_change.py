"""A range of the fund reckoned by two books: harmless twice, and silent once the books are others."""

from __future__ import annotations

from datetime import date

import jobs
from tests.factories.affiliates import an_affiliate
from tests.factories.law_changes import a_change, a_clean_shelf, a_line, an_editor
from webapp.domain import law_changes
from webapp.kit import clock


def test_a_range_is_counted_once(app, clock_at):
    clock_at("2026-09-20T10:00")
    person = an_affiliate(since=date(2024, 7, 1))
    with a_clean_shelf():
        number = a_change()
        law_changes.reckon(number, by=an_editor(), at=clock.now())
        asked = law_changes.reckoning_of(law_changes.change(number))
        for _time in (1, 2):
            jobs.catalogue()["reckon_law_change"].run(reckoning_id=asked.id, subject="people", low=person)
        found = law_changes.reckoning_of(law_changes.change(number))
    assert (found.done, found.ranges) == (1, 1)
    assert found.found["quarters"]["2026Q4"]["people"] == 1


def test_a_range_of_books_that_changed_meanwhile_is_left_alone(app, clock_at):
    clock_at("2026-09-20T10:00")
    person = an_affiliate(since=date(2024, 7, 1))
    with a_clean_shelf():
        number, editor = a_change(), an_editor()
        law_changes.reckon(number, by=editor, at=clock.now())
        asked = law_changes.reckoning_of(law_changes.change(number))
        law_changes.put_lines(number, [a_line(value="0.22")], revision=1, by=editor, at=clock.now())
        jobs.catalogue()["reckon_law_change"].run(reckoning_id=asked.id, subject="people", low=person)
        assert law_changes.last_reckoning(number) is None
