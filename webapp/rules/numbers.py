"""Numbers with check digits: who somebody is, which company, which account, which payment.

Each check gives the clean number or raises `WrongNumber` with a code that says what is wrong, so that a form
can say it in one clear sentence: "empty", "characters" (something that is no part of such a number),
"length", "check_digit", "date" (a birth date that does not exist), "prefix" (a first digit or country code
that does not exist).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

MODULUS: Final = 97
NATIONAL_LENGTH: Final = 11
ENTERPRISE_LENGTH: Final = 10
REFERENCE_LENGTH: Final = 12
REFERENCE_BODY: Final = 10

_SEPARATORS: Final = str.maketrans("", "", " .-/+*\u00a0\u202f\t")
#: Lengths of an IBAN by country: the euro area, Switzerland, the United Kingdom and other SEPA members.
_IBAN_LENGTHS: Final = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26,
    "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28,
    "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip


class WrongNumber(ValueError):
    """A number that cannot be right. `code` says why; the number itself is never in the message."""

    def __init__(self, kind: str, code: str) -> None:
        self.kind, self.code = kind, code
        super().__init__(f"wrong {kind}: {code}")


@dataclass(frozen=True, slots=True, repr=False)
class NationalNumber:
    """A national number (NISS/INSZ) or BIS number: eleven digits. Its repr hides them, `str` does not either.

    Ask for `digits` or `written()` on purpose, where a person is meant to read it. A BIS number has 20 or 40
    added to the month.
    """

    digits: str

    @classmethod
    def parse(cls, text: str) -> NationalNumber:
        """Read what somebody typed, with or without dots. Raises `WrongNumber`."""
        digits = _digits("national number", text, NATIONAL_LENGTH)
        if not _national_centuries(digits):
            raise WrongNumber("national number", "check_digit")
        number = cls(digits)
        if not number._plausible_date():
            raise WrongNumber("national number", "date")
        return number

    @property
    def is_bis(self) -> bool:
        """Whether it is a BIS number, given to people who are not in the National Register."""
        return int(self.digits[2:4]) >= 20  # noqa: PLR2004 – 20 and 40 are added to the month

    @property
    def birth_date(self) -> date | None:
        """The date of birth, or None where month or day are unknown (written as zero)."""
        century = _national_centuries(self.digits)[0]
        month, day = int(self.digits[2:4]) % 20, int(self.digits[4:6])
        return date(century + int(self.digits[:2]), month, day) if month and day else None

    def written(self) -> str:
        """As people read it: 85.07.30-033.28."""
        d = self.digits
        return f"{d[:2]}.{d[2:4]}.{d[4:6]}-{d[6:9]}.{d[9:]}"

    def _plausible_date(self) -> bool:
        if int(self.digits[2:4]) >= 60:  # noqa: PLR2004 – months go to 12, BIS adds 20 or 40
            return False
        try:
            return self.birth_date is not None or int(self.digits[2:4]) % 20 <= 12  # noqa: PLR2004
        except ValueError:
            return False

    def __repr__(self) -> str:
        return "NationalNumber(•••••••••••)"

    __str__ = __repr__


def _national_centuries(digits: str) -> tuple[int, ...]:
    """The centuries whose check digits fit: 97 minus the first nine modulo 97, with a leading 2 from 2000."""
    body, check = digits[:9], int(digits[9:])
    fits = ((1900, MODULUS - int(body) % MODULUS), (2000, MODULUS - int("2" + body) % MODULUS))
    return tuple(century for century, expected in fits if expected == check)


def national_check_digits(body: str, *, born_from_2000: bool) -> str:
    """The two check digits for nine digits; for demo people and tests."""
    return f"{MODULUS - int(('2' if born_from_2000 else '') + body) % MODULUS:02}"


def enterprise_number(text: str) -> str:
    """An enterprise number (BCE/KBO) as ten digits: 97 minus the first eight modulo 97. Raises `WrongNumber`.

    "BE" in front is understood, and an old number of nine digits gets its leading zero.
    """
    kind = "enterprise number"
    clean = text.translate(_SEPARATORS).upper().removeprefix("BE")
    digits = _digits(kind, "0" + clean if len(clean) == ENTERPRISE_LENGTH - 1 else clean, ENTERPRISE_LENGTH)
    if digits[0] not in "01":
        raise WrongNumber(kind, "prefix")
    if int(digits[8:]) != MODULUS - int(digits[:8]) % MODULUS:
        raise WrongNumber(kind, "check_digit")
    return digits


def written_enterprise_number(digits: str) -> str:
    """As people read it: 0123.456.749."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def enterprise_check_digits(body: str) -> str:
    """The two check digits for eight digits; for demo companies and tests."""
    return f"{MODULUS - int(body) % MODULUS:02}"


def iban(text: str) -> str:
    """An account number without spaces. Raises `WrongNumber`.

    The international check (ISO 13616, modulo 97) for every country; for Belgium the national one too: the
    last two digits are the first ten modulo 97, and 97 when nothing remains.
    """
    clean = text.translate(_SEPARATORS).upper()
    if not clean:
        raise WrongNumber("iban", "empty")
    if not re.fullmatch(r"[A-Z0-9]+", clean):
        raise WrongNumber("iban", "characters")
    length = _IBAN_LENGTHS.get(clean[:2])
    if length is None:
        raise WrongNumber("iban", "prefix")
    if len(clean) != length:
        raise WrongNumber("iban", "length")
    if not clean[2:4].isdigit() or (clean.startswith("BE") and not clean[4:].isdigit()):
        raise WrongNumber("iban", "characters")
    if int("".join(str(int(sign, 36)) for sign in clean[4:] + clean[:4])) % MODULUS != 1:
        raise WrongNumber("iban", "check_digit")
    if clean.startswith("BE") and int(clean[14:]) != _remainder_97(clean[4:14]):
        raise WrongNumber("iban", "check_digit")
    return clean


def written_iban(clean: str) -> str:
    """As people read it, in groups of four."""
    return " ".join(clean[place : place + 4] for place in range(0, len(clean), 4))


def belgian_iban(account: str) -> str:
    """A Belgian IBAN for ten digits of an account; for demo accounts and tests."""
    national = f"{account}{_remainder_97(account):02}"
    return f"BE{98 - int(f'{national}111400') % MODULUS:02}{national}"


def structured_communication(body: int) -> str:
    """The twelve digits of a payment reference for a number of up to ten: the last two are it modulo 97.

    Raises ValueError for a number that does not fit.
    """
    if not 0 <= body < 10**REFERENCE_BODY:
        raise ValueError("a payment reference has room for ten digits")
    digits = f"{body:0{REFERENCE_BODY}}"
    return f"{digits}{_remainder_97(digits):02}"


def parse_communication(text: str) -> str:
    """Read +++123/4567/89012+++, with or without signs, as twelve digits. Raises `WrongNumber`."""
    digits = _digits("communication", text, REFERENCE_LENGTH)
    if int(digits[REFERENCE_BODY:]) != _remainder_97(digits[:REFERENCE_BODY]):
        raise WrongNumber("communication", "check_digit")
    return digits


def find_communications(text: str) -> tuple[str, ...]:
    """Every valid payment reference within a free text of a bank line, each once, in order."""
    found: dict[str, None] = {}
    for written in re.finditer(r"(?<!\d)\d{3}[ /.]?\d{4}[ /.]?\d{5}(?!\d)", text):
        try:
            found[parse_communication(written.group())] = None
        except WrongNumber:
            continue
    return tuple(found)


def find_communication(text: str) -> str | None:
    """The first valid payment reference within a free text of a bank line, or None."""
    return next(iter(find_communications(text)), None)


def written_communication(digits: str) -> str:
    """As it stands on a transfer: +++123/4567/89012+++."""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def _remainder_97(digits: str) -> int:
    """The Belgian check of accounts and references: the number modulo 97, and 97 when nothing remains."""
    return int(digits) % MODULUS or MODULUS


def _digits(kind: str, text: str, length: int) -> str:
    clean = text.translate(_SEPARATORS)
    if not clean:
        raise WrongNumber(kind, "empty")
    if not (clean.isascii() and clean.isdigit()):
        raise WrongNumber(kind, "characters")
    if len(clean) != length:
        raise WrongNumber(kind, "length")
    return clean
