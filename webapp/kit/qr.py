"""The QR code a bank app reads to fill in a transfer (EPC069-12, version 002), as one SVG path.

The same path is drawn on the page and in the letter, so there is one picture and nothing to fetch. The
Belgian structured communication goes into the field for structured remittance, as its twelve digits: what
Belgian invoicing programs write. Not tried with real bank apps, so the communication is always printed beside
the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import zxingcpp

QUIET_ZONE = 4  # modules of white that every reader may count on
_HIGHEST_CENTS = 99_999_999_999
_LONGEST_NAME = 70
_MOST_BYTES = 331  # version 13 at level M, the largest the guideline allows


class BadTransferError(ValueError):
    """A transfer that no bank app could read; the sentence names the field."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A QR code as the `d` of one SVG path in a square of `size` modules, quiet zone included."""

    path: str
    size: int


def transfer_text(*, name: str, iban: str, cents: int, communication: str, bic: str = "") -> str:
    """The lines of an EPC transfer; `communication` is structured (12 digits) or free text.

    Raises BadTransferError when a field cannot stand in the code.
    """
    name = " ".join(name.split())
    account = re.sub(r"\s", "", iban).upper()
    if not name or len(name) > _LONGEST_NAME:
        raise BadTransferError("the payee's name has 1 to 70 signs")
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", account):
        raise BadTransferError("the account is not an IBAN")
    if not 0 < cents <= _HIGHEST_CENTS:
        raise BadTransferError("the amount is between one cent and 999,999,999.99 euro")
    if bic and not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", bic):
        raise BadTransferError("the BIC has 8 or 11 signs")
    digits = re.sub(r"[+*/\s]", "", communication)
    structured = digits if re.fullmatch(r"\d{12}", digits) else ""
    free = "" if structured else " ".join(communication.split())[:140]
    amount = f"EUR{cents // 100}.{cents % 100:02d}"
    lines = ("BCD", "002", "1", "SCT", bic, name, account, amount, "", structured, free)
    return "\n".join(lines).rstrip("\n")


def transfer(*, name: str, iban: str, cents: int, communication: str, bic: str = "") -> Picture:
    """The QR code of a transfer; raises BadTransferError."""
    return drawing(transfer_text(name=name, iban=iban, cents=cents, communication=communication, bic=bic))


def drawing(text: str) -> Picture:
    """Any text as a QR code of level M; each run of dark modules in a row becomes one rectangle."""
    if not text or len(text.encode()) > _MOST_BYTES:
        raise BadTransferError("the text of the code is empty or too long")
    # Left alone the library writes Latin-1 where it can, and the transfer says of itself that it is UTF-8.
    charset = {} if text.isascii() else {"eci": "UTF-8"}
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **charset)
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    path = []
    for y, row in enumerate(rows, QUIET_ZONE):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and not row[x]:
                x += 1
            if x > start:
                path.append(f"M{start + QUIET_ZONE} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return Picture("".join(path), len(rows) + 2 * QUIET_ZONE)
