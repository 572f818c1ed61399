"""The answer to a wish: one mail, in the reader's language, that says what only the mailbox's owner may learn."""

from __future__ import annotations

import pytest

import jobs
import jobs.confirm_subscription as job
from tests.factories import bulletins as made
from tests.factories.mail import mails_to
from webapp.domain import bulletins
from webapp.kit import clock
from webapp.kit.postbox import Refused, TryLater


def wish(email: str, language: str) -> int:
    return bulletins.wish(email=email, language=language, consent="2026-11", at=clock.now())


@pytest.mark.parametrize(
    ("language", "slug"),
    [
        ("fr", "lettre-d-information/confirmer"),
        ("nl", "nieuwsbrief/bevestigen"),
        ("de", "rundbrief/bestaetigen"),
        ("en", "newsletter/confirm"),
    ],
)
def test_the_mail_holds_the_link_of_its_language(app, errands, language, slug):
    wish(f"{language}@wishes.example", language)
    errands()
    (mail,) = mails_to(f"{language}@wishes.example")
    assert mail["Content-Language"] == language
    assert f"http://localhost/{language}/{slug}/" in mail.get_body(("plain",)).get_content()


def test_a_reader_is_told_that_she_receives_it_already(app, errands):
    reader = made.a_subscriber(email="already@readers.example", language="en")
    wish("already@readers.example", "fr")
    errands()
    (mail,) = mails_to("already@readers.example")
    assert mail["Subject"] == "You already receive our newsletter"
    assert f"/en/newsletter/my-choices/{reader.token}" in mail.get_body(("plain",)).get_content()


def test_whoever_left_meanwhile_gets_nothing(app, errands):
    number = wish("meanwhile@readers.example", "fr")
    bulletins.unsubscribe(bulletins.confirmation_for(number).token, at=clock.now())
    errands()
    assert mails_to("meanwhile@readers.example") == []


def test_a_server_that_cannot_be_reached_is_asked_later_and_a_dead_address_is_not(app):
    number = wish("later@readers.example", "fr")
    package = job.prepare(subscriber_id=number)
    assert "later" not in repr(package)
    with pytest.raises(jobs.TryLaterError):
        job.settle(package, TryLater("no connection"))
    assert job.prepare(subscriber_id=number).raw == package.raw, "a repeat is the same mail"
    job.settle(package, Refused(550, "no such person"))
    assert job.prepare(subscriber_id=number) is None
