"""The letters of a released run leave one by one; one that cannot be printed holds up none of the others."""

from __future__ import annotations

from datetime import date

import pytest

import jobs
from jobs import send_notices
from tests.factories import affiliates as persons
from tests.factories import identity as identities
from webapp.domain import identity, notices
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.outbox import stuck

ON = date(2026, 11, 22)
PAID = {"payer": "Jeanne", "amount": 100, "received_on": "2026-11-20", "communications": []}


@pytest.fixture
def run(app):
    by = identity.actor_for(identities.a_member_of_staff().id)
    assert by is not None
    return notices.runs.plan("dues", "2026Q4", by=by, at=clock.now(), ranges=[]).id


def drawn(run: int, *channels: str) -> tuple[list[notices.Notice], dict[str, int]]:
    people = [persons.an_affiliate(channel=channel) for channel in channels]
    drafts = [
        notices.Draft(kind="payment_received", key=f"paid-{who}", facts=PAID, affiliate_id=who)
        for who in people
    ]
    notices.draw_many(drafts, on=ON, run_id=run)
    letters = [notices.letter_of(draft.key) for draft in drafts]
    return letters, {"run_id": run, "low": min(people), "high": max(people)}


def test_each_letter_leaves_once_by_mail_or_waits_for_the_printer(run, errands):
    letters, which = drawn(run, "online", "paper", "online")
    notices.promise_run(run, low=which["low"], high=which["high"])
    errands()
    assert [letter.state for letter in letters] == [
        notices.State.SENT,
        notices.State.READY,
        notices.State.SENT,
    ]


def test_a_letter_on_paper_is_a_step_of_its_own_so_that_the_lease_is_renewed(run):
    letters, which = drawn(run, "paper", "paper")
    assert send_notices.prepare(**which) == send_notices.NOTHING_TO_SEND
    assert [letter.state for letter in letters] == [notices.State.READY, notices.State.DRAWN]
    assert send_notices.send(send_notices.NOTHING_TO_SEND) is None


def test_a_letter_that_cannot_be_printed_is_set_aside_for_staff(run, app):
    letters, which = drawn(run, "online", "online")
    keys = [letter.key for letter in letters]
    letters[0].facts = {"amount": 1}
    session.flush()
    notices.promise_run(run, low=which["low"], high=which["high"])
    session.commit()
    for _round in (1, 2):
        for number in jobs.open_errands():
            jobs.run(number)
    bad, good = (notices.letter_of(key) for key in keys)
    assert good.state == notices.State.SENT
    assert (bad.state, bad.trouble) == (notices.State.DRAWN, "BadFactsError")
    assert [errand.key for errand in stuck()] == [f"send-notice-{bad.id}"]
