"""Coming in: what a right and a wrong password lead to, who is told what, and where one lands."""

from __future__ import annotations

import pytest

from tests.factories.identity import (
    PASSWORD,
    a_mandate,
    a_member_of_staff,
    code_of_app,
    somebody_who_can_sign_in,
)
from webapp.domain.identity import Role
from webapp.kit.audit import AuditNote
from webapp.kit.db import session

SIGN_IN = "/en/sign-in"


def sign_in(browser, login, password=PASSWORD, **more):
    return browser.post(SIGN_IN, data={"email": login.email, "password": password} | more)


@pytest.fixture
def affiliate(app):
    login = somebody_who_can_sign_in()
    a_mandate(login, affiliate_id=71)
    return login


def test_the_page_has_an_address_in_each_language_and_sets_no_cookie(visitor):
    for address in ("/fr/se-connecter", "/nl/aanmelden", "/de/anmelden", SIGN_IN):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers


def test_the_right_password_opens_the_account(visitor, affiliate):
    answer = sign_in(visitor, affiliate)
    assert answer.status_code == 303
    assert answer.location == "/en/my/"
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_capitals_and_spaces_around_the_address_do_not_matter(visitor, affiliate):
    affiliate.email = affiliate.email.upper()
    session.flush()
    answer = visitor.post(SIGN_IN, data={"email": f" {affiliate.email.lower()} ", "password": PASSWORD})
    assert answer.status_code == 303


def test_known_and_unknown_addresses_get_the_same_answer(visitor, affiliate):
    known = sign_in(visitor, affiliate, "not the password")
    unknown = visitor.post(
        SIGN_IN, data={"email": "x" * 4 + affiliate.email[4:], "password": "not the password"}
    )
    assert known.status_code == unknown.status_code == 422
    assert len(known.data) == len(unknown.data)
    assert known.headers.getlist("Set-Cookie") == unknown.headers.getlist("Set-Cookie") == []


def test_a_wrong_password_leaves_a_note_although_the_answer_is_a_refusal(visitor, affiliate):
    sign_in(visitor, affiliate, "not the password")
    note = session.query(AuditNote).filter_by(thing=f"login:{affiliate.id}", verb="login.sign_in_failed")
    assert note.count() == 1


def test_what_was_typed_is_kept_but_never_the_password(visitor, affiliate):
    page = sign_in(visitor, affiliate, "not the password").text
    assert affiliate.email in page
    assert "not the password" not in page


def test_a_closed_log_in_is_as_unknown(visitor, affiliate):
    affiliate.closed_at = affiliate.created_at
    session.flush()
    assert sign_in(visitor, affiliate).status_code == 422


@pytest.mark.parametrize(
    "evil",
    ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/fr/my/", "/%09//evil.example",
     "@evil.example", "/fr/my/\r\nX: y", "javascript:alert(1)", "/fr/", "/nowhere", "/staff/", " /fr/my/security"],
)  # fmt: skip
def test_the_way_back_stays_with_us(visitor, affiliate, evil):
    assert sign_in(visitor, affiliate, next=evil).location == "/en/my/"


def test_the_way_back_leads_to_the_page_that_was_wanted(visitor, affiliate):
    assert sign_in(visitor, affiliate, next="/nl/my/security?x=1").location == "/nl/my/security?x=1"


def test_staff_need_their_code(visitor):
    clerk = somebody_who_can_sign_in(Role.CASES, second_factor=True)
    answer = sign_in(visitor, clerk, next="/staff/-/components")
    assert answer.location == "/en/sign-in/code?next=/staff/-/components"
    assert visitor.get("/staff/-/components").location.endswith("/code?next=/staff/-/components")
    answer = visitor.post("/en/sign-in/code", data={"code": code_of_app(), "next": "/staff/-/components"})
    assert answer.location == "/staff/-/components"
    assert visitor.get("/staff/-/components").status_code == 200


def test_the_session_changes_with_every_proof(visitor):
    clerk = somebody_who_can_sign_in(Role.CASES, second_factor=True)
    visitor.set_cookie("session", "planted-by-somebody")
    sign_in(visitor, clerk)
    half = visitor.get_cookie("session").value
    visitor.post("/en/sign-in/code", data={"code": code_of_app()})
    assert len({"planted-by-somebody", half, visitor.get_cookie("session").value}) == 3


def test_a_code_works_once(visitor, app, clock_at):
    clock_at("2026-11-22T10:00")
    clerk = somebody_who_can_sign_in(Role.CASES, second_factor=True)
    code = code_of_app()
    sign_in(visitor, clerk)
    assert visitor.post("/en/sign-in/code", data={"code": code}).status_code == 303
    other = app.test_client()
    sign_in(other, clerk)
    assert other.post("/en/sign-in/code", data={"code": code}).status_code == 422


def test_staff_without_a_second_factor_set_it_up_first(visitor):
    clerk = somebody_who_can_sign_in(Role.CASES)
    sign_in(visitor, clerk)
    page = visitor.get("/en/sign-in/code").text
    secret = page.split('<code class="figures">')[1].split("<")[0].replace(" ", "")
    wrong = visitor.post("/en/sign-in/code", data={"code": "000000"})
    assert wrong.status_code == 422
    assert secret in wrong.text.replace(" ", ""), "the same secret is offered again"
    answer = visitor.post("/en/sign-in/code", data={"code": code_of_app(secret=secret)})
    assert answer.status_code == 200
    assert answer.text.count("<code>") == 10
    assert visitor.get("/staff/-/components").status_code == 200


def test_a_recovery_code_lets_in_once(visitor, app):
    from webapp.domain import identity

    clerk = a_member_of_staff(Role.CASES)
    clerk = somebody_who_can_sign_in(Role.CASES, second_factor=True)
    code, *_ = identity.renew_recovery_codes(login_id=clerk.id, by=identity.Comer(clerk.id))
    typed = f"{code[:5]}-{code[5:]}".lower()
    sign_in(visitor, clerk)
    assert visitor.post("/en/sign-in/code", data={"code": typed}).status_code == 303
    other = app.test_client()
    sign_in(other, clerk)
    assert other.post("/en/sign-in/code", data={"code": typed}).status_code == 422
