"""A bulletin through the real job, to a real mail server: nobody lost, nobody twice, every doubt on record."""

from __future__ import annotations

from datetime import timedelta

import pytest

import jobs
import jobs.send_bulletin as job
from tests.factories import bulletins as made
from tests.factories.postbox import an_inbox
from webapp.domain import bulletins
from webapp.domain.bulletins.models import Delivery
from webapp.kit import clock, outgoing
from webapp.kit.db import session
from webapp.kit.postbox import InDoubt, SmtpPostbox, TryLater


@pytest.fixture
def inbox(app):
    with an_inbox() as box:
        app.extensions[outgoing.PLACE] = SmtpPostbox("127.0.0.1", box.port)
        yield box
        app.extensions.pop(outgoing.PLACE).close()


def states(issue_id):
    session.expire_all()
    return {
        row.subscriber_id: row.state for row in session.query(Delivery).filter_by(bulletin_id=issue_id)
    }


def test_everybody_who_confirmed_gets_one_copy_in_her_language(inbox, errands):
    dutch = made.a_subscriber(email="mia@example.be", language="nl")
    french = made.a_subscriber(email="zoe@example.be", language="fr")
    for state in ("asked", "left", "bounced"):
        made.a_subscriber(state=state)
    issue_id = made.a_released_issue()
    errands()
    assert sorted(inbox.recipients()) == ["mia@example.be", "zoe@example.be"]
    (mail,) = inbox.to("mia@example.be")
    assert mail["Subject"] == "Wat verandert deze zomer"
    assert mail["Content-Language"] == "nl"
    assert states(issue_id) == {dutch.id: "sent", french.id: "sent"}
    found = bulletins.progress(issue_id)
    assert (found.state, found.sent, found.left) == ("sent", 2, 0)


def test_each_copy_carries_the_one_click_link_of_its_reader_and_nothing_that_tracks(inbox, errands):
    reader = made.a_subscriber(email="zoe@example.be")
    number = bulletins.issue(made.a_released_issue()).number
    errands()
    (mail,) = inbox.to("zoe@example.be")
    link = f"http://localhost/machine/unsubscribe/{reader.token}"
    assert mail["List-Unsubscribe"] == f"<{link}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (text, html):
        assert link in part
        assert f"http://localhost/fr/lettre-d-information/mes-choix/{reader.token}" in part
        assert f"http://localhost/fr/lettre-d-information/{number}" in part
        assert "http://localhost/fr/contact" in part
        assert "Le Tilleul" in part
        assert "<img" not in part


def test_a_dead_address_is_refused_once_and_gets_no_further_issue(inbox, errands):
    dead, living = made.a_subscriber(email="gone@example.be"), made.a_subscriber()
    inbox.answers["gone"] = "550 5.1.1 no such person"
    issue_id = made.a_released_issue()
    errands()
    assert states(issue_id) == {dead.id: "refused", living.id: "sent"}
    assert bulletins.by_token(dead.token).state == "bounced"
    (line,) = bulletins.troubles(issue_id)
    assert (line.email, line.trouble) == ("gone@example.be", "550")
    second = made.a_released_issue()
    errands()
    assert states(second) == {living.id: "sent"}


def test_a_refusal_on_grounds_of_policy_says_nothing_of_the_address(inbox, errands):
    reader = made.a_subscriber(email="spam@example.be")
    inbox.answers["spam"] = "550 5.7.1 we do not like it"
    assert states(made.a_released_issue()) == {reader.id: "waiting"}
    errands()
    assert bulletins.by_token(reader.token).state == "confirmed"


def test_a_mailbox_that_is_busy_rests_while_the_others_get_theirs(inbox, errands, clock_at):
    clock_at("2026-11-22T10:00")
    busy, other = made.a_subscriber(email="busy@example.be"), made.a_subscriber()
    inbox.answers["busy"] = ["451 4.7.1 greylisted", "451 4.7.1 greylisted"]
    issue_id = made.a_released_issue()
    errands()
    assert states(issue_id) == {busy.id: "waiting", other.id: "sent"}
    assert bulletins.progress(issue_id).state == "sending"
    clock_at("2026-11-22T10:01:01")
    errands()
    assert states(issue_id)[busy.id] == "waiting"
    clock_at("2026-11-22T10:06:30")
    errands()
    assert states(issue_id) == {busy.id: "sent", other.id: "sent"}
    assert bulletins.progress(issue_id).state == "sent"
    assert len(inbox.to("busy@example.be")) == 1


def test_a_mailbox_that_is_always_busy_is_given_up_in_the_end(inbox, errands, clock_at):
    at = clock.now()
    clock_at(at)
    reader = made.a_subscriber(email="full@example.be")
    inbox.answers["full"] = "452 4.2.2 mailbox full"
    issue_id = made.a_released_issue()
    for hours in range(12):
        clock_at(at + timedelta(hours=hours))
        errands()
    assert states(issue_id) == {reader.id: "failed"}
    assert bulletins.progress(issue_id).state == "sent"


def test_an_address_nobody_can_write_to_stops_nobody_else(inbox, errands):
    bad, good = made.a_subscriber(email="zo\n@example.be"), made.a_subscriber()
    issue_id = made.a_released_issue()
    errands()
    assert states(issue_id) == {bad.id: "refused", good.id: "sent"}


def test_whoever_leaves_between_release_and_sending_is_skipped(inbox, errands):
    reader = made.a_subscriber()
    issue_id = made.a_released_issue()
    bulletins.unsubscribe(reader.token, at=clock.now())
    errands()
    assert states(issue_id) == {reader.id: "skipped"}
    assert inbox.mails == []


def test_a_server_that_cannot_be_reached_costs_nobody_her_copy(app, inbox, errands):
    reader = made.a_subscriber()
    issue_id = made.a_released_issue()
    parcel = job.prepare(bulletin_id=issue_id, low=0, high=2**40)
    with pytest.raises(jobs.TryLaterError):
        job.settle(parcel, TryLater("no connection: ConnectionRefusedError"))
    row = session.query(Delivery).filter_by(bulletin_id=issue_id).one()
    session.refresh(row)
    assert (row.state, row.attempts) == ("waiting", 0)
    errands()
    assert states(issue_id) == {reader.id: "sent"}


def test_a_server_that_closes_now_and_then_is_asked_again_at_once_and_left_alone_after_five(app):
    made.a_subscriber()
    issue_id = made.a_released_issue()
    for _time in range(job.CLOSINGS_AT_MOST):
        job.settle(job.prepare(bulletin_id=issue_id, low=0, high=2**40), TryLater("busy", 421))
    parcel = job.prepare(bulletin_id=issue_id, low=0, high=2**40)
    with pytest.raises(jobs.TryLaterError):
        job.settle(parcel, TryLater("busy", 421))


def test_an_answer_lost_after_the_last_byte_is_a_doubt_and_not_sent_again(app, inbox, errands):
    reader = made.a_subscriber()
    issue_id = made.a_released_issue()
    parcel = job.prepare(bulletin_id=issue_id, low=0, high=2**40)
    job.settle(parcel, InDoubt("no answer after the final dot"))
    errands()
    assert inbox.mails == []
    assert states(issue_id) == {reader.id: "in_doubt"}
    assert [line.state for line in bulletins.troubles(issue_id)] == ["in_doubt"]


def test_a_worker_that_dies_leaves_one_recipient_in_doubt_and_the_rest_to_the_next(app, inbox, errands):
    first, second, third = (made.a_subscriber() for _ in range(3))
    issue_id = made.a_released_issue()
    parcel = job.prepare(bulletin_id=issue_id, low=0, high=2**40)
    assert parcel.subscriber_id == first.id
    job.send(parcel)  # and here the worker is killed
    errands()
    assert states(issue_id) == {first.id: "in_doubt", second.id: "sent", third.id: "sent"}
    assert sorted(inbox.recipients()) == sorted([first.email, second.email, third.email])
    assert all(holds for _name, holds, _figure in bulletins.invariants())
