"""Wishes, confirmations and farewells: nothing without the button, nothing forgotten that proves a consent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.domain.bulletins.models import SubscriberRow
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.kit.outbox import Errand


@pytest.fixture
def at(app):
    return clock.now()


def wish(at, *, email="mia@example.be", language="nl"):
    number = bulletins.wish(email=email, language=language, consent="2026-11-nl", at=at)
    return session.get_one(SubscriberRow, number)


def test_a_wish_waits_for_its_button_and_promises_one_mail(at):
    row = wish(at)
    assert (row.state, row.language, row.confirmed_at) == ("asked", "nl", None)
    assert row.token != row.confirm_token
    errand = session.query(Errand).filter_by(job="confirm_subscription").one()
    assert errand.args == {"subscriber_id": row.id}, "no address leaves the database"


def test_an_address_has_one_row_however_it_is_written(at):
    assert wish(at).id == wish(at + timedelta(hours=1), email="MIA@Example.be").id
    assert session.query(SubscriberRow).count() == 1


def test_asking_twice_in_a_minute_is_one_mail(at):
    wish(at)
    wish(at)
    assert session.query(Errand).count() == 1


def test_the_link_of_an_earlier_mail_still_confirms(at):
    token = wish(at).confirm_token
    assert wish(at + timedelta(days=1)).confirm_token == token
    assert bulletins.confirm(token, at=at + timedelta(days=2)).state == "confirmed"


def test_confirming_is_written_down_once(at):
    row = wish(at)
    for _time in (1, 2):
        assert bulletins.confirm(row.confirm_token, at=at).state == "confirmed"
    session.flush()
    notes = session.query(AuditNote).filter_by(thing=f"subscriber:{row.id}").all()
    assert [(note.verb, note.facts) for note in notes] == [("subscriber.confirmed", {"consent": "2026-11-nl"})]


def test_whoever_receives_already_keeps_everything(at):
    row = made.a_subscriber(email="mia@example.be", language="fr")
    wish(at, language="de")
    session.refresh(row)
    assert (row.state, row.language) == ("confirmed", "fr")


@pytest.mark.parametrize("state", ["left", "bounced"])
def test_coming_back_needs_a_new_button_and_the_old_link_is_void(at, state):
    row = made.a_subscriber(email="mia@example.be", state=state)
    old, leave = row.confirm_token, row.token
    wish(at)
    session.refresh(row)
    assert row.state == "asked"
    assert bulletins.confirm(old, at=at) is None
    assert row.token == leave, "the link in old issues still leaves"


@pytest.mark.parametrize("state", ["left", "bounced"])
def test_a_link_confirms_nobody_who_left(at, state):
    row = made.a_subscriber(state=state)
    assert bulletins.confirm(row.confirm_token, at=at) is None
    assert bulletins.asked_by(row.confirm_token, at=at) is None


def test_a_wish_lapses_after_seven_days(at):
    row = wish(at)
    assert bulletins.confirm(row.confirm_token, at=at + timedelta(days=7)) is not None
    late = wish(at, email="late@example.be")
    assert bulletins.confirm(late.confirm_token, at=at + timedelta(days=7, seconds=1)) is None


def test_leaving_is_immediate_and_harmless_twice(at):
    row = made.a_subscriber()
    assert bulletins.unsubscribe(row.token, at=at)
    assert bulletins.unsubscribe(row.token, at=at + timedelta(days=1))
    assert (row.state, row.left_at) == ("left", at)
    assert not bulletins.unsubscribe("nobody", at=at)


def test_only_a_reader_changes_her_language(at):
    reader, gone = made.a_subscriber(), made.a_subscriber(state="left")
    assert bulletins.change(reader.token, language="de").language == "de"
    assert bulletins.change(gone.token, language="de") is None


def test_who_never_confirmed_is_forgotten_and_who_received_before_is_remembered(at):
    fresh = wish(at, email="fresh@example.be").id
    lapsed = wish(at - timedelta(days=8), email="lapsed@example.be").id
    reader = made.a_subscriber(email="reader@example.be")
    made.a_released_issue()
    bulletins.unsubscribe(reader.token, at=at)
    wish(at - timedelta(days=8), email="reader@example.be")
    assert bulletins.forget_unconfirmed(at=at) == 1
    session.expire_all()
    assert session.get(SubscriberRow, lapsed) is None
    assert session.get(SubscriberRow, fresh).state == "asked"
    assert session.get(SubscriberRow, reader.id).state == "left"
    assert bulletins.forget_unconfirmed(at=at) == 0


def test_a_wish_is_answered_once(at):
    row = wish(at)
    assert bulletins.confirmation_for(row.id).email == "mia@example.be"
    bulletins.wish_was_answered(row.id, at=at)
    assert bulletins.confirmation_for(row.id) is None
    wish(at + timedelta(hours=1))
    assert bulletins.confirmation_for(row.id) is not None
    assert bulletins.confirmation_for(999_999_999) is None


def test_addresses_and_tokens_never_show_in_a_repr(at):
    shown = repr(bulletins.by_token(wish(at).token))
    assert "mia" not in shown
    assert "token" not in shown
