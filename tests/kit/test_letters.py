"""Every letter and mail, in every language, from its own sample: printed, archive-proof, readable, whole."""

from __future__ import annotations

import io
import re
from datetime import date

import page
import pypdf
import pytest
from flask import Flask

from webapp.kit import i18n, letters, pdf
from webapp.kit.i18n import LANGUAGES
from webapp.kit.notice_facts import SHAPES, WRITERS
from webapp.kit.texts import Library

LIBRARY = Library()
CATALOGUE = letters.catalogue(LIBRARY)
LETTERS = sorted(kind for kind, about in CATALOGUE.items() if "letter" in about.channels)
MAILS = sorted(kind for kind, about in CATALOGUE.items() if "mail" in about.channels)
ENVELOPE = letters.Envelope(
    recipient=("Mme Jeanne Dupont-Lefèvre", "Rue de la Gare 12, boîte 3", "4700 Eupen"),
    written_on=date(2026, 10, 5),
    reference="A-4711 / 2026Q4",
    manager_name="Sarah Vandermeulen",
    manager_phone="+32 2 100 20 31",
    manager_mail="sarah@linde.example",
)


@pytest.fixture(autouse=True)
def speaking():
    app = Flask("post")
    i18n.init_app(app)
    app.extensions["content"] = LIBRARY
    with app.app_context():
        yield


def text_of(printed: bytes) -> str:
    read = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages)
    return re.sub(r"\s+", " ", read)


def letter(kind: str, language: str, **changes) -> bytes:
    facts = CATALOGUE[kind].sample_in(language) | changes
    return letters.render_letter(kind, language, facts, envelope=ENVELOPE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTERS)
def test_every_letter_is_an_accessible_archive_copy_that_says_who_writes(kind, language):
    printed = letter(kind, language)
    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(printed, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    read = pypdf.PdfReader(io.BytesIO(printed))
    assert read.trailer["/Root"]["/Lang"].startswith(language)
    assert read.metadata.title
    text = text_of(printed)
    fund = letters.fund_facts(LIBRARY, language)
    for said in (
        fund["enterprise_number"], "Dupont-Lefèvre", "4700 Eupen", ENVELOPE.reference, ENVELOPE.manager_name,
        ENVELOPE.manager_phone,
    ):  # fmt: skip
        assert said in text
    assert len(read.pages) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAILS)
def test_every_mail_has_a_subject_a_text_and_an_html_part(kind, language):
    mail = letters.render_mail(kind, language, CATALOGUE[kind].sample_in(language))
    assert 5 < len(mail.subject) < 80
    assert "{{" not in mail.subject + mail.text + mail.html
    assert "](" not in mail.text + mail.html
    assert f'lang="{language}"' in mail.html
    assert "<style" not in mail.html
    assert not re.search(r"""(?:src|background)\s*=|url\(""", mail.html), "a mail fetches nothing"
    for address in re.findall(r"https?://[^\s<>\"]+", mail.text):
        assert address.rstrip(".,") in mail.html.replace("&amp;", "&")


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_every_notice_is_complete(kind):
    about = CATALOGUE[kind]
    assert {type_.removesuffix("?") for type_ in about.facts.values()} <= WRITERS.keys() == SHAPES.keys()
    assert about.sample.keys() == about.facts.keys()
    assert about.legal_basis
    assert re.fullmatch(r"\d+ (years|months|days)", about.keep_for)
    for language in LANGUAGES:
        for channel, ending in (("letter", "typ"), ("mail", "txt")):
            found = (letters.FOLDER, kind, f"{language}.{ending}")
            assert LIBRARY.find("/".join(found)) if channel in about.channels else True


@pytest.mark.parametrize("kind", MAILS)
def test_no_mail_asks_for_what_must_not_be_mailed(kind):
    assert not {"iban", "communication", "receipt", "money"} & set(CATALOGUE[kind].facts.values()) or (
        "letter" in CATALOGUE[kind].channels
    )
    for language in LANGUAGES:
        mail = letters.render_mail(kind, language, CATALOGUE[kind].sample_in(language))
        assert not re.search(r"\bBE\d\d|\d{2}\.\d{2}\.\d{2}-\d{3}|€|\+\+\+", mail.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_due_card_says_amount_day_account_and_communication(language):
    text = text_of(letter("quarterly_due", language)).replace("\u202f", " ").replace("\xa0", " ")
    assert "924" in text
    assert "31" in text
    assert "BE45 9991 2048 5689" in text
    assert "+++090/9337/55493+++" in text


def test_the_qr_code_of_the_printed_letter_pays_the_due():
    import subprocess

    import zxingcpp
    from PIL import Image

    printed = letter("quarterly_due", "fr")
    picture = subprocess.run(
        ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", "-"], input=printed, capture_output=True, check=True
    ).stdout
    code = zxingcpp.read_barcode(Image.open(io.BytesIO(picture)))
    assert code is not None
    lines = code.text.split("\n")
    assert lines[6:8] == ["BE45999120485689", "EUR924.26"]
    assert lines[9] == "090933755493"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 12.5}, {"amount": True}, {"amount": "92426"}, {"due_on": "31/12/2026"}, {"quarter": "2026"},
        {"communication": "123456789012"}, {"reduction_url": "javascript:alert(1)"}, {"late_rate": 0.03},
        {"salutation": "a\nb"}, {"salutation": "x" * 501}, {"receipt": {"steps": []}}, {"unknown": 1},
    ],
)  # fmt: skip
def test_facts_that_are_not_as_declared_never_reach_the_paper(change):
    with pytest.raises(letters.BadFactsError) as caught:
        letter("quarterly_due", "fr", **change)
    assert str(next(iter(change.values()))) not in str(caught.value)


def test_a_missing_fact_is_named():
    facts = CATALOGUE["quarterly_due"].sample_in("fr")
    del facts["amount"]
    with pytest.raises(letters.BadFactsError, match="amount"):
        letters.render_letter("quarterly_due", "fr", facts, envelope=ENVELOPE)


def test_a_fund_may_lay_its_own_letter_over_ours(tmp_path):
    own = tmp_path / "notices" / "quarterly_due"
    own.mkdir(parents=True)
    (own / "fr.typ").write_text(
        '#import "/notices/_letter.typ": *\n#show: letter.with(subject: "Notre propre lettre")\n#f.amount\n'
    )
    library = Library((tmp_path,))
    facts = CATALOGUE["quarterly_due"].sample_in("fr")
    printed = letters.render_letter("quarterly_due", "fr", facts, envelope=ENVELOPE, library=library)
    assert "Notre propre lettre" in text_of(printed)
    german = letters.render_letter("quarterly_due", "de", facts, envelope=ENVELOPE, library=library)
    assert "Notre propre lettre" not in text_of(german)


def test_an_unknown_kind_and_a_wrong_channel_are_said():
    with pytest.raises(letters.BadNoticeError):
        letters.notice("nothing")
    with pytest.raises(letters.BadNoticeError):
        letters.render_mail("quarterly_due", "fr", {})


def test_a_template_that_names_what_is_not_there_is_an_error(tmp_path):
    own = tmp_path / "notices" / "quarterly_due"
    own.mkdir(parents=True)
    (own / "fr.typ").write_text('#import "/notices/_letter.typ": *\n#show: letter.with(subject: "x")\n#f.nothing\n')
    with pytest.raises(pdf.PrintError, match="nothing"):
        letters.render_letter(
            "quarterly_due", "fr", CATALOGUE["quarterly_due"].sample_in("fr"), envelope=ENVELOPE, library=Library((tmp_path,))
        )
