"""One's own security: every change asks for the password, ends what it must end, and leaves a note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.factories.identity import PASSWORD, a_mandate, code_of_app, somebody_who_can_sign_in
from webapp.kit import sessions
from webapp.kit.db import session
from webapp.views.security_words import ACTIVITY

ROOT = Path(__file__).parents[3]
NEW = "een andere zin met genoeg woorden"


@pytest.fixture
def person(app):
    return somebody_who_can_sign_in()


@pytest.fixture
def browser(browser_of, person):
    return browser_of(person)


def visit_elsewhere(person):
    from webapp.kit import clock

    other = sessions.WebSession(
        token_hash=b"elsewhere",
        login_id=person.id,
        started_at=clock.now(),
        seen_at=clock.now(),
        agent="Firefox/1 Windows",
    )
    session.add(other)
    session.commit()
    return other


def test_the_page_shows_visits_and_what_happened(browser, person):
    visit_elsewhere(person)
    page = browser.get("/en/my/security")
    assert page.status_code == 200
    assert "Firefox, Windows" in page.text
    assert "The access was made" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_another_password_asks_for_the_present_one_and_ends_other_visits(browser, person):
    other = visit_elsewhere(person)
    wrong = browser.post("/en/my/security/password", data={"current": "wrong wrong wrong", "password": NEW})
    assert wrong.status_code == 422
    weak = browser.post("/en/my/security/password", data={"current": PASSWORD, "password": "Password2026!"})
    assert weak.status_code == 422
    assert "guessed soon" in weak.text
    answer = browser.post("/en/my/security/password", data={"current": PASSWORD, "password": NEW})
    assert answer.status_code == 303
    session.refresh(other)
    assert other.ended_at is not None
    assert browser.get("/en/my/security").status_code == 200


def test_a_person_ends_a_visit_of_hers_and_no_other(browser, browser_of, person):
    other = visit_elsewhere(person)
    stranger = browser_of(somebody_who_can_sign_in())
    assert stranger.post(f"/en/my/security/visits/{other.id}/end").status_code == 404
    assert browser.post(f"/en/my/security/visits/{other.id}/end").status_code == 303
    session.refresh(other)
    assert other.ended_at is not None


def test_signing_out_ends_the_visit_on_the_server(browser):
    token = browser.get_cookie("session").value
    answer = browser.post("/en/my/sign-out")
    assert answer.location == "/en/sign-in?out=1"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    browser.set_cookie("session", token)
    assert "sign-in" in browser.get("/en/my/security").location


def test_an_app_is_set_up_replaced_and_taken_away(browser, person):
    page = browser.get("/en/my/security/second-factor").text
    secret = re.search(r'<code class="figures">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    answer = browser.post(
        "/en/my/security/second-factor", data={"current": PASSWORD, "code": code_of_app(secret=secret)}
    )
    assert answer.text.count("<code>") == 10
    assert "in use" in browser.get("/en/my/security").text
    browser.session_id = sessions.living(person.id)[0].id
    assert browser.post("/en/my/security/second-factor/remove", data={"current": PASSWORD}).status_code == 303
    session.refresh(person)
    assert person.totp_secret is None


def test_staff_cannot_do_without_the_app(staff):
    assert staff.get("/staff/security").status_code == 200
    assert staff.get("/staff/security/second-factor/remove").status_code == 404


def test_every_deed_around_a_log_in_has_its_words(app):
    source = "".join(file.read_text() for file in (ROOT / "webapp/domain/identity").glob("*.py"))
    verbs = set(re.findall(r'"((?:login|mandate)\.[a-z_]+)", f?"login', source))
    assert len(verbs) > 12
    assert verbs <= set(ACTIVITY)
    for purpose in ("activation", "new_password"):
        assert {f"login.{purpose}_asked", f"login.{purpose}_done"} <= set(ACTIVITY)


def test_somebody_chooses_for_whom_she_acts(browser, person):
    from tests.factories.affiliates import an_affiliate

    first, second = an_affiliate(), an_affiliate()
    for one in (first, second):
        a_mandate(person, affiliate_id=one, kind="accountant")
    session.commit()
    page = browser.get("/en/my/for-whom").text
    assert page.count('name="hat"') == 2
    assert browser.post("/en/my/for-whom", data={"hat": f"affiliate:{second}"}).status_code == 303
    found = session.get_one(sessions.WebSession, browser.session_id)
    session.refresh(found)
    assert found.acting_affiliate_id == second


def test_nobody_chooses_a_hat_that_is_not_hers(browser, person):
    a_mandate(person, affiliate_id=71)
    assert browser.post("/en/my/for-whom", data={"hat": "affiliate:72"}).status_code == 404


def test_a_form_opened_for_one_client_never_lands_at_another(browser, person):
    for affiliate_id in (71, 72):
        a_mandate(person, affiliate_id=affiliate_id, kind="accountant")
    found = session.get_one(sessions.WebSession, browser.session_id)
    found.acting_affiliate_id = 72
    session.commit()
    # The test browser's token was made before the choice, like a page left open in another window.
    answer = browser.post("/en/my/security/password", data={"current": PASSWORD, "password": NEW})
    assert answer.status_code == 409
