"""A paper can be printed, filled in on screen by any program, read aloud, and kept as a receipt."""

from __future__ import annotations

import io
from datetime import date

import page
import pypdf
import pytest
from flask import Flask

from webapp.kit import i18n, papers
from webapp.kit.i18n import LANGUAGES
from webapp.kit.papers import Question, Section, Sheet
from webapp.kit.texts import Library

ON = date(2026, 11, 22)
SHEET = Sheet(
    title="Demande de réduction",
    intro="Vous estimez que vos revenus seront plus bas.",
    basis="arrêté royal n° 38, art. 11, § 3",
    sections=(
        Section(
            title="Vos revenus",
            questions=(
                Question(name="income", kind="money", label="Revenu attendu", required=True, answer=1300000),
                Question(name="since", kind="date", label="Depuis quand ?", answer=date(2026, 9, 1)),
                Question(
                    name="why", kind="choice", label="Pourquoi ?", answer="loss",
                    options=(("loss", "Perte d'un client"), ("illness", "Maladie")),
                ),
                Question(name="more", kind="multiline", label="Expliquez", answer='#read("/etc/passwd")\n[deux]'),
                Question(name="other", kind="text", label="Autre chose ?"),
            ),
        ),
        Section(
            title="Déclaration",
            questions=(
                Question(name="true", kind="checkbox", label="C'est exact.", required=True, answer=True),
                Question(name="sign", kind="signature", label="Date et signature"),
            ),
        ),
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def speaking():
    app = Flask("paper")
    i18n.init_app(app)
    app.extensions["content"] = Library()
    with app.app_context():
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_paper_is_an_accessible_form(language):
    printed = papers.blank(SHEET, language, made_on=ON)
    report = page.validate_pdf_bytes(printed, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    fields = pypdf.PdfReader(io.BytesIO(printed)).get_fields()
    assert set(fields) == {"income", "since", "why", "more", "other", "true"}
    assert fields["income"]["/TU"] == "Revenu attendu"
    assert fields["income"]["/Ff"] & 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_is_an_archive_copy_with_every_answer(language):
    printed = papers.receipt(SHEET, language, received_on=ON, reference="D-2026-00088")
    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(printed, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages)
    for said in ("D-2026-00088", "Perte d'un client", '#read("/etc/passwd")', "[deux]", "2026"):
        assert said in text
    assert "root:" not in text
    assert "Date et signature" not in text


def test_the_same_paper_is_the_same_bytes():
    assert papers.blank(SHEET, "fr", made_on=ON) == papers.blank(SHEET, "fr", made_on=ON)
