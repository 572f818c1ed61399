"""What must hold of the technical tables: no errand forgotten, none failed unseen, every migration applied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from webapp.kit import clock, outbox, verify
from webapp.kit.db import session
from webapp.kit.outbox import Errand


@pytest.fixture
def errand(app, clock_at):
    clock_at("2026-11-22T10:00")
    session.query(Errand).delete()
    outbox.promise("purge", key="one")
    return session.query(Errand).one()


def held() -> list[bool]:
    return [holds for _promise, holds, _words in verify.invariants()]


def test_a_young_errand_is_no_alarm(errand):
    assert held() == [True, True]


def test_an_errand_that_waits_too_long_is_told(errand, clock_at):
    clock_at("2026-11-22T10:16")
    assert held() == [False, True]
    errand.done_at = clock.now()
    assert held() == [True, True]


def test_an_errand_put_off_on_purpose_is_not_late(errand, clock_at):
    errand.due_at = clock.now() + timedelta(hours=6)
    clock_at("2026-11-22T15:59")
    assert held() == [True, True]


def test_a_failed_errand_is_told_until_somebody_decides(errand):
    errand.failed_at = clock.now()
    assert held() == [True, False]
    outbox.give_up(errand.id, because="the company is closed")
    assert held() == [True, True]


def test_the_database_of_this_code_has_every_migration(app):
    ((_promise, holds, _words),) = verify.database()
    assert holds


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    assert verify.can_write(tmp_path)
    assert not verify.can_write(tmp_path / "nowhere")
    file = tmp_path / "file"
    file.touch()
    assert not verify.can_write(file)
