"""Coming in: throttled by account, by address and in total; a known device stays open to its owner."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from tests.factories.identity import PASSWORD, somebody_who_can_sign_in
from webapp.domain import identity
from webapp.domain.identity import coming_in
from webapp.kit.db import session
from webapp.kit.throttle import TooManyTriesError

HOME = "192.0.2.1"


def wrong(email: str, *, address: str = HOME, device: str = "") -> None:
    with pytest.raises(identity.WrongPasswordError):
        identity.sign_in(email=email, password="not the password", address=address, device=device)
    session.commit()


@pytest.fixture
def person(app):
    return somebody_who_can_sign_in(email="jeanne@example.be")


def test_the_eleventh_try_on_an_account_is_refused_from_any_address(person):
    for number in range(coming_in.BY_ACCOUNT.most):
        wrong("Jeanne@example.be", address=f"192.0.2.{number}")
    with pytest.raises(TooManyTriesError):
        identity.sign_in(email="jeanne@example.be", password=PASSWORD, address="198.51.100.1")


def test_an_unknown_account_is_throttled_alike(app):
    for _ in range(coming_in.BY_ACCOUNT.most):
        wrong("nobody@example.be")
    with pytest.raises(TooManyTriesError):
        identity.sign_in(email="nobody@example.be", password="x", address=HOME)


def test_one_address_guesses_many_accounts_only_so_often(person):
    for number in range(coming_in.BY_ADDRESS.most):
        wrong(f"person{number}@example.com")
    with pytest.raises(TooManyTriesError):
        identity.sign_in(email="jeanne@example.be", password=PASSWORD, address=HOME)
    assert identity.sign_in(email="jeanne@example.be", password=PASSWORD, address="198.51.100.1")


def test_the_victim_of_a_lock_out_comes_in_from_a_device_she_used_before(person):
    device = identity.remember_device(login_id=person.id)
    for number in range(coming_in.BY_ACCOUNT.most):
        wrong("jeanne@example.be", address=f"192.0.2.{number}")
    came = identity.sign_in(email="jeanne@example.be", password=PASSWORD, address=HOME, device=device)
    assert came.login_id == person.id


def test_a_stolen_device_cookie_has_a_bucket_of_its_own(person):
    device = identity.remember_device(login_id=person.id)
    for _ in range(coming_in.BY_DEVICE.most):
        wrong("jeanne@example.be", device=device)
    with pytest.raises(TooManyTriesError):
        identity.sign_in(email="jeanne@example.be", password=PASSWORD, address=HOME, device=device)


def test_the_device_of_another_opens_nothing(person):
    device = identity.remember_device(login_id=somebody_who_can_sign_in().id)
    for number in range(coming_in.BY_ACCOUNT.most):
        wrong("jeanne@example.be", address=f"192.0.2.{number}")
    with pytest.raises(TooManyTriesError):
        identity.sign_in(email="jeanne@example.be", password=PASSWORD, address=HOME, device=device)


def test_signing_in_often_fills_no_bucket(person):
    for _ in range(coming_in.BY_ACCOUNT.most + 1):
        identity.sign_in(email="jeanne@example.be", password=PASSWORD, address=HOME)
        session.commit()


def test_a_dated_hash_is_made_anew_when_she_comes_in(person):
    person.password_hash = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    session.commit()
    identity.sign_in(email="jeanne@example.be", password=PASSWORD, address=HOME)
    assert "m=19456,t=2,p=1" in person.password_hash


def test_whoever_waits_for_activation_cannot_come_in(app):
    identity.invite(email="new@example.be", name="New", language="fr", by=identity.House)
    session.commit()
    wrong("new@example.be")
