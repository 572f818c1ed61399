"""Only our own pages, on our own host, with the token of this visit, may change anything; every answer is dressed."""

from __future__ import annotations

import re
import socket

import pytest

from tests.factories.identity import PASSWORD, a_mandate, somebody_who_can_sign_in
from tests.factories.mail import mails_to
from webapp.domain.identity.models import Login
from webapp.kit import clock, security, sessions
from webapp.kit.db import session
from webapp.kit.kept import KeptForm

FORM = "/en/my/security/email"
TYPED = {"email": "fresh@example.be", "current": PASSWORD}
BAD_HOSTS = ("evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example", "evil.example#localhost")
OUR_HOSTS = ("localhost", "localhost:8000", "LOCALHOST", "127.0.0.1:8000", "[::1]:8000", "10.1.2.3", socket.gethostname())


@pytest.fixture
def person(app):
    login = somebody_who_can_sign_in(email="jeanne@example.be")
    a_mandate(login, affiliate_id=71)
    session.commit()
    return login


def token(browser, *contents) -> dict[str, str]:
    with browser.application.app_context():
        return TYPED | {security.TOKEN_FIELD: security.signer("csrf").dumps(list(contents))}


def was_accepted(answer) -> bool:
    return answer.status_code == 303 and answer.location.endswith("/email/code")


def was_kept(answer) -> bool:
    """Asked to be sent once more, filled in; nothing was done."""
    return answer.status_code == 303 and "kept=" in answer.location and session.query(KeptForm).count() == 1


def test_the_token_of_this_visit_is_accepted(browser_of, person):
    browser = browser_of(person)
    assert was_accepted(browser.post(FORM, data=token(browser, "nonce", browser.session_id), csrf=False))


def test_no_token_or_that_of_another_visit_does_nothing_and_loses_nothing(browser_of, person, app):
    browser = browser_of(person)
    for data in (
        TYPED,
        TYPED | {security.TOKEN_FIELD: "guessed"},
        token(browser, "nonce", browser.session_id + 1),
        token(browser, "nonce", 0),
    ):
        answer = browser.post(FORM, data=data, csrf=False)
        assert was_kept(answer), answer.location
        session.query(KeptForm).delete()
    assert session.get_one(Login, person.id).email == "jeanne@example.be"


def test_a_token_lives_twelve_hours(browser_of, person, clock_at):
    clock_at("2026-11-22T08:00")
    browser = browser_of(person)
    data = token(browser, "nonce", browser.session_id)
    for hour, accepted in (("19:59", True), ("20:01", False)):
        clock_at(f"2026-11-22T{hour}")
        found = session.get_one(sessions.WebSession, browser.session_id)
        found.started_at = found.seen_at = clock.now()
        session.commit()
        answer = browser.post(FORM, data=data, csrf=False)
        assert was_accepted(answer) is accepted
        assert was_kept(answer) is not accepted


def test_a_token_signed_for_another_purpose_is_worthless(browser_of, person, app):
    browser = browser_of(person)
    forged = security.signer("unsubscribe").dumps(["nonce", browser.session_id])
    assert was_kept(browser.post(FORM, data=TYPED | {security.TOKEN_FIELD: forged}, csrf=False))


def test_a_form_written_for_one_client_never_lands_with_another(browser_of, person):
    a_mandate(person, affiliate_id=72, kind="accountant")
    browser = browser_of(person)
    data = token(browser, "nonce", browser.session_id, "71")
    sessions.act_for(session.get_one(sessions.WebSession, browser.session_id), affiliate_id=72)
    session.commit()
    assert browser.post(FORM, data=data, csrf=False).status_code == 409


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_a_good_token(browser_of, person, headers):
    assert browser_of(person).post(FORM, data=TYPED, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_are_not_another_site(browser_of, person, headers):
    assert was_accepted(browser_of(person).post(FORM, data=TYPED, headers=headers))


@pytest.mark.parametrize("host", BAD_HOSTS)
@pytest.mark.parametrize("path", ["/", "/fr/", "/en/sign-in", "/staff/", "/healthz"])
def test_a_host_that_is_not_ours_is_refused_and_repeated_nowhere(visitor, host, path):
    answer = visitor.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize("host", OUR_HOSTS)
def test_our_own_hosts_and_bare_addresses_are_answered(visitor, host):
    assert visitor.get("/fr/", headers={"Host": host}).status_code == 200


def test_a_forwarded_host_changes_nothing(visitor):
    answer = visitor.get("/fr/", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("host", OUR_HOSTS[3:5])
def test_full_addresses_on_a_page_come_from_the_setting(visitor, host):
    page = visitor.get("/fr/", headers={"Host": host})
    for address in re.findall(r'rel="(?:alternate|canonical)"[^>]*href="([^"]+)"', page.text):
        assert address.startswith("http://localhost/")


def test_tokens_differ_each_time_so_that_length_and_repeats_betray_nothing(app):
    with app.test_request_context("/en/my/"):
        assert security.csrf_token() != security.csrf_token()
        assert re.fullmatch(r'<input type="hidden" name="csrf_token" value="[\w.~-]+">', security.csrf_input())


def test_links_in_mails_come_from_the_setting_whatever_host_was_asked(visitor, person, errands):
    with visitor.application.test_request_context():
        from flask import url_for

        address = url_for("visitor.forgotten_password", language="en")
    for host in (*BAD_HOSTS, "10.1.2.3"):
        answer = visitor.post(address, data={"email": person.email}, headers={"Host": host, "X-Forwarded-Host": host})
        assert answer.status_code == (303 if host == "10.1.2.3" else 400)
    errands()
    mail = mails_to(person.email)[-1]
    words = mail.get_body(("plain",)).get_content()
    assert re.findall(r"https?://[^/\s]+", words)
    assert set(re.findall(r"https?://[^/\s]+", words)) == {"http://localhost"}
