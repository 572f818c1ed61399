"""Staff see whom to call first, take a call, and close it with a note."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import identity as identities
from tests.factories.callbacks import a_callback
from webapp.domain import callbacks
from webapp.domain.identity import Role
from webapp.kit import clock
from webapp.kit.db import session


@pytest.fixture
def ann(browser_of, clock_at):
    clock_at("2026-11-30T09:00")
    return browser_of(identities.a_member_of_staff(Role.CASES, language="en"), staff=True)


def test_nobody_waits(ann):
    assert "Nobody waits for a call" in ann.get("/staff/callbacks").text


def test_the_list_says_who_when_and_what_is_late(ann, clock_at):
    call = a_callback(hours=0.1)
    page = ann.get("/staff/callbacks").text
    for words in (
        call.reference,
        "Mia Peeters",
        "30 November 2026, 10:00 – 10:06",
        "My pension",
        "to call now",
    ):
        assert words in page
    assert "late" not in page.partition("<main")[2].partition("</main")[0].replace("lately", "")
    clock_at(clock.now() + timedelta(minutes=10))
    assert "late</span>" in ann.get("/staff/callbacks").text


def test_take_call_and_close(ann):
    call = a_callback(words="After six, please", phone="+32470555555")
    address = f"/staff/callbacks/{call.id}"
    page = ann.get(address).text
    assert 'href="tel:+32470555555"' in page
    assert "After six, please" in page
    taken = ann.post(f"{address}/take")
    assert (taken.status_code, taken.location) == (303, address)
    assert "I make this call" not in ann.get(address).text
    assert ann.post(address, data={"note": ""}).status_code == 422
    done = ann.post(address, data={"note": "Explained the notice"})
    assert (done.status_code, done.location) == (303, "/staff/callbacks?did=done")
    assert "Explained the notice" in ann.get(done.location).text
    assert callbacks.open_callbacks() == []
    assert ann.post(address, data={"note": "Explained the notice"}).status_code == 303, "twice does no harm"


def test_a_colleague_was_quicker(ann, browser_of):
    call = a_callback()
    luc = browser_of(identities.a_member_of_staff(Role.CASES), staff=True)
    luc.post(f"/staff/callbacks/{call.id}/take")
    assert ann.post(f"/staff/callbacks/{call.id}/take").status_code == 409


def test_only_who_calls_back_sees_numbers(browser_of):
    call = a_callback()
    for role in set(Role) - {Role.CASES}:
        other = browser_of(identities.a_member_of_staff(role), staff=True)
        assert other.get("/staff/callbacks").status_code == 403
        assert other.get(f"/staff/callbacks/{call.id}").status_code == 403


def test_a_call_that_is_not_there(ann):
    assert ann.get("/staff/callbacks/999999").status_code == 404
    assert ann.post("/staff/callbacks/999999/take").status_code == 404


def test_a_wish_taken_back_waits_no_longer_and_is_said(ann):
    call = a_callback(key="a-wish-that-is-taken-back")
    callbacks.withdraw("a-wish-that-is-taken-back", at=clock.now())
    session.commit()
    page = ann.get("/staff/callbacks").text
    assert "Nobody waits for a call" in page
    assert "withdrawn by whoever asked" in page
    assert "withdrawn by whoever asked" in ann.get(f"/staff/callbacks/{call.id}").text
    assert ann.post(f"/staff/callbacks/{call.id}/take").status_code == 409
    assert ann.post(f"/staff/callbacks/{call.id}", data={"note": "Too late"}).status_code == 409
