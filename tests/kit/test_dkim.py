"""Signatures are checked by a verifier that is not ours."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from dkim.canonicalization import Relaxed

from webapp.kit.dkim import BadDkimKeyError, DkimKey
from webapp.kit.mail import Mail

LINK = "https://fonds.example/machine/unsubscribe/abc.DEF-123_x"


def a_mail(**changes) -> Mail:
    facts = {
        "sender": "fonds@fonds.example",
        "to": "jeanne@example.be",
        "subject": "Votre lettre est prête",
        "text": "Bonjour,\n\nVotre lettre est prête.\n",
        "message_id": "notice-88@fonds.example",
        "sent_at": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    }
    return Mail(**facts | changes)


def test_rsa_signatures_verify_and_cover_the_unsubscribe_headers():
    private = generate_private_key(65537, 2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key = DkimKey.from_pem(domain="fonds.example", selector="s1", pem=pem)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    record = b"v=DKIM1; k=rsa; p=" + b"".join(public.split(b"\n")[1:-2])

    def dns(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"s1._domainkey.fonds.example."
        return record

    raw = key.sign(a_mail(html="<p>é  x </p>\n\n\n", unsubscribe_url=LINK, sender_name="Fonds é").as_bytes())
    assert dkim.verify(raw, dnsfunc=dns)
    signed = raw.replace(b"\r\n ", b" ").split(b"\r\n")[0]
    assert b"list-unsubscribe" in signed
    assert b"list-unsubscribe-post" in signed
    assert not dkim.verify(raw.replace(b"abc.DEF", b"abc.XXX"), dnsfunc=dns)
    assert not dkim.verify(raw.replace(b"lettre est", b"lettre_est"), dnsfunc=dns)


def test_ed25519_signatures_verify():
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    raw = DkimKey.from_pem(domain="fonds.example", selector="s1", pem=pem).sign(a_mail().as_bytes())
    head = raw.split(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    line = head.split(b"\r\n")[0]
    signature = b64decode(line.rpartition(b" b=")[2])
    # the verifier's own canonical form is not ours: dkimpy's is used on both sides
    fields = [(n, v) for n, v in (h.split(b":", 1) for h in head.split(b"\r\n")[1:])]
    by_name = {n.lower(): b" " + v.strip() for n, v in fields}
    names = line.split(b" h=")[1].split(b";")[0].replace(b" ", b"").split(b":")
    text = b"".join(n + b":" + v.strip() + b"\r\n" for n, v in Relaxed.canonicalize_headers([(n, by_name[n]) for n in names]))
    text += b"dkim-signature:" + line.split(b":", 1)[1].rpartition(b" b=")[0].strip() + b" b="
    private.public_key().verify(signature, sha256(text).digest())


def test_a_key_that_cannot_sign_is_refused():
    for domain, pem in (("fonds.example", b"x"), ("fonds example", b"")):
        with pytest.raises(BadDkimKeyError):
            DkimKey.from_pem(domain=domain, selector="s1", pem=pem)
    small = generate_private_key(65537, 1024).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(BadDkimKeyError, match="2048"):
        DkimKey.from_pem(domain="fonds.example", selector="s1", pem=small)
