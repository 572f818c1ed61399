"""A letter on its way: archived once, announced by a mail that says nothing of it, printed for who wants paper."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from tests.factories import affiliates as persons
from webapp.domain import notices
from webapp.kit import outgoing
from webapp.kit.db import session

FACTS = {
    "payer": "Jeanne Peeters",
    "amount": 92_426,
    "received_on": "2026-11-20",
    "communications": ["090933755493"],
    "open_amount": 0,
}
ON = date(2026, 11, 22)


@pytest.fixture
def letter(app):
    who = persons.an_affiliate(language="fr")
    return notices.draw("payment_received", key="paid-1", on=ON, facts=FACTS, affiliate_id=who)


def test_a_known_key_draws_no_second_letter(letter):
    again = notices.draw(
        "payment_received", key="paid-1", on=ON, facts=FACTS, affiliate_id=letter.affiliate_id
    )
    assert again.id == letter.id


def test_the_letter_is_archived_and_a_mail_announces_it_without_its_content(letter, errands, app):
    sent = app.config["SETTINGS"].data_dir / "mail"
    before = set(sent.glob("*.eml")) if sent.exists() else set()
    errands()
    session.refresh(letter)
    assert letter.state == notices.State.SENT
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(notices.pdf(letter))).pages)
    assert "924,26" in text.replace("\u202f", "").replace("\u00a0", " ")
    (mail,) = set(sent.glob("*.eml")) - before
    assert b"924" not in mail.read_bytes()
    assert outgoing.message_id(f"notice-{letter.id}").encode() in mail.read_bytes()


def test_who_wants_paper_gets_no_mail(app, errands):
    who = persons.an_affiliate(channel="paper")
    drawn = notices.draw("payment_received", key="paid-2", on=ON, facts=FACTS, affiliate_id=who)
    errands()
    session.refresh(drawn)
    assert drawn.state == notices.State.READY
    assert drawn.document is not None


def test_an_answer_lost_twice_makes_the_letter_go_on_paper(letter):
    base = "https://www.linde.example"
    for state in (notices.State.IN_DOUBT, notices.State.READY):
        waiting = notices.next_to_send(notice_id=letter.id)
        assert notices.prepare_sending(waiting, base_url=base) is not None
        notices.in_doubt(letter.id, because="connection lost")
        assert letter.state == state
    assert notices.next_to_send(notice_id=letter.id) is None
