"""How somebody asks at the affiliate door, step by step: for the tests of requests and of their files."""

from __future__ import annotations

import io
import re

import pikepdf

from webapp.kit import security

INCOME = {"from_quarter": "2026Q4", "expected_income": "19.000,00"}
REASONS = {
    "ground": "fewer_customers",
    "reasons": "Since April my main customer is gone: half of my turnover.",
}
DECLARED = {"risk": "y", "declaration": "y"}


def begin(browser, name="reduce_provisional", once="once-1", language="en") -> str:
    answer = browser.post(f"/{language}/my/requests/new/{name}", data={"once": once})
    assert answer.status_code == 303
    return answer.location.rsplit("/", 1)[0]


def fill(browser, draft: str) -> None:
    assert browser.post(f"{draft}/income", data=INCOME).location == f"{draft}/reasons"
    assert browser.post(f"{draft}/reasons", data=REASONS).location == f"{draft}/documents"
    assert browser.post(f"{draft}/documents", data={"action": "continue"}).location == f"{draft}/check"


def seen(browser, draft: str) -> str:
    return re.search(r'name="seen" value="(\w+)"', browser.get(f"{draft}/check").text)[1]


def send(browser, draft: str):
    return browser.post(f"{draft}/check", data={"seen": seen(browser, draft), **DECLARED})


def a_pdf(**kwargs) -> bytes:
    written = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(written, **kwargs)
    return written.getvalue()


def upload(browser, path, files, **fields):
    with browser.application.app_context():
        token = security.signer("csrf").dumps(["nonce", browser.session_id])
    data = {"csrf_token": token, "action": "add", "files": files, **fields}
    return browser.post(path, data=data, content_type="multipart/form-data", csrf=False)
