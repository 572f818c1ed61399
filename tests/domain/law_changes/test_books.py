"""The house reads the files with every published line, in each process, whatever happens to the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from tests.factories.affiliates import an_affiliate
from tests.factories.law_changes import a_change, a_line, a_supervisor, fees_until
from webapp.domain import contributions, law_changes
from webapp.domain.law_changes import State, books
from webapp.domain.law_changes.models import LawChange, ProposedLine
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.law import law_book, law_of_files, law_on
from webapp.rules.units import Quarter

pytestmark = pytest.mark.usefixtures("house")

JULY_OF_2027 = date(2027, 7, 1)


def after(**passed: int):
    return clock.now() + timedelta(**passed)


def withdrawn_in_another_process(number: int) -> None:
    """Without `look_soon`, which this process alone would hear."""
    session.query(LawChange).filter_by(id=number).update({"state": State.WITHDRAWN})
    session.commit()


def test_a_published_line_holds_from_its_day_and_not_before(published):
    before = law_on(date(2026, 12, 31))("contributions.rate_1")
    published(a_change(a_line(since=JULY_OF_2027)))
    assert law_on(JULY_OF_2027)("contributions.rate_1") != before
    assert law_on(date(2027, 6, 30))("contributions.rate_1") == before


def test_old_years_stay_the_same_to_the_cent(published, monkeypatch):
    fees_until(monkeypatch, 2027)
    known = {name: law_of_files().entry(name).lines for name in law_of_files().names()}
    published(a_change(a_line("contributions.index_numerator", date(2027, 1, 1), "690")))
    for name, lines in known.items():
        old, new = (
            [(one.since, one.until, one.value) for one in history if one.since.year < 2027]
            for history in (lines, law_book().entry(name).lines)
        )
        assert new == old, name
    touched = {one.name for one in law_changes.published()}
    assert {"contributions.index_numerator", "contributions.floor_main"} <= touched


def test_a_published_change_is_what_dues_are_drawn_by(published):
    affiliate = an_affiliate(since=date(2024, 7, 1))
    published(a_change())
    contributions.draw_due(affiliate, quarter=Quarter(2026, 4), on=clock.today())
    assert contributions.quarter_totals(Quarter(2026, 4)).cents == 94680


def test_a_draft_is_in_no_book(reckoned):
    reckoned(a_change())
    assert books.published_lines() == ()
    law_changes.look_again()
    assert law_book() is law_of_files()


def test_the_same_lines_make_the_same_book_in_whichever_order_they_were_published(published):
    later, earlier = a_line(since=date(2027, 10, 1), value="0.22"), a_line(since=JULY_OF_2027)
    published(a_change(later))
    published(a_change(earlier))
    assert books.published_lines() == (earlier, later)


def test_the_process_that_publishes_reads_the_line_with_its_next_request(reckoned):
    number = a_change()
    reckoned(number)
    law_changes.keep_up(at=clock.now())
    law_changes.publish(number, revision=1, to_read=(), by=a_supervisor(), at=clock.now())
    law_changes.keep_up(at=clock.now())
    assert law_book() is not law_of_files()


def test_another_process_follows_within_ten_seconds_and_asks_no_more_often(published):
    number = published(a_change())
    law_changes.keep_up(at=clock.now())
    withdrawn_in_another_process(number)
    law_changes.keep_up(at=after(seconds=9))
    assert law_book() is not law_of_files()
    law_changes.keep_up(at=after(seconds=10))
    assert law_book() is law_of_files()


def test_a_clock_that_was_set_back_keeps_nobody_from_looking(published):
    number = published(a_change())
    law_changes.keep_up(at=after(hours=1))
    withdrawn_in_another_process(number)
    law_changes.keep_up(at=clock.now())
    assert law_book() is law_of_files()


def test_without_its_table_the_house_goes_on_with_what_it_knows_and_asks_again_in_a_minute(published, capsys):
    number = published(a_change())
    session.execute(text("ALTER TABLE law_change RENAME TO law_change_away"))
    session.commit()
    law_changes.keep_up(at=clock.now())
    assert law_book() is not law_of_files()
    assert "law.not_looked_up" in capsys.readouterr().err
    session.execute(text("ALTER TABLE law_change_away RENAME TO law_change"))
    withdrawn_in_another_process(number)
    law_changes.keep_up(at=after(seconds=59))
    assert law_book() is not law_of_files()
    law_changes.keep_up(at=after(seconds=60))
    assert law_book() is law_of_files()


def test_where_the_files_refuse_the_published_lines_the_files_are_right_and_staff_are_told(published, capsys):
    number = published(a_change())
    session.query(ProposedLine).filter_by(change_id=number).update({"name": "contributions.abolished"})
    law_changes.look_again()
    assert law_book() is law_of_files()
    assert "law.published_lines_refused" in capsys.readouterr().err
