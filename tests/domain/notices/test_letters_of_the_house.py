"""Every letter as its room really draws it: printed in four languages, right to the cent, silent by mail."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import date
from email import message_from_bytes
from email.policy import default

import page
import pypdf
import pytest
import zxingcpp
from PIL import Image

from tests.factories import identity as identities
from tests.factories.letters import REAL, provisional_due
from webapp.domain import affiliates, identity, notices
from webapp.domain.notices import delivery
from webapp.kit import letters, outgoing
from webapp.kit.i18n import LANGUAGES, day, force_language, money
from webapp.kit.texts import Library
from webapp.rules.careers import Category

DUES = [name for name in REAL if name.endswith("_due")]
WITH_ANNEX = [*DUES, "reduction_granted", "company_call"]
#: Its code is a secret of the job that makes it: tests/jobs/test_send_code.py.
ELSEWHERE = {"activation_code"}


@pytest.fixture(autouse=True)
def _app(app, clock_at):
    clock_at("2026-11-22T10:00")


def text_of(printed: bytes) -> str:
    read = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages)
    return plain(read)


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def test_every_kind_of_letter_is_drawn_here_for_real():
    kinds = {kind for kind, about in letters.catalogue(Library()).items() if "letter" in about.channels}
    drawn = {name if name in kinds else "quarterly_due" for name in REAL}
    assert drawn == kinds - ELSEWHERE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REAL)
def test_what_a_room_draws_is_printed_for_its_reader(name, language):
    letter = REAL[name](language)
    printed = notices.pdf(letter)
    report = page.validate_pdf_bytes(printed, profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    text = text_of(printed)
    assert letter.language == language
    assert notices.reference_of(letter) in text
    assert "None" not in text
    with force_language(language):
        for fact, type_ in letters.notice(letter.kind).facts.items():
            value = letter.facts.get(fact)
            if value is not None and type_ in {"money", "money?"}:
                assert plain(money(value)) in text, fact
            if value is not None and type_ == "day":
                assert plain(day(date.fromisoformat(value))) in text, fact


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITH_ANNEX)
def test_the_annex_ends_with_the_amount_of_the_letter(name, language):
    letter = REAL[name](language)
    facts = delivery.worded(letter, delivery.addressee_of(letter))
    amount = letter.facts.get("amount", letter.facts.get("new_amount"))
    assert facts["receipt"]["total"] == amount
    assert all(step["text"] for step in facts["receipt"]["steps"])
    with force_language(language):
        assert plain(money(amount)) in text_of(notices.pdf(letter)).rpartition(letter_word(language))[2]


def letter_word(language: str) -> str:
    return {"fr": "Annexe", "nl": "Bijlage", "de": "Anlage", "en": "Annex"}[language]


@pytest.mark.parametrize("name", DUES)
def test_a_due_says_its_two_parts(name):
    facts = REAL[name]("fr").facts
    assert facts["contribution"] + facts["fee"] == facts["amount"]
    assert (facts["reference_year"] is None) == (name != "provisional_due")


@pytest.mark.parametrize("category", Category)
def test_a_due_is_printed_for_every_category(category):
    letter = provisional_due("fr", category)
    assert plain("Annexe") in text_of(notices.pdf(letter))


@pytest.mark.parametrize("name", ["starter_due", "company_call"])
def test_the_printed_code_pays_what_the_letter_asks(name):
    letter = REAL[name]("nl")
    asked = ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", "-"]
    picture = subprocess.run(asked, input=notices.pdf(letter), capture_output=True, check=True).stdout
    code = zxingcpp.read_barcode(Image.open(io.BytesIO(picture)))
    assert code is not None
    lines = code.text.split("\n")
    cents = letter.facts["amount"]
    assert lines[7] == f"EUR{cents // 100}.{cents % 100:02d}"
    assert lines[9] == letter.facts["communication"]


@pytest.mark.parametrize("name", REAL)
def test_the_mail_about_a_letter_says_nothing_of_it(name, app, errands):
    folder = app.config["SETTINGS"].data_dir / "mail"
    letter = REAL[name]("fr")
    errands()
    wanted = outgoing.message_id(f"notice-{letter.id}")
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in folder.glob("*.eml")]
    (mail,) = (one for one in mails if wanted in one["Message-ID"])
    said = plain(
        " ".join(
            [
                str(mail),
                *(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"),
            ]
        )
    )
    assert f"/letters/{letter.id}" in said
    for fact, value in letter.facts.items():
        if letters.notice(letter.kind).facts[fact] == "money":
            assert str(value // 100) not in re.sub(
                r"[\s.,]", "", plain(mail.get_body(("plain",)).get_content())
            )
    assert not re.search(r"BE\d\d[ \d]|\+\+\+|\d{2}\.\d{2}\.\d{2}-\d{3}|€", said)
    if letter.affiliate_id is not None:
        seen_by = identity.actor_for(identities.a_member_of_staff().id)
        number = affiliates.get_for(seen_by, letter.affiliate_id).national_number
        assert number.digits not in said
        assert number.written() not in said
        assert "Rue du Moulin" not in said
