"""Coming in through a provider: the whole way works, and every defect on it is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import provider as providers
from tests.factories.identity import PASSWORD, a_mandate, somebody_who_can_sign_in
from webapp.domain import identity
from webapp.kit.db import session

UNKNOWN = "/fr/se-connecter?provider=unknown"


@pytest.fixture
def provider(app):
    settings = app.config["SETTINGS"]
    with providers.running() as running:
        app.config["SETTINGS"] = replace(
            settings,
            oidc_issuer=running.issuer,
            oidc_client_id=providers.CLIENT,
            oidc_client_secret=providers.SECRET,
        )
        yield running
    app.config["SETTINGS"] = settings


@pytest.fixture
def person(provider):
    login = somebody_who_can_sign_in(email="jeanne@example.be")
    a_mandate(login, affiliate_id=71)
    identity.link_provider(login_id=login.id, issuer=provider.issuer, subject="be-1")
    session.commit()
    return login


def leave(visitor, wanted: str = "") -> str:
    return visitor.get("/fr/se-connecter/provider", query_string={"next": wanted}).location


def back(visitor, said: dict[str, str]) -> str:
    return visitor.get(
        "/sign-in/provider/back", query_string=said, headers={"Accept-Language": "fr"}
    ).location


def test_whom_the_provider_vouches_for_comes_in(visitor, provider, person):
    address = leave(visitor, "/fr/my/security")
    assert "jeanne" not in address
    assert back(visitor, provider.agree(address, subject="be-1")) == "/fr/my/security"
    assert visitor.get("/fr/my/security").status_code == 200


def test_an_answer_is_good_once(visitor, provider, person):
    said = provider.agree(leave(visitor), subject="be-1")
    back(visitor, said)
    assert back(visitor, said) == UNKNOWN


def test_somebody_unknown_is_told_what_to_do(visitor, provider, person):
    location = back(visitor, provider.agree(leave(visitor), subject="be-2"))
    assert location == UNKNOWN
    assert "ne connaissons pas" in visitor.get(location).text or "do not know" in visitor.get(location).text


@pytest.mark.parametrize(
    "lie",
    [{"nonce": "of another"}, {"iss": "https://evil.example"}, {"aud": "somebody else"}, {"exp": 1}, {"sub": ""},
     {"aud": ["fund", "other"]}, {"iat": 9_999_999_999}, {"exp": "soon"}, {"sub": 7}],
)  # fmt: skip
def test_a_proof_that_does_not_hold_opens_nothing(visitor, provider, person, lie):
    provider.lies = lie
    assert back(visitor, provider.agree(leave(visitor), subject="be-1")) == UNKNOWN


@pytest.mark.parametrize("signer", ["none", "secret", "stranger"])
def test_a_proof_signed_otherwise_opens_nothing(visitor, provider, person, signer):
    provider.sign_with = signer
    assert back(visitor, provider.agree(leave(visitor), subject="be-1")) == UNKNOWN


def test_another_browser_cannot_finish_the_journey(visitor, app, provider, person):
    said = provider.agree(leave(visitor), subject="be-1")
    assert back(app.test_client(), said) == UNKNOWN
    other = app.test_client()
    leave(other)
    assert back(other, said) == UNKNOWN


def test_a_journey_lasts_ten_minutes(visitor, provider, person, clock_at):
    from datetime import timedelta

    from webapp.kit import clock

    said = provider.agree(leave(visitor), subject="be-1")
    clock_at(clock.now() + timedelta(minutes=11))
    assert back(visitor, said) == UNKNOWN


def test_another_issuer_or_another_name_is_refused(visitor, provider, person):
    said = provider.agree(leave(visitor), subject="be-1")
    assert back(visitor, said | {"iss": "https://evil.example"}) == UNKNOWN
    provider.name = "https://evil.example"
    assert leave(visitor) == UNKNOWN


def test_a_person_connects_her_identity_once_she_is_in(visitor, provider):
    login = somebody_who_can_sign_in(email="piet@example.be")
    a_mandate(login, affiliate_id=72)
    session.commit()
    visitor.post("/fr/se-connecter", data={"email": "piet@example.be", "password": PASSWORD})
    address = visitor.get("/fr/se-connecter/provider?link=1&next=/fr/my/security").location
    assert back(visitor, provider.agree(address, subject="be-9")) == "/fr/my/security"
    session.refresh(login)
    assert (login.provider_issuer, login.provider_subject) == (provider.issuer, "be-9")


def test_without_a_provider_nothing_is_open(visitor):
    assert visitor.get("/fr/se-connecter/provider").status_code == 404
    assert visitor.get("/sign-in/provider/back").status_code == 404
