"""The yearly run: one person draws, a second one releases; until then nothing is owed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.companies import a_company
from tests.factories.identity import a_member_of_staff
from webapp.domain import company_contributions, identity, ledger, notices
from webapp.domain.company_contributions import runs
from webapp.kit import clock


def a_person() -> identity.Actor:
    found = identity.actor_for(a_member_of_staff().id)
    assert found is not None
    return found


def test_a_run_is_drawn_looked_at_and_released_by_a_second_person(app, errands):
    small, large = a_company(), a_company(totals={2023: 90_000_000})
    unknown = a_company(totals={})
    closed = a_company(closed_on=date(2024, 6, 30))
    first, second = a_person(), a_person()
    run = runs.plan(2025, by=first, at=clock.now())
    errands()
    drawn = notices.runs.progress(run)
    assert (drawn.state, drawn.count, drawn.cents) == ("drawn", 2, 39973 + 99847)
    assert [(one.principal_id, one.because, one.detail) for one in notices.runs.left_out(run)] == [
        (unknown, "balance_sheet_missing", "2023")
    ]
    assert runs.totals_by_size(run) == {"small": (1, 39973), "large": (1, 99847)}
    assert [sample.company_id for sample in company_contributions.samples_of_run(run)] == [large, small]
    assert ledger.balance("company_contributions:2025") == 0
    assert company_contributions.calls_of(small, on=clock.today()) == []
    with pytest.raises(notices.runs.SecondPersonNeededError):
        runs.release(run, by=first, at=clock.now())
    runs.release(run, by=second, at=clock.now())
    errands()
    assert notices.runs.progress(run).state == "done"
    assert ledger.balance(f"company:{small}") == 39973
    assert ledger.balance(f"company:{large}") == 99847
    assert ledger.balance(f"company:{closed}") == 0
    assert [letter.kind for letter in notices.letters_for(company_id=large)] == ["company_call"]
    assert runs.totals_of_year(2025) == (2, 39973 + 99847)
    assert all(holds for _name, holds, _detail in company_contributions.invariants())


def test_a_run_that_is_thrown_away_leaves_nothing(app, errands):
    company = a_company()
    person = a_person()
    run = runs.plan(2025, by=person, at=clock.now())
    errands()
    runs.discard(run, by=person, at=clock.now())
    assert company_contributions.samples_of_run(run) == []
    again = runs.plan(2025, by=person, at=clock.now())
    errands()
    assert [sample.company_id for sample in company_contributions.samples_of_run(again)] == [company]


def test_a_company_called_before_keeps_its_call(app, errands):
    company = a_company()
    company_contributions.draw_call(company, year=2025, on=date(2025, 9, 1), key="one", by=identity.House)
    run = runs.plan(2025, by=a_person(), at=clock.now())
    errands()
    assert notices.runs.progress(run).count == 0
    assert ledger.balance(f"company:{company}") == 39973


def test_a_year_has_one_run(app, errands):
    a_company()
    runs.plan(2025, by=a_person(), at=clock.now())
    with pytest.raises(notices.runs.AlreadyRunError):
        runs.plan(2025, by=a_person(), at=clock.now())


def test_a_run_that_needs_an_unknown_amount_refuses_to_start_and_names_it(app, errands):
    small = a_company(totals={2024: 10_000_000})
    large = a_company(totals={2024: 90_000_000})
    with pytest.raises(notices.runs.MissingLawError) as refused:
        runs.plan(2026, by=a_person(), at=clock.now())
    (lacking,) = refused.value.lacking
    assert (lacking.file, lacking.day, lacking.people) == ("company.toml", date(2026, 1, 1), 1)
    assert notices.runs.all_runs() == []
    run = runs.plan_without_missing(2026, by=a_person(), at=clock.now())
    errands()
    progress = notices.runs.progress(run)
    assert (progress.expected.count, progress.expected.cents) == (progress.count, progress.cents) == (1, 409_30)
    assert [(one.principal_id, one.detail) for one in notices.runs.left_out(run)] == [(large, lacking.name)]
    assert [sample.company_id for sample in company_contributions.samples_of_run(run)] == [small]


def test_a_company_called_before_is_not_expected_again(app):
    company = a_company()
    company_contributions.draw_call(company, year=2025, on=date(2025, 9, 1), key="one", by=identity.House)
    a_company()
    run = runs.plan(2025, by=a_person(), at=clock.now())
    assert notices.runs.progress(run).expected.count == 1
