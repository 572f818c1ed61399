"""A mass run is planned by one person, drawn in ranges, and released by a second one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from webapp.domain import identity
from webapp.domain.identity import Role
from webapp.domain.notices import runs
from webapp.kit import clock


def an_actor(*roles: Role) -> identity.Actor:
    actor = identity.actor_for(identities.a_member_of_staff(*roles).id)
    assert actor is not None
    return actor


@pytest.fixture
def planner(app):
    return an_actor(Role.RUNS, Role.SUPERVISOR)


@pytest.fixture
def run(planner):
    return runs.plan("dues", "2026Q4", by=planner, at=clock.now(), ranges=[(1, 1000), (1001, 2000)])


def draw_all(run) -> None:
    for low in (1, 1001):
        found = runs.range_to_draw(run.id, low)
        runs.drawn(found, at=clock.now(), count=10, cents=1_000)


def test_the_last_range_drawn_makes_the_run_wait_for_its_release(run):
    draw_all(run)
    progress = runs.progress(run.id)
    assert (progress.state, progress.count, progress.cents) == (runs.RunState.DRAWN, 20, 2_000)


def test_a_range_is_drawn_once(run):
    runs.drawn(runs.range_to_draw(run.id, 1), at=clock.now(), count=1, cents=1)
    assert runs.range_to_draw(run.id, 1) is None


def test_the_planner_may_not_release(run, planner):
    draw_all(run)
    with pytest.raises(runs.SecondPersonNeededError):
        runs.release(run.id, by=planner, at=clock.now())


def test_a_second_person_releases_and_the_last_booking_ends_the_run(run):
    draw_all(run)
    ranges = runs.release(run.id, by=an_actor(Role.SUPERVISOR), at=clock.now())
    assert ranges == [(1, 1000), (1001, 2000)]
    for low, _high in ranges:
        runs.booked(runs.range_to_book(run.id, low), at=clock.now())
    assert runs.progress(run.id).state == runs.RunState.DONE


def test_who_only_plans_may_not_release(run):
    draw_all(run)
    with pytest.raises(runs.NotAllowedError):
        runs.release(run.id, by=an_actor(Role.RUNS), at=clock.now())


def test_the_same_run_is_planned_once_unless_it_was_discarded(run, planner):
    with pytest.raises(runs.AlreadyRunError):
        runs.plan("dues", "2026Q4", by=planner, at=clock.now(), ranges=[])
    runs.discard(run.id, by=planner, at=clock.now())
    again = runs.plan("dues", "2026Q4", by=planner, at=clock.now(), ranges=[])
    assert again.turn == 2


def test_a_run_may_be_planned_by_who_may_draw_and_while_there_is_none(run, planner):
    with pytest.raises(runs.AlreadyRunError):
        runs.check_free("dues", "2026Q4", by=planner)
    assert runs.check_free("dues", "2027Q1", by=planner) == 0
    with pytest.raises(runs.NotAllowedError):
        runs.check_free("dues", "2027Q1", by=an_actor(Role.EDITOR))


def test_a_run_remembers_what_it_expected_and_whom_it_was_planned_without(planner):
    waits = runs.Lacking(name="a.value", file="a.toml", day=date(2026, 10, 1), people=12)
    expected = runs.Expected(count=3, cents=300, lacking=(waits,))
    run = runs.plan("dues", "2026Q3", by=planner, at=clock.now(), ranges=[], **expected.as_facts())
    assert runs.progress(run.id).expected == expected


def test_a_run_planned_before_expectations_were_kept_has_none(run):
    assert runs.progress(run.id).expected is None


def test_missing_law_is_said_in_one_sentence_with_file_day_and_people():
    waits = runs.Lacking(name="a.value", file="a.toml", day=date(2026, 10, 1), people=12)
    assert str(runs.MissingLawError([waits])) == "a.value is not known on 2026-10-01 (content/law/a.toml): 12 need it"
