"""The last reading counts, whoever wrote it down; a database that is away costs a reader nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from tests.factories import reviews as made
from webapp.domain import reviews
from webapp.kit.db import session


@pytest.fixture
def shelves(app, tmp_path):
    made.a_page_in(tmp_path, reviewed_on="2026-06-01")
    reviews.forget_days()
    yield made.shelves_with(tmp_path)
    reviews.forget_days()


def test_the_later_of_file_and_review_counts(shelves):
    guide = shelves.find("own")
    assert reviews.last_reading(guide, reviews.last_readings()).reviewed_on == date(2026, 6, 1)
    made.a_review(shelves, "own", on=date(2026, 5, 1))
    assert reviews.last_reading(guide, reviews.last_readings()).reviewed_on == date(2026, 6, 1)
    made.a_review(shelves, "own", on=date(2026, 7, 1))
    found = reviews.last_reading(guide, reviews.last_readings())
    assert found.reviewed_on == date(2026, 7, 1)
    assert found.fingerprint


def test_the_history_is_told_latest_first_with_the_page_as_it_was(shelves):
    made.a_review(shelves, "own", on=date(2026, 7, 1), note="first")
    made.a_review(shelves, "own", on=date(2026, 8, 1), note="second")
    found = reviews.history("own")
    assert [one.note for one in found] == ["second", "first"]
    assert found[0].texts["fr.md"] == "You pay.\n"


def test_the_public_day_follows_a_review_at_once(shelves):
    guide = shelves.find("own")
    assert reviews.reviewed_on(guide) == date(2026, 6, 1)
    made.a_review(shelves, "own", on=date(2026, 7, 1))
    assert reviews.reviewed_on(guide) == date(2026, 7, 1)


def test_without_a_database_the_day_of_the_file_stands(shelves, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(session, "execute", away)
    assert reviews.reviewed_on(replace(shelves.find("own"), name="elsewhere")) == date(2026, 6, 1)


def test_readers_ask_the_database_once_a_minute(shelves, monkeypatch):
    guide = shelves.find("own")
    known = reviews.reviewed_on(guide)
    monkeypatch.setattr(session, "execute", lambda *_: pytest.fail("asked again"))
    assert reviews.reviewed_on(guide) == known
