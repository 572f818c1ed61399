"""The quarterly run: drawn by ranges, left-outs named, released by a second person, booked once."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from webapp.domain import contributions, identity, ledger, notices
from webapp.domain.notices import runs
from webapp.kit import clock
from webapp.rules.units import Quarter

Q4 = Quarter(2026, 4)


@pytest.fixture
def people(app, clock_at):
    clock_at("2026-10-05T10:00")
    starter = an_affiliate(since=date(2024, 7, 1))
    secondary = an_affiliate(since=date(2025, 1, 1), category="secondary", language="de")
    established = an_affiliate(since=date(2015, 1, 1))
    contributions.record_income(established, year=2023, cents=30_000_00, known_on=date(2025, 3, 1))
    stopped = an_affiliate(since=date(2020, 1, 1), until=date(2025, 12, 31))
    return starter, secondary, established, stopped


def actor():
    return identity.actor_for(identities.a_member_of_staff().id)


def planned(errands):
    run_id = contributions.plan_run(Q4, by=actor(), at=clock.now())
    errands()
    return run_id


def test_a_run_draws_everybody_it_can_and_names_the_others(people, errands):
    starter, secondary, established, _stopped = people
    run_id = planned(errands)
    progress = runs.progress(run_id)
    assert (progress.state, progress.count, progress.left_out) == (runs.RunState.DRAWN, 2, 1)
    left = runs.left_out(run_id)[0]
    assert (left.principal_id, left.detail) == (established, "contributions.revaluation_coefficient")
    totals = contributions.run_totals(run_id)
    assert (totals.dues, totals.cents) == (2, 92426 + 10225)
    assert ledger.balance(ledger.affiliate_account(starter)) == 0
    assert {sample.affiliate_id for sample in contributions.run_samples(run_id)} == {starter, secondary}


def test_only_a_second_person_releases_and_every_due_is_booked_once(people, errands):
    starter, *_others = people
    first, second = actor(), actor()
    run_id = contributions.plan_run(Q4, by=first, at=clock.now())
    errands()
    with pytest.raises(runs.SecondPersonNeededError):
        contributions.release_run(run_id, by=first, at=clock.now())
    contributions.release_run(run_id, by=second, at=clock.now())
    for low in {found.low for found in _ranges(run_id)}:
        contributions.book_range(run_id, low, on=date(2026, 10, 6), at=clock.now())
        contributions.book_range(run_id, low, on=date(2026, 10, 6), at=clock.now())
    assert runs.progress(run_id).state == runs.RunState.DONE
    assert ledger.balance(ledger.affiliate_account(starter)) == 92426
    assert contributions.quarter_totals(Q4).dues == 2
    assert notices.letter_of(f"due-2026Q4-{starter}") is not None


def test_a_discarded_run_leaves_nothing_and_may_be_planned_again(people, errands):
    run_id = planned(errands)
    contributions.discard_run(run_id, by=actor(), at=clock.now())
    assert contributions.run_totals(run_id).dues == 0
    again = planned(errands)
    assert contributions.run_totals(again).dues == 2


def _ranges(run_id):
    from webapp.domain.notices.models import RunRange
    from webapp.kit.db import session

    return session.query(RunRange).filter_by(run_id=run_id).all()
