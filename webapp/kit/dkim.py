"""Sign outgoing mail (RFC 6376, RFC 8463), because large receivers ask for it and dkimpy costs 14 ms a mail.

Relaxed/relaxed canonical form; the List-Unsubscribe headers stand inside h=, as RFC 8058 demands.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

SIGNED_HEADERS = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version", b"content-type",
    b"list-unsubscribe", b"list-unsubscribe-post", b"feedback-id",
)  # fmt: skip
_SMALLEST_RSA_BITS = 2048
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_BLANKS = re.compile(rb"[ \t]+")


class BadDkimKeyError(ValueError):
    """The DKIM settings cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class DkimKey:
    """A domain's signing key; the public half stands in DNS at `<selector>._domainkey.<domain>`."""

    domain: str
    selector: str
    private: RSAPrivateKey | Ed25519PrivateKey = field(repr=False)

    @classmethod
    def from_pem(cls, *, domain: str, selector: str, pem: bytes) -> DkimKey:
        """Read an unencrypted RSA (2048 bits or more) or Ed25519 key; raises BadDkimKeyError."""
        if not _NAME.fullmatch(domain) or not _NAME.fullmatch(selector):
            raise BadDkimKeyError("domain and selector are host names")
        try:
            private = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise BadDkimKeyError("the key is not a readable PEM file") from error
        if isinstance(private, RSAPrivateKey) and private.key_size < _SMALLEST_RSA_BITS:
            raise BadDkimKeyError("an RSA key needs at least 2048 bits")
        if not isinstance(private, RSAPrivateKey | Ed25519PrivateKey):
            raise BadDkimKeyError("only RSA and Ed25519 keys sign mail")
        return cls(domain, selector, private)

    @classmethod
    def from_file(cls, *, domain: str, selector: str, path: Path) -> DkimKey:
        """Read the key from a file that only the operator may read; raises BadDkimKeyError."""
        try:
            return cls.from_pem(domain=domain, selector=selector, pem=path.read_bytes())
        except OSError as error:
            raise BadDkimKeyError(f"the key file cannot be read: {error.strerror}") from error

    def sign(self, raw: bytes) -> bytes:
        """The mail with a DKIM-Signature before it; expects CRLF line ends."""
        head, _, body = raw.partition(b"\r\n\r\n")
        present = _relaxed_headers(head + b"\r\n")
        chosen = [name for name in SIGNED_HEADERS if name in present]
        algorithm = "rsa-sha256" if isinstance(self.private, RSAPrivateKey) else "ed25519-sha256"
        body_hash = b64encode(hashlib.sha256(_relaxed_body(body)).digest()).decode()
        rows = (b":".join(chosen[i : i + 5]).decode() for i in range(0, len(chosen), 5))
        names = ":\r\n ".join(rows)
        unsigned = (
            f"DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed; d={self.domain};\r\n"
            f" s={self.selector}; h={names};\r\n bh={body_hash};\r\n b="
        ).encode("ascii")
        own = _relaxed_headers(unsigned + b"\r\n")[b"dkim-signature"].removesuffix(b"\r\n")
        signature = b64encode(self._signature(b"".join(present[name] for name in chosen) + own)).decode()
        folded = "\r\n ".join(signature[i : i + 72] for i in range(0, len(signature), 72))
        return unsigned + folded.encode("ascii") + b"\r\n" + raw

    def _signature(self, text: bytes) -> bytes:
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(text, PKCS1v15(), hashes.SHA256())
        return self.private.sign(hashlib.sha256(text).digest())  # RFC 8463: the hash is what is signed


def _relaxed_headers(head: bytes) -> dict[bytes, bytes]:
    """Header lines in relaxed form by lower-case name; our mails carry each name once."""
    unfolded = head.replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
    lines = {}
    for line in unfolded.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        if colon:
            key = name.strip().lower()
            lines[key] = key + b":" + _BLANKS.sub(b" ", value).strip() + b"\r\n"
    return lines


def _relaxed_body(body: bytes) -> bytes:
    """Blanks folded, blank line ends and trailing empty lines away; an empty body stays empty."""
    lines = [_BLANKS.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"\r\n".join(lines) + b"\r\n" if lines else b""
