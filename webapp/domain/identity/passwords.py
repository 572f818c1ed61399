"""Passwords: how they are kept (argon2id) and which ones are refused.

At least 12 characters, at most 128, any character, no rotation and no rules about digits. Refused is what
is tried first: one common word, one word of the fund or of the person, a row of keys, each with or without
digits and signs around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webapp.config import ROOT

SHORTEST: Final = 12
LONGEST: Final = 128
#: How many different characters a password needs at least: "aaaabbbbaaaa" has two.
FEWEST_CHARACTERS: Final = 5
COMMON: Final = ROOT / "content" / "common_passwords.txt"
ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "0123456789",
)
SHORTEST_RUN: Final = 4
_LEET: Final = str.maketrans("@4301$57!", "aaeoissti")
_LETTERS: Final = re.compile(r"[^\W\d_]+")

Weakness = Literal["short", "long", "common"]

#: 19 MiB, two passes, one lane: the floor that OWASP asks for, 46 ms here; see requirements of the house.
_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class WeakPasswordError(ValueError):
    """A password that is refused; `weakness` says why: short, long or common."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness)
        self.weakness = weakness


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt."""
    return _hasher.hash(_same_form(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Whether a password belongs to a hash; without a hash it takes the same time and is never right."""
    try:
        right = _hasher.verify(password_hash or _nobodys_hash(), _same_form(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def is_dated(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than today's and should be made anew."""
    return _hasher.check_needs_rehash(password_hash)


def weakness_of(password: str, *, words: Iterable[str] = ()) -> Weakness | None:
    """Why a password is refused, or None; `words` are those of the fund and of the person."""
    password = _same_form(password)
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    lowered = password.lower()
    if len(set(lowered)) < FEWEST_CHARACTERS or lowered in _common():
        return "common"
    known = {part for word in words for part in _parts(word.lower()) if len(part) >= SHORTEST_RUN}
    made_of = (_LETTERS.findall(text) for text in (lowered, lowered.translate(_LEET)))
    plain = _is_row(re.sub(r"\W", "", lowered)) or any(_says(runs, known) for runs in made_of)
    return "common" if plain else None


def _parts(word: str) -> list[str]:
    """The words of a name, and the name written in one."""
    return [*_LETTERS.findall(word), "".join(_LETTERS.findall(word))]


def _says(runs: list[str], known: set[str]) -> bool:
    """Whether the letters say nothing but one common word, a row of keys, or words everybody knows here."""
    long_runs = {_smallest_part(run) for run in runs if len(run) >= SHORTEST_RUN}
    if not long_runs or sum(len(run) for run in runs if len(run) < SHORTEST_RUN) >= SHORTEST_RUN:
        return False
    if long_runs <= known:
        return True
    return len(long_runs) == 1 and all(run in _common() or _is_row(run) for run in long_runs)


def _smallest_part(run: str) -> str:
    """The word that a run of letters repeats: "lindelinde" repeats "linde"."""
    length = (run + run).find(run, 1)
    return run[:length]


def _is_row(run: str) -> bool:
    return len(run) >= SHORTEST_RUN and any(run in row * 2 or run[::-1] in row * 2 for row in ROWS)


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody's password, so that an unknown name takes as long as a known one")


def _same_form(password: str) -> str:
    """One form for accents, however the keyboard composed them."""
    return unicodedata.normalize("NFC", password)
