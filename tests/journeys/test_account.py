"""An affiliate signs in and sees what is due, by when, why and how to pay; reads the letter; finds her person."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

JEANNE = "jeanne@demo.example"


@pytest.fixture
def jeanne(signed_in):
    return signed_in(JEANNE)


def test_she_sees_what_is_due_and_how_to_pay(jeanne):
    jeanne.open("/en/my/")
    words = jeanne.words()
    assert "to pay by" in words
    assert re.search(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", words)
    assert "<svg" in jeanne.page, "the QR code is drawn on the page"
    assert "client manager" in words


def test_the_explanation_ends_at_the_amount_that_is_due(jeanne):
    jeanne.open("/en/my/")
    due = re.search(r"€([\d,]+\.\d\d) to pay by", jeanne.words())
    assert due
    jeanne.follow("why?")
    words = jeanne.words()
    assert f"To pay for the quarter €{due[1]}" in words
    assert "Royal Decree no. 38" in words
    assert "since 1 January" in words


def test_a_letter_is_a_pdf_in_her_language(jeanne):
    jeanne.open("/fr/my/letters")
    letters = re.findall(r'href="(/fr/my/letters/\d+)"', jeanne.page)
    jeanne.open(letters[0])
    jeanne.fill(where="PDF")
    assert jeanne.body.startswith(b"%PDF")
    assert "attachment" in jeanne.headers["Content-Disposition"]
    assert jeanne.headers["Cache-Control"] == "no-store"
    text = PdfReader(io.BytesIO(jeanne.body)).pages[0].extract_text()
    assert "Jeanne Dubois" in text
    assert "caisse d’assurances sociales" in text


@pytest.mark.parametrize("page", ["contributions", "ledger", "letters", "requests", "details", "security"])
def test_every_page_of_her_account_opens_in_every_language(jeanne, page):
    for code in ("fr", "nl", "de", "en"):
        jeanne.open(f"/{code}/my/{page}")
        assert jeanne.status == 200, f"/{code}/my/{page}"


def test_a_wrong_password_says_the_same_for_known_and_unknown_addresses(somebody):
    answers = []
    for address in (JEANNE, "nobody@demo.example"):
        somebody.open("/en/sign-in")
        somebody.fill(email=address, password="not the password of anybody")
        answers.append((somebody.status, somebody.words().replace(address, "")))
    assert answers[0] == answers[1]


def test_after_signing_out_nothing_opens(jeanne):
    jeanne.open("/en/my/")
    jeanne.fill(where="sign-out")
    jeanne.open("/en/my/ledger")
    assert "/sign-in" in jeanne.url
