"""Sealed texts: what nobody may read in a copy of the database, such as national numbers and accounts.

AES-256-GCM with keys derived from SECRET_KEY. Each sealed text is bound to its place, such as
"affiliate.national_number", and opens nowhere else. A blind index finds an equal text without opening any.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

#: The first byte says how a text was sealed, so that another way can come beside this one.
VERSION: Final = b"\x01"
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


class BrokenSealError(ValueError):
    """A sealed text that does not open: another secret, another place, or changed bytes."""


def seal(text: str, *, place: str) -> bytes:
    """Seal a text for one place; the same text never gives the same bytes twice."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(_key("seal")).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, *, place: str) -> str:
    """Open what was sealed for this place.

    Raises:
        BrokenSealError: it was not sealed here, or with another secret.
    """
    if not sealed.startswith(VERSION):
        raise BrokenSealError(f"{place}: sealed in a way this house does not know")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(_key("seal")).decrypt(nonce, body, place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise BrokenSealError(f"{place}: the seal does not open") from error


def blind_index(text: str, *, place: str) -> bytes:
    """What equal texts of one place have in common, telling nothing without the secret."""
    return hmac.new(_key("index"), f"{place}\0{text}".encode(), hashlib.sha256).digest()


def _key(purpose: str) -> bytes:
    return _derive(current_app.config["SETTINGS"].secret_key, purpose)


@lru_cache(maxsize=8)
def _derive(secret: str, purpose: str) -> bytes:
    info = f"guichet sealing {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret.encode())
