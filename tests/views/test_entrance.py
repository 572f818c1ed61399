"""A visit that lapses in the middle of a form: nothing typed is lost, and it comes back to its author only."""

from __future__ import annotations

import pytest

from tests.factories.identity import PASSWORD, a_mandate, code_of_app, somebody_who_can_sign_in
from webapp.domain.identity import Role
from webapp.kit import clock, security, sessions
from webapp.kit.db import session
from webapp.kit.kept import KeptForm

FORM = "/en/my/security/email"
TYPED = {"email": "fresh@example.be", "current": PASSWORD}


@pytest.fixture
def person(app):
    login = somebody_who_can_sign_in(email="jeanne@example.be")
    a_mandate(login, affiliate_id=71)
    session.commit()
    return login


def sign_in(browser, login, wanted: str):
    return browser.post("/en/sign-in", data={"email": login.email, "password": PASSWORD, "next": wanted})


def wanted_of(answer) -> str:
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(answer.location).query)["next"][0]


def test_a_form_sent_after_the_visit_lapsed_comes_back_filled_in(visitor, person, clock_at):
    clock_at("2026-11-22T10:00")
    sign_in(visitor, person, FORM)
    visitor.session_id = sessions.living(person.id)[0].id
    clock_at("2026-11-22T10:31")
    lapsed = visitor.post(FORM, data=TYPED)
    assert lapsed.status_code == 303
    assert "/en/sign-in?" in lapsed.location
    assert "fresh" not in lapsed.location
    assert "Your visit had ended" in visitor.get(lapsed.location).text
    back = sign_in(visitor, person, wanted_of(lapsed))
    page = visitor.get(back.location)
    assert 'value="fresh@example.be"' in page.text
    assert "What you typed is here again" in page.text
    assert PASSWORD not in page.text


def test_htmx_moves_the_whole_page_to_signing_in(visitor, person, clock_at):
    clock_at("2026-11-22T10:00")
    sign_in(visitor, person, FORM)
    clock_at("2026-11-22T10:31")
    answer = visitor.post(FORM, data=TYPED, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/en/sign-in?")


def test_what_was_typed_is_sealed_and_no_password_is_kept(visitor, person, clock_at):
    clock_at("2026-11-22T10:00")
    sign_in(visitor, person, FORM)
    clock_at("2026-11-22T10:31")
    visitor.post(FORM, data=TYPED)
    kept = session.query(KeptForm).one()
    assert b"fresh" not in kept.sealed


def test_what_one_person_typed_never_comes_back_to_another(visitor, person, app, clock_at):
    clock_at("2026-11-22T10:00")
    sign_in(visitor, person, FORM)
    clock_at("2026-11-22T10:31")
    wanted = wanted_of(visitor.post(FORM, data=TYPED))
    other = somebody_who_can_sign_in(email="other@example.be")
    session.commit()
    back = sign_in(visitor, other, wanted)
    assert "fresh@example.be" not in visitor.get(back.location).text


def test_a_form_with_an_old_token_comes_back_filled_in_at_once(browser_of, app, person, clock_at):
    clock_at("2026-11-22T08:00")
    browser = browser_of(person)
    old = security.signer("csrf").dumps(["nonce", browser.session_id])
    clock_at("2026-11-22T20:30")
    found = session.get_one(sessions.WebSession, browser.session_id)
    found.started_at = found.seen_at = clock.now()
    session.commit()
    answer = browser.post(FORM, data=TYPED | {security.TOKEN_FIELD: old}, csrf=False)
    assert answer.status_code == 303
    assert 'value="fresh@example.be"' in browser.get(answer.location).text


def test_whoever_comes_back_acts_for_the_same_client(visitor, person, clock_at):
    clock_at("2026-11-22T10:00")
    sign_in(visitor, person, FORM)
    sessions.living(person.id)[0].acting_affiliate_id = 71
    session.commit()
    clock_at("2026-11-22T10:31")
    sign_in(visitor, person, FORM)
    assert sessions.living(person.id)[0].acting_affiliate_id == 71


def test_a_person_with_an_app_needs_it_for_every_private_page(visitor, clock_at):
    clock_at("2026-11-22T10:00")
    careful = somebody_who_can_sign_in(second_factor=True)
    a_mandate(careful, affiliate_id=71)
    session.commit()
    assert "/sign-in/code" in sign_in(visitor, careful, FORM).location
    assert "/sign-in/code" in visitor.get(FORM).location
    back = visitor.post("/en/sign-in/code", data={"code": code_of_app(), "next": FORM})
    assert back.location == FORM
    assert visitor.get(FORM).status_code == 200


def test_nobody_stays_longer_than_eight_hours(browser_of, person, clock_at):
    clock_at("2026-11-22T08:00")
    browser = browser_of(person)
    clock_at("2026-11-22T16:01")
    session.get_one(sessions.WebSession, browser.session_id).seen_at = clock.now()
    session.commit()
    assert "sign-in" in browser.get(FORM).location


def test_staff_rest_a_quarter_of_an_hour(browser_of, clock_at):
    clock_at("2026-11-22T08:00")
    browser = browser_of(somebody_who_can_sign_in(Role.CASES), staff=True)
    clock_at("2026-11-22T08:16")
    assert "se-connecter" in browser.get("/staff/security").location


def test_a_door_without_a_hat_leads_to_the_other_or_says_so(browser_of, app):
    director = somebody_who_can_sign_in()
    a_mandate(director, company_id=5, kind="director")
    browser = browser_of(director)
    assert browser.get("/en/my/ledger").location == "/en/company/"
    assert browser.get("/en/my/security").status_code == 200
    nobody = browser_of(somebody_who_can_sign_in())
    assert nobody.get("/en/my/ledger").status_code == 404


@pytest.mark.parametrize(
    ("peer", "said", "counts"),
    [
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_only_the_proxy_we_trust_says_who_asks(app, peer, said, counts):
    from dataclasses import replace

    from webapp.views import entrance

    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, forwarded_allow="10.0.0.1")
    try:
        headers = {"X-Forwarded-For": said} if said else {}
        with app.test_request_context("/fr/", environ_base={"REMOTE_ADDR": peer}, headers=headers):
            assert entrance.address() == counts
    finally:
        app.config["SETTINGS"] = settings
