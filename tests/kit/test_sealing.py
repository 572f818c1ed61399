"""Sealed texts open only with their secret and at their place; equal texts are found without opening."""

from __future__ import annotations

import pytest

from webapp.kit import sealing


def test_what_is_sealed_opens_again_and_never_looks_the_same_twice(app):
    one, two = (sealing.seal("85.07.30-033.28", place="here") for _time in "12")
    assert one != two
    assert b"85.07" not in one
    assert sealing.unseal(one, place="here") == sealing.unseal(two, place="here") == "85.07.30-033.28"


def test_another_place_or_a_changed_byte_does_not_open(app):
    sealed = sealing.seal("secret", place="here")
    for bytes_, place in ((sealed, "there"), (sealed[:-1] + b"\0", "here"), (b"\x02" + sealed[1:], "here")):
        with pytest.raises(sealing.BrokenSealError):
            sealing.unseal(bytes_, place=place)


def test_equal_texts_share_an_index_within_one_place_only(app):
    assert sealing.blind_index("x", place="a") == sealing.blind_index("x", place="a")
    assert sealing.blind_index("x", place="a") != sealing.blind_index("x", place="b")
