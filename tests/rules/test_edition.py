"""The edition of the rules: the same for the same words, another one for any change of law or rule."""

from __future__ import annotations

import re

from webapp.rules.edition import fingerprint, rules_edition


def test_it_is_short_and_stays_the_same():
    assert re.fullmatch(r"[0-9a-f]{12}", rules_edition())
    assert rules_edition() == rules_edition()


def test_order_and_line_ends_say_nothing_but_names_and_words_do(tmp_path):
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"rate = 1\nfloor = 2\n")
    other.write_bytes(b"x\n")
    first = fingerprint([("law/a", one), ("law/b", other)])
    assert fingerprint([("law/b", other), ("law/a", one)]) == first
    assert fingerprint([("law/c", one), ("law/b", other)]) != first
    one.write_bytes(b"rate = 1\r\nfloor = 2\r\n")
    assert fingerprint([("law/a", one), ("law/b", other)]) == first
    one.write_bytes(b"rate = 1\nfloor = 3\n")
    assert fingerprint([("law/a", one), ("law/b", other)]) != first
