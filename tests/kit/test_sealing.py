"""A sealed text opens in its own place with our secret only, and equal texts are found without opening any."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.kit.sealing import BrokenSealError, blind_index, seal, unseal

PLACE, OTHER = "affiliate.national_number", "affiliate.iban"
NUMBER = "85073003328"


@pytest.fixture
def another_secret(app, monkeypatch):
    def change() -> None:
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], secret_key="x" * 40))

    return change


@given(st.text())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_opens_unchanged(app, text):
    assert unseal(seal(text, place=PLACE), place=PLACE) == text


def test_the_same_text_never_gives_the_same_bytes(app):
    first, second = seal(NUMBER, place=PLACE), seal(NUMBER, place=PLACE)
    assert first != second
    assert NUMBER.encode() not in first


def test_a_text_moved_to_another_column_does_not_open(app):
    with pytest.raises(BrokenSealError, match=r"affiliate\.iban"):
        unseal(seal(NUMBER, place=PLACE), place=OTHER)


def test_one_changed_bit_anywhere_breaks_the_seal(app):
    sealed = seal(NUMBER, place=PLACE)
    for position in range(len(sealed)):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(BrokenSealError):
            unseal(bytes(broken), place=PLACE)


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01short", b"\x02" + b"0" * 40, NUMBER.encode()])
def test_what_was_never_sealed_is_refused(app, broken):
    with pytest.raises(BrokenSealError):
        unseal(broken, place=PLACE)


def test_another_secret_opens_nothing(app, another_secret):
    sealed = seal(NUMBER, place=PLACE)
    another_secret()
    with pytest.raises(BrokenSealError):
        unseal(sealed, place=PLACE)


def test_the_index_finds_equal_texts_of_one_place_and_tells_nothing_without_the_secret(app, another_secret):
    found = blind_index(NUMBER, place=PLACE)
    assert blind_index(NUMBER, place=PLACE) == found
    assert blind_index(NUMBER, place=OTHER) != found
    assert blind_index("85073003329", place=PLACE) != found
    another_secret()
    assert blind_index(NUMBER, place=PLACE) != found
