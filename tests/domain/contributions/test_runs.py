"""The quarterly run: refused while its law is unknown, drawn by ranges, released by a second person, booked once."""

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
    run_id = contributions.plan_run_without_missing(Q4, by=actor(), at=clock.now())
    errands()
    return run_id


def test_a_run_that_needs_an_unknown_value_refuses_to_start_and_names_it(people):
    with pytest.raises(runs.MissingLawError) as refused:
        contributions.plan_run(Q4, by=actor(), at=clock.now())
    assert refused.value.lacking == (
        runs.Lacking(
            name="contributions.revaluation_coefficient",
            file="contributions.toml",
            day=date(2026, 10, 1),
            people=1,
        ),
    )
    assert runs.all_runs() == []


def test_a_run_whose_law_is_known_starts_and_asks_for_what_it_expected(people, errands):
    _starter, _secondary, established, stopped = people
    contributions.record_income(stopped, year=2022, cents=20_000_00, known_on=date(2024, 6, 1))
    run_id = contributions.plan_run(Quarter(2025, 4), by=actor(), at=clock.now())
    expected = runs.progress(run_id).expected
    errands()
    progress = runs.progress(run_id)
    assert (expected.count, expected.cents, expected.lacking) == (progress.count, progress.cents, ())
    assert progress.count == 3
    (left,) = runs.left_out(run_id)
    assert (left.principal_id, left.because, left.detail) == (established, "no_reference_income", "2022")


def test_who_was_called_before_is_not_expected_again(people):
    starter, *_others = people
    contributions.draw_due(starter, quarter=Q4, on=date(2026, 10, 2))
    run_id = contributions.plan_run_without_missing(Q4, by=actor(), at=clock.now())
    assert (runs.progress(run_id).expected.count, runs.progress(run_id).expected.cents) == (1, 10225)


def test_a_run_that_exists_is_said_to_exist_before_its_law_is_looked_at(people):
    planner = actor()
    contributions.plan_run_without_missing(Q4, by=planner, at=clock.now())
    with pytest.raises(runs.AlreadyRunError):
        contributions.plan_run(Q4, by=planner, at=clock.now())


def test_an_income_that_came_after_the_plan_is_drawn_as_it_is_then(people, errands):
    _starter, _secondary, _established, _stopped = people
    late = an_affiliate(since=date(2016, 1, 1))
    run_id = contributions.plan_run(Quarter(2025, 4), by=actor(), at=clock.now())
    before = runs.progress(run_id).expected.count
    contributions.record_income(late, year=2022, cents=20_000_00, known_on=date(2024, 6, 1))
    errands()
    assert runs.progress(run_id).count == before + 1


def test_a_run_draws_everybody_it_can_and_names_the_others(people, errands):
    starter, secondary, established, _stopped = people
    run_id = planned(errands)
    progress = runs.progress(run_id)
    assert (progress.state, progress.count, progress.left_out) == (runs.RunState.DRAWN, 2, 1)
    left = runs.left_out(run_id)[0]
    assert (left.principal_id, left.detail) == (established, "contributions.revaluation_coefficient")
    assert (progress.expected.count, progress.expected.cents) == (progress.count, progress.cents)
    assert [one.people for one in progress.expected.lacking] == [1]
    totals = contributions.run_totals(run_id)
    assert (totals.dues, totals.cents) == (2, 92426 + 10225)
    assert ledger.balance(ledger.affiliate_account(starter)) == 0
    assert {sample.affiliate_id for sample in contributions.run_samples(run_id)} == {starter, secondary}


def test_only_a_second_person_releases_and_every_due_is_booked_once(people, errands):
    starter, *_others = people
    first, second = actor(), actor()
    run_id = contributions.plan_run_without_missing(Q4, by=first, at=clock.now())
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
