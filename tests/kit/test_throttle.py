"""Tries are counted before they are made, exactly, and open again by themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import make_database, make_settings
from webapp.app import create_app
from webapp.domain.identity.models import Login
from webapp.kit import clock, throttle
from webapp.kit.db import db, session

LIMIT = throttle.Limit(name="test", most=3, within=timedelta(minutes=5))


def test_the_try_after_the_last_is_refused_until_the_first_is_old(app, clock_at):
    clock_at("2026-11-22T10:00")
    for _ in range(3):
        throttle.take(LIMIT.of("jeanne"))
    with pytest.raises(throttle.TooManyTriesError) as full:
        throttle.take(LIMIT.of("jeanne"))
    assert full.value.until == clock.now() + timedelta(minutes=5)
    throttle.take(LIMIT.of("piet"))
    clock_at("2026-11-22T10:05:01")
    throttle.take(LIMIT.of("jeanne"))


def test_a_refused_try_does_not_prolong_the_wait(app, clock_at):
    clock_at("2026-11-22T10:00")
    for _ in range(3):
        throttle.take(LIMIT.of())
    clock_at("2026-11-22T10:04")
    with pytest.raises(throttle.TooManyTriesError):
        throttle.take(LIMIT.of())
    clock_at("2026-11-22T10:05:01")
    assert throttle.take(LIMIT.of())


def test_whoever_succeeds_gets_the_try_back(app):
    for _ in range(10):
        throttle.give_back(throttle.take(LIMIT.of("jeanne")))


def test_one_full_bucket_fills_no_other(app):
    for _ in range(3):
        throttle.take(LIMIT.of("jeanne"))
    with pytest.raises(throttle.TooManyTriesError):
        throttle.take(LIMIT.of("jeanne"), LIMIT.of("piet"))
    for _ in range(3):
        throttle.take(LIMIT.of("piet"))


def test_nothing_else_is_committed_with_it(app):
    session.add(Login(email="x@example.be", name="X", language="fr", created_at=clock.now()))
    with pytest.raises(RuntimeError):
        throttle.take(LIMIT.of("jeanne"))


def test_no_account_or_address_can_be_read_from_a_bucket(app):
    throttle.take(LIMIT.of("jeanne@example.be"), LIMIT.of("192.0.2.1"))
    stored = session.execute(text("SELECT string_agg(encode(bucket, 'escape'), ' ') FROM attempt")).scalar()
    assert "jeanne" not in stored
    assert "192" not in stored


def test_what_is_old_is_forgotten(app, clock_at):
    clock_at("2026-11-22T10:00")
    throttle.take(LIMIT.of("jeanne"))
    clock_at("2026-11-24T10:00")
    throttle.forget(before=clock.now() - timedelta(days=1))
    assert session.query(throttle.Attempt).count() == 0


@pytest.fixture
def busy_house(tmp_path) -> Flask:
    """A house with a database of its own, because parallel tries need connections of their own."""
    from tests.conftest import TEMPLATE

    app = create_app(make_settings(make_database("test_throttle", TEMPLATE), tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_fifty_tries_at_once_are_counted_exactly(busy_house):
    def attempt(_number: int) -> bool:
        with busy_house.app_context():
            try:
                throttle.take(LIMIT.of("jeanne"))
            except throttle.TooManyTriesError:
                return False
            return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(attempt, range(50))) == LIMIT.most
