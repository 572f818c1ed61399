"""Both steps of a range are harmless twice."""

from __future__ import annotations

import jobs
from tests.factories.companies import a_company
from tests.factories.identity import a_member_of_staff
from webapp.domain import company_contributions, identity, ledger, notices
from webapp.kit import clock


def test_a_range_is_drawn_once_and_booked_once(app):
    company = a_company()
    first, second = (identity.actor_for(a_member_of_staff().id) for _ in range(2))
    run = company_contributions.runs.plan(2025, by=first, at=clock.now())
    job = jobs.catalogue()["company_calls"]
    for _time in (1, 2):
        job.run(run_id=run, low=company, step="draw")
    company_contributions.runs.release(run, by=second, at=clock.now())
    for _time in (1, 2):
        job.run(run_id=run, low=company, step="book")
    assert notices.runs.progress(run).state == "done"
    assert ledger.balance(f"company:{company}") == 39973
