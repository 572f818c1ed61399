"""An affiliate asks to pay less, stops and comes back, joins a file, sends once; staff decide; the books and she know."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from pypdf import PdfReader

from tests.journeys.conftest import until

KAREL = "karel@demo.example"


def a_pdf() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def karel(signed_in):
    return signed_in(KAREL)


@pytest.fixture(scope="module")
def reference(karel):
    """The request, filled in step by step with a mistake and a pause, and sent; gives its reference."""
    karel.open("/nl/my/requests/new/reduce_provisional")
    karel.fill(once=dict(karel.forms()[1].fields)["once"])
    step = karel.url
    karel.fill(expected_income="twaalf", button="continue")
    assert karel.status == 422
    assert "twaalf" in karel.page, "what was typed stays"
    karel.fill(expected_income="18.000,00", button="later")
    karel.open(step)
    assert "18" in dict(karel.form("expected_income").fields)["expected_income"], "the draft was kept"
    karel.fill(expected_income="18.000,00", button="continue")
    karel.fill(ground="fewer_customers", reasons="Sinds augustus is mijn grootste klant weg.", button="continue")
    karel.fill(files={"files": ("virus.exe", b"MZ not a paper")}, button="add")
    assert karel.status == 422
    karel.fill(files={"files": ("brief.pdf", a_pdf())}, button="add")
    assert "brief.pdf" in karel.words()
    karel.fill(button="continue")
    check = karel.url
    fields = [*karel.form("declaration").fields, ("declaration", "y"), ("risk", "y")]
    for _click in (1, 2):
        karel.post(check, fields)
        assert karel.status == 200, karel.words()[:500]
        assert karel.url.partition("?")[0].endswith("/receipt"), "a double click leads to the same receipt"
    return re.search(r"[B-Z2-9]{4}-[B-Z2-9]{4}", karel.words())[0]


@pytest.fixture(scope="module")
def granted(reference, signed_in):
    """Luc takes the case and grants it, on a page that asks once more."""
    luc = signed_in("luc@demo.example")
    luc.open("/staff/")
    rows = re.findall(r"<tr.*?</tr>", luc.page, flags=re.DOTALL)
    row = next(row for row in rows if reference in row)
    case = re.search(r'href="(/staff/cases/\d+)"', row)[1]
    luc.open(case)
    luc.fill(where="/take")
    luc.open(f"{case}/decide/grant")
    luc.fill(reasons="")
    assert luc.status == 200, luc.words()[:600]
    return case


def test_the_receipt_says_when_we_decide_and_the_paper_is_a_pdf(reference, karel):
    karel.open("/nl/my/requests")
    karel.open(re.findall(r'href="(/nl/my/requests/\d+)"', karel.page)[0])
    assert reference in karel.words()
    karel.open(f"{karel.url}/paper.pdf")
    assert karel.body.startswith(b"%PDF")
    assert reference in "".join(page.extract_text() for page in PdfReader(io.BytesIO(karel.body)).pages)


def test_a_blank_paper_is_there_for_who_prefers_paper(somebody):
    somebody.open("/fr/formulaires/reduce_provisional")
    assert somebody.status == 200
    somebody.open("/fr/formulaires/reduce_provisional/pdf")
    assert somebody.body.startswith(b"%PDF")


def test_a_decision_changes_the_due_and_a_letter_and_a_mail_say_so(granted, karel, letterbox):
    karel.open("/en/my/ledger")
    assert "eduction" in karel.words(), "the difference stands in the statement"
    karel.open("/nl/my/letters")
    newest = re.findall(r'href="(/nl/my/letters/\d+)"', karel.page)[0]
    karel.open(newest)
    karel.fill(where="PDF")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(karel.body)).pages)
    assert "18.000,00" in text.replace("\u00a0", " ")
    letter = newest.rsplit("/", 1)[1]
    mails = until(
        lambda: [mail for mail in letterbox.to(KAREL) if f"/letters/{letter}" in mail.get_body().get_content()],
        "no mail announces the letter",
    )
    assert "18.000" not in mails[0].get_body().get_content(), "the mail says nothing of it"


def test_a_second_decision_is_told_of_the_first(granted, signed_in):
    ann = signed_in("ann@demo.example")
    ann.open(f"{granted}/decide/refuse")
    assert ann.status == 409
    assert "Luc Fontaine" in ann.words()
