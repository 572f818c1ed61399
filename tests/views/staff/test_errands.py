"""Staff see what is stuck and why, and decide: try again, or give up with a reason. Nothing personal is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

import jobs
from tests.factories import identity as identities
from webapp.domain.identity import Role
from webapp.kit import clock, outbox
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.kit.outbox import Errand
from webapp.views.staff.errands import JOBS


@pytest.fixture
def operator(browser_of, clock_at):
    clock_at("2026-11-22T10:00")
    session.query(Errand).delete()
    return browser_of(identities.a_member_of_staff(Role.OPERATOR, language="en"), staff=True)


def a_stuck_errand(key: str = "one", **args: int) -> int:
    outbox.promise("send_notice", key=key, **(args or {"notice_id": 88}))
    errand = session.query(Errand).filter_by(key=key).one()
    errand.failed_at, errand.attempts, errand.last_error = clock.now(), 5, "gave up after 5 attempts: 450 try later"
    session.commit()
    return errand.id


def verbs(errand_id: int) -> list[str]:
    return [note.verb for note in session.query(AuditNote).filter_by(thing=f"errand:{errand_id}")]


def test_a_quiet_house_says_so_and_counts_what_waits(operator, clock_at):
    outbox.promise("purge", key="a")
    outbox.promise("purge", key="later", due_at=clock.now() + timedelta(hours=3))
    outbox.promise("purge", key="in hand")
    session.query(Errand).filter_by(key="in hand").one().lease_until = clock.now() + timedelta(minutes=1)
    session.commit()
    page = operator.get("/staff/errands").text
    assert "Nothing is stuck" in page
    for words in ("<b>1</b>due now", "<b>1</b>being carried out", "<b>1</b>put off until later", "22 November 2026, 11:00"):
        assert words in page


def test_a_stuck_errand_is_shown_with_its_job_thing_attempts_and_reason(operator):
    a_stuck_errand()
    page = operator.get("/staff/errands").text
    for words in ("Send a letter or message", "notice 88", "450 try later", ">5<", "22 November 2026, 11:00"):
        assert words in page


def test_trying_again_puts_it_back_in_the_line_once(operator):
    errand_id = a_stuck_errand()
    assert operator.post(f"/staff/errands/{errand_id}/again").location == "/staff/errands?did=again"
    session.expire_all()
    errand = session.get_one(Errand, errand_id)
    assert (errand.failed_at, errand.attempts, errand.due_at) == (None, 0, clock.now())
    assert verbs(errand_id) == ["errand.tried_again"]
    assert "Back in the line" in operator.get("/staff/errands?did=again").text
    assert operator.post(f"/staff/errands/{errand_id}/again").status_code == 409


def test_all_of_them_go_back_after_an_outage(operator):
    numbers = [a_stuck_errand(f"number {number}", notice_id=number) for number in range(3)]
    assert operator.post("/staff/errands/again").status_code == 303
    session.expire_all()
    assert outbox.stuck() == []
    assert all(verbs(number) == ["errand.tried_again"] for number in numbers)


def test_giving_up_is_asked_once_more_and_wants_a_reason(operator):
    errand_id = a_stuck_errand()
    address = f"/staff/errands/{errand_id}/give-up"
    assert "It will not be carried out any more" in operator.get(address).text
    refused = operator.post(address, data={"because": " "})
    assert refused.status_code == 422
    assert "Write the reason" in refused.text
    assert session.get_one(Errand, errand_id).done_at is None
    assert operator.post(address, data={"because": "The company is closed."}).status_code == 303
    session.expire_all()
    errand = session.get_one(Errand, errand_id)
    assert errand.done_at == clock.now()
    assert errand.last_error == "given up: The company is closed."
    assert verbs(errand_id) == ["errand.given_up"]
    assert operator.get(address).status_code == 404
    assert operator.post(address, data={"because": "Twice."}).status_code == 404


def test_what_a_mail_server_says_never_brings_an_address_onto_the_page(operator, monkeypatch, app):
    outbox.promise("purge", key="leak")
    session.commit()

    def refuse() -> None:
        raise jobs.TryLaterError("450 <jeanne@example.be> 85.07.30-033 28 BE68 5390 0754 7034 is full")

    monkeypatch.setattr(jobs.catalogue()["purge"], "run", refuse)
    monkeypatch.setattr(jobs.catalogue()["purge"], "RETRY", ())
    errand_id = session.query(Errand.id).filter_by(key="leak").scalar()
    jobs.run(errand_id)
    page = operator.get("/staff/errands").text
    assert "is full" in page
    for canary in ("jeanne", "85.07.30", "5390"):
        assert canary not in page


def test_every_job_has_words():
    assert set(jobs.catalogue()) == set(JOBS)


def test_who_may_not_mend_errands_does_not_see_them(browser_of):
    editor = browser_of(identities.a_member_of_staff(Role.EDITOR), staff=True)
    errand_id = a_stuck_errand()
    assert editor.get("/staff/errands").status_code == 403
    assert editor.post(f"/staff/errands/{errand_id}/again").status_code == 403
    assert "/staff/errands" not in editor.get("/staff/law").text
