"""The quarterly run as errands: each range drawn and booked once, whatever runs twice."""

from __future__ import annotations

from datetime import date

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from webapp.domain import contributions, identity, ledger, notices
from webapp.kit import clock
from webapp.rules.units import Quarter


def test_a_range_is_drawn_and_booked_once_though_every_errand_runs_twice(app, clock_at, errands):
    clock_at("2026-10-05T10:00")
    number = an_affiliate(since=date(2024, 7, 1))
    first, second = (identity.actor_for(identities.a_member_of_staff().id) for _time in "12")
    run_id = contributions.plan_run(Quarter(2026, 4), by=first, at=clock.now())
    errands()
    assert ledger.balance(ledger.affiliate_account(number)) == 0
    contributions.release_run(run_id, by=second, at=clock.now())
    errands()
    assert notices.runs.progress(run_id).state == notices.runs.RunState.DONE
    assert ledger.balance(ledger.affiliate_account(number)) == 92426
    assert [line.kind for line in notices.letters_for(affiliate_id=number)] == ["quarterly_due"]
