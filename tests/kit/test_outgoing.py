"""Mails leave from the fund's own address, with an identity that a repeat keeps, and our own links."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from tests.factories.mail import mails_to
from webapp.kit import clock, fund, outgoing
from webapp.kit.letters import Message
from webapp.kit.postbox import Accepted

WORDS = Message(subject="Votre lettre", text="Bonjour Jeanne,\n\nUne lettre vous attend.\n", html=None)


def a_mail(**more):
    return outgoing.mail_of(WORDS, to="jeanne@example.be", language="fr", thing="notice-88", **more)


def test_a_mail_is_from_the_fund_in_the_readers_language_at_the_clocks_moment(app, clock_at):
    clock_at("2026-11-22T10:00")
    read = message_from_bytes(a_mail().as_bytes(), policy=policy.default)
    assert read["From"].addresses[0].addr_spec == fund.facts()["mail"]
    assert read["From"].addresses[0].display_name == fund.facts()["short_name"]["fr"]
    assert read["Content-Language"] == "fr"
    assert read["Date"].datetime == clock.now()


def test_the_same_thing_keeps_its_identity_when_it_is_sent_again(app):
    first, again = (message_from_bytes(a_mail().as_bytes(), policy=policy.default) for _time in (1, 2))
    assert first["Message-ID"] == again["Message-ID"] == "<notice-88@localhost>"


@pytest.mark.parametrize("host", ["evil.example", "localhost:1", "localhost@evil.example", "a.b", "[::1]"])
def test_no_link_or_identity_comes_from_the_request(app, host):
    with app.test_request_context("/", headers={"Host": host, "X-Forwarded-Host": host, "X-Forwarded-Proto": "gopher"}):
        assert outgoing.web_address("/en/my/") == "http://localhost/en/my/"
        assert outgoing.message_id("notice-88") == "notice-88@localhost"


def test_the_postbox_stays_open_for_the_life_of_the_process(app):
    assert outgoing.postbox() is outgoing.postbox()
    assert isinstance(outgoing.hand_in(a_mail().as_bytes(), to="outgoing@example.be"), Accepted)
    assert mails_to("jeanne@example.be")[-1]["Subject"] == "Votre lettre"


def test_a_mail_is_signed_when_the_fund_has_a_key(app, tmp_path, monkeypatch):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = tmp_path / "dkim.pem"
    key.write_bytes(
        rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    settings = app.config["SETTINGS"]
    signing = replace(
        settings,
        dkim_key=key,
        dkim_selector="s1",
        dkim_domain="linde.example",
        mail_url=f"folder://{tmp_path / 'mail'}",
    )
    monkeypatch.setitem(app.config, "SETTINGS", signing)
    monkeypatch.delitem(app.extensions, outgoing.PLACE, raising=False)
    try:
        outgoing.hand_in(a_mail().as_bytes(), to="jeanne@example.be")
    finally:
        app.extensions.pop(outgoing.PLACE)
    (raw,) = (file.read_bytes() for file in (tmp_path / "mail").rglob("*") if file.is_file())
    assert "d=linde.example" in str(message_from_bytes(raw, policy=policy.default)["DKIM-Signature"])
