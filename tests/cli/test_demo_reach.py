"""The demo's calls and remarks: one of each kind, on pages that exist."""

from __future__ import annotations

import pytest

from webapp.cli.demo import people, reach
from webapp.cli.demo.story import Demo
from webapp.domain import callbacks, remarks
from webapp.kit import clock
from webapp.kit.guides import guides
from webapp.kit.texts import Library


@pytest.mark.parametrize("day", ["2026-11-22T10:00", "2026-11-27T06:00", "2027-01-01T23:30"])
def test_calls_stand_in_every_state_and_remarks_wait(app, clock_at, day):
    clock_at(day)
    demo = Demo(affiliates=0, companies=0, subscribers=0, seed=1, today=clock.today())
    people.load(demo)
    reach.load(demo)
    waiting = callbacks.open_callbacks()
    assert len(callbacks.recently_done()) == 1
    assert sum(one.taken_by is not None for one in waiting) == 1
    assert any(one.is_late(clock.now()) for one in waiting)
    assert not all(one.is_late(clock.now()) for one in waiting)
    shelves = guides(Library())
    assert all(shelves.find(one.page) for one in remarks.shares())
    assert len(remarks.with_words()) == 4
