"""Files joined to a request: taken or refused with the reason, removed, and given back harmless."""

from __future__ import annotations

import io
import re

import pikepdf

from tests.factories.affiliates import a_login_of, an_affiliate
from tests.views.affiliate.asking import a_pdf, begin, fill, send, upload
from webapp.domain import cases


def test_files_are_joined_refused_with_reasons_and_removed(browser, jeanne):
    draft = begin(browser)
    chosen = [(io.BytesIO(a_pdf()), "accounts.pdf"), (io.BytesIO(b"MZ..."), "virus.exe")]
    answer = upload(browser, f"{draft}/documents", chosen)
    assert answer.status_code == 422
    assert "virus.exe" in answer.text
    assert "is no PDF, JPEG or PNG" in answer.text
    page = browser.get(f"{draft}/documents").text
    assert "accounts.pdf" in page
    assert "virus.exe" not in page
    number = re.search(r'name="remove" value="(\d+)"', page)[1]
    assert browser.post(f"{draft}/documents", data={"remove": number}).status_code == 303
    assert "accounts.pdf" not in browser.get(f"{draft}/documents").text


def test_a_locked_pdf_is_refused_with_what_helps(browser):
    draft = begin(browser)
    locked = a_pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    answer = upload(browser, f"{draft}/documents", [(io.BytesIO(locked), "contract.pdf")])
    assert answer.status_code == 422
    assert "locked with a password" in answer.text


def test_one_file_too_many_is_refused(browser):
    draft = begin(browser)
    for number in range(cases.DOCUMENTS_AT_MOST + 1):
        pdf = io.BytesIO()
        made = pikepdf.new()
        made.add_blank_page(page_size=(100 + number, 100))
        made.save(pdf)
        answer = upload(browser, f"{draft}/documents", [(io.BytesIO(pdf.getvalue()), f"file{number}.pdf")])
    assert answer.status_code == 422
    assert "10 files at most" in answer.text


def test_a_file_comes_back_as_a_download_that_can_do_nothing(browser, jeanne, browser_of):
    draft = begin(browser)
    fill(browser, draft)
    upload(browser, f"{draft}/documents", [(io.BytesIO(a_pdf()), "Übersicht “2026”.pdf")])
    case = send(browser, draft).location.rsplit("/", 1)[0]
    link = re.search(r'href="([^"]+/documents/\d+)"', browser.get(case).text)[1]
    answer = browser.get(link)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%C3%9Cbersicht" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    stranger = browser_of(a_login_of(an_affiliate()))
    assert stranger.get(link).status_code == 404
    assert stranger.get(case).status_code == 404
    assert stranger.get(f"{case}/paper.pdf").status_code == 404
    assert stranger.get(f"{draft}/income").status_code == 404
