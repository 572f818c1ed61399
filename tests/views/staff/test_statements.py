"""A file from the browser is booked whole or refused whole, with the reason in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from tests.factories.bank import Paid, Sheet
from tests.factories.identity import a_member_of_staff
from webapp.domain import identity, payments
from webapp.kit import security
from webapp.kit.db import session
from webapp.views.staff import statements


def people(browser_of, language):
    login = a_member_of_staff(identity.Role.PAYMENTS, language=language)
    session.commit()
    return browser_of(login, staff=True)


def send(browser, content: bytes, name: str = "dec.xml"):
    return browser.post(
        "/staff/statements", data={"statement": (BytesIO(content), name)}, content_type="multipart/form-data"
    )


def test_a_good_file_is_booked_and_said_so(app, browser_of):
    piet = people(browser_of, "en")
    answer = send(piet, Sheet((Paid(100), Paid(200))).xml())
    assert answer.status_code == 303
    page = piet.get(answer.location).text
    assert "Booked: 2 movements" in page
    assert "BE28 9992 2048 5720" in page


def test_the_same_file_again_books_nothing(app, browser_of):
    piet = people(browser_of, "en")
    content = Sheet((Paid(100),)).xml()
    send(piet, content)
    assert "nothing was booked twice" in piet.get(send(piet, content).location).text


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_a_bad_file_is_refused_with_its_line(app, browser_of, language):
    answer = send(people(browser_of, language), Sheet((Paid(100),), closing_cents=150).xml())
    assert answer.status_code == 422
    assert "dec.xml" in answer.text
    assert payments.statements() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "no XML file"),
        (Sheet((Paid(100),)).xml()[:900], "as if it had been cut"),
        (Sheet((Paid(100),), closing_cents=150).xml(), "should close with"),
        (Sheet((Paid(100),), count=3).xml(), "The bank counts 3 movements"),
        (Sheet((Paid(100),), account="BE58999321187379").xml().replace(b"BE58", b"BE59"), "cannot be right"),
    ],
)
def test_each_reason_is_a_sentence(app, browser_of, content, words):
    answer = send(people(browser_of, "en"), content)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_gap_says_what_is_missing(app, browser_of):
    piet = people(browser_of, "en")
    first = Sheet((Paid(100),))
    send(piet, first.xml())
    answer = send(piet, replace(first, number="9", opening_cents=500).xml())
    assert "import that one first" in answer.text


def test_nothing_chosen_is_said(app, browser_of):
    piet = people(browser_of, "en")
    assert "Choose the file" in piet.post("/staff/statements", data={}).text


def test_a_large_file_is_left_to_the_worker(app, browser_of, errands, monkeypatch):
    monkeypatch.setattr(statements, "AT_ONCE", 10)
    piet = people(browser_of, "en")
    answer = send(piet, Sheet((Paid(100),)).xml())
    assert "being booked" in piet.get(answer.location).text
    errands()
    assert len(payments.statements()) == 1
    send(piet, Sheet((Paid(100),), number="2", opening_cents=7).xml())
    errands()
    assert "import that one first" in piet.get("/staff/statements").text


def test_a_form_without_its_token_books_nothing(app, browser_of):
    piet = people(browser_of, "en")
    answer = piet.post(
        "/staff/statements", data={"statement": (BytesIO(Sheet().xml()), "a.xml"), security.TOKEN_FIELD: "x"},
        content_type="multipart/form-data", csrf=False,
    )  # fmt: skip
    assert answer.status_code == 303
    assert payments.statements() == []
