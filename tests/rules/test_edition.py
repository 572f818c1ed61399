"""The edition of the rules is the same wherever the same state is checked out, and another one after any change."""

from __future__ import annotations

import re
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from webapp.config import ROOT
from webapp.rules.edition import edition_of_files, fingerprint, rules_edition

TEXTS = {"law/a.toml": "rate = 1\nsource = 2\n", "rules/b.py": "x = 1\n"}


def test_twelve_hexadecimal_digits() -> None:
    assert re.fullmatch("[0-9a-f]{12}", fingerprint(TEXTS))
    assert re.fullmatch("[0-9a-f]{12}", rules_edition())


def test_neither_the_order_of_the_files_nor_their_line_ends_count() -> None:
    edition = fingerprint(TEXTS)
    assert fingerprint(dict(reversed(TEXTS.items()))) == edition
    assert fingerprint({name: text.replace("\n", "\r\n") for name, text in TEXTS.items()}) == edition
    assert fingerprint({name: text.rstrip("\n") for name, text in TEXTS.items()}) == edition


def test_a_name_a_letter_or_a_line_more_makes_another_edition() -> None:
    edition = fingerprint(TEXTS)
    assert fingerprint(TEXTS | {"rules/b.py": "x = 2\n"}) != edition
    assert fingerprint(TEXTS | {"rules/c.py": ""}) != edition
    assert fingerprint({"law/a.toml": TEXTS["law/a.toml"], "rules/c.py": TEXTS["rules/b.py"]}) != edition
    assert fingerprint(TEXTS | {"rules/b.py": "\nx = 1\n"}) != edition


@given(st.text("abc\n "), st.text("abc\n "))
def test_what_moves_from_one_file_to_the_next_is_another_edition(first: str, second: str) -> None:
    one, moved = {"a": first, "b": second + "x"}, {"a": first + "x", "b": second}
    assert fingerprint(one) != fingerprint(moved)


def test_another_process_says_the_same() -> None:
    """Nothing of the run – order of a folder, seeds of hashes, place of the checkout – may enter."""
    asked = (
        "from webapp.rules.edition import rules_edition as edition; import sys; sys.stdout.write(edition())"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    edition_of_files.cache_clear()
    assert told.stdout == rules_edition()
