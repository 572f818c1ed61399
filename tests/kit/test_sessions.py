"""A visit ends by itself: after half an hour of rest (staff: a quarter), after eight hours, and when it is ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from webapp.kit import clock, sessions
from webapp.kit.db import session
from webapp.kit.sessions import WebSession


@pytest.fixture
def begin(app, clock_at):
    """`begin(login_id, cookie=…)` signs somebody in; gives the visit and the token in the cookie."""
    clock_at("2026-11-22T08:00")

    def start(login_id: int = 7, *, cookie: str = "", is_staff: bool = False):
        from flask import g

        with app.test_request_context("/", method="POST", headers={"Cookie": f"session={cookie}"}):
            begun = sessions.start(login_id, is_staff=is_staff, second_factor=is_staff)
            token = g.session_cookie
            vars(g._get_current_object()).clear()
            return begun, token

    return start


def current(app, token: str) -> WebSession | None:
    from flask import g

    with app.test_request_context("/", method="POST", headers={"Cookie": f"session={token}"}):
        try:
            return sessions.current()
        finally:
            vars(g._get_current_object()).clear()


def test_the_token_is_long_new_each_time_and_never_stored(begin):
    (first, token), (_second, other) = begin(), begin()
    assert token != other
    assert len(token) >= 43
    assert token.encode() not in first.token_hash


@pytest.mark.parametrize(("is_staff", "minutes"), [(False, 30), (True, 15)])
def test_a_visit_falls_asleep_after_its_rest(begin, is_staff, minutes):
    begun, _token = begin(is_staff=is_staff)
    rest = timedelta(minutes=minutes)
    assert begun.is_awake(at=begun.seen_at + rest)
    assert not begun.is_awake(at=begun.seen_at + rest + timedelta(seconds=1))


@pytest.mark.parametrize("is_staff", [False, True])
def test_nobody_stays_longer_than_eight_hours_however_busy(begin, is_staff):
    begun, _token = begin(is_staff=is_staff)
    begun.seen_at = begun.started_at + timedelta(hours=8)
    assert begun.is_awake(at=begun.seen_at)
    assert not begun.is_awake(at=begun.seen_at + timedelta(seconds=1))


def test_a_token_from_before_signing_in_is_worth_nothing_after(app, begin):
    _begun, token = begin(cookie="planted-by-somebody")
    assert token != "planted-by-somebody"
    assert current(app, "planted-by-somebody") is None
    assert current(app, token) is not None


def test_signing_in_again_ends_the_older_visit_and_keeps_the_client(app, begin):
    first, token = begin()
    sessions.act_for(first, affiliate_id=71)
    second, fresh = begin(cookie=token)
    assert current(app, token) is None
    assert current(app, fresh) is second
    assert second.acting_affiliate_id == 71


def test_another_person_on_the_same_browser_does_not_inherit_the_client(begin):
    first, token = begin(7)
    sessions.act_for(first, affiliate_id=71)
    second, _fresh = begin(8, cookie=token)
    assert second.acting_affiliate_id is None


def test_a_change_of_password_ends_every_other_visit(app, begin):
    (mine, token), (_other, elsewhere), (_hers, foreign) = begin(7), begin(7), begin(8)
    sessions.end_all(7, but=mine.id)
    session.expire_all()
    assert current(app, token) is not None
    assert current(app, elsewhere) is None
    assert current(app, foreign) is not None


def test_one_visit_is_ended_by_its_owner_only(begin):
    begun, _token = begin(7)
    assert not sessions.end_one(begun.id, login_id=8)
    assert sessions.end_one(begun.id, login_id=7)
    assert not sessions.end_one(begun.id, login_id=7)


def test_a_person_sees_her_open_visits_the_latest_first(begin, clock_at):
    first, _ = begin(7)
    begin(8)
    clock_at("2026-11-22T08:10")
    second = WebSession(
        token_hash=b"other", login_id=7, started_at=clock.now(), seen_at=clock.now(), agent="Firefox"
    )
    session.add(second)
    session.flush()
    assert sessions.living(7) == [second, first]
    clock_at("2026-11-22T08:31")
    assert sessions.living(7) == [second]


def test_a_form_carries_for_whom_it_was_written(begin):
    begun, _token = begin()
    assert begun.hat == ""
    sessions.act_for(begun, affiliate_id=71)
    other = begun.hat
    sessions.act_for(begun, affiliate_id=72)
    assert begun.hat != other


@pytest.mark.parametrize(("secure", "name"), [(False, "session"), (True, "__Host-session")])
def test_the_cookie_is_for_us_alone_and_no_script(app, begin, monkeypatch, secure, name):
    from dataclasses import replace

    base = "https://localhost" if secure else "http://localhost"
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], base_url=base))
    with app.test_request_context("/", method="POST"):
        sessions.start(7, is_staff=False, second_factor=False)
        cookie = app.process_response(app.make_response("")).headers["Set-Cookie"]
    assert cookie.startswith(f"{name}=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert ("Secure" in cookie) is secure
    assert "Domain" not in cookie
    assert "Expires" not in cookie


def test_signing_out_ends_it_on_the_server_and_empties_the_browser(app, begin):
    _begun, token = begin()
    with app.test_request_context("/", method="POST", headers={"Cookie": f"session={token}"}):
        sessions.end()
        answer = app.process_response(app.make_response(""))
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert current(app, token) is None
