"""Passwords are kept as argon2id, and what is tried first is refused."""

from __future__ import annotations

import pytest

from webapp.domain.identity import passwords

WORDS = ["Le Tilleul", "De Linde", "guichet", "jeanne.peeters@example.be"]


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("short-pass1", "short"),
        ("x7-veld " * 16, None),
        ("x7-veld " * 16 + "x", "long"),
        ("Password1234!", "common"),
        ("P@ssw0rd2026!!", "common"),
        ("motdepasse2026", "common"),
        ("Welkom12345678", "common"),
        ("azertyuiop123", "common"),
        ("987654321098", "common"),
        ("abcabcabcabc", "common"),
        ("lindelinde2026!", "common"),
        ("LeTilleul-Guichet2026", "common"),
        ("jeanne.peeters1980", "common"),
        ("correct horse battery staple", None),
        ("ik ga graag naar zee", None),
        ("Xk4-9dT2-pq7m", None),
        ("пароль из четырёх слов", None),
        ("   spaces count   ", None),
    ],
)
def test_what_is_tried_first_is_refused(password, weakness):
    assert passwords.weakness_of(password, words=WORDS) == weakness


def test_a_password_fits_its_hash_and_nothing_else():
    kept = passwords.hashed("een zin van woorden")
    assert passwords.fits("een zin van woorden", kept)
    assert not passwords.fits("een zin van woordeN", kept)
    assert not passwords.fits("een zin van woorden", None)


def test_every_character_counts():
    twins = "x" * 100 + "a", "x" * 100 + "b"
    assert not passwords.fits(twins[0], passwords.hashed(twins[1]))


def test_accents_may_be_composed_in_either_way():
    assert passwords.fits("cafe\u0301 au lait chaud", passwords.hashed("caf\u00e9 au lait chaud"))


def test_the_parameters_are_those_of_the_floor():
    assert passwords.hashed("een zin van woorden").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_other_parameters_is_dated():
    from argon2 import PasswordHasher

    assert passwords.is_dated(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("x"))
    assert not passwords.is_dated(passwords.hashed("een zin van woorden"))
