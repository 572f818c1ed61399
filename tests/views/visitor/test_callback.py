"""Asking to be called: a few words, one of the next half days, once, and nothing of it in an address."""

from __future__ import annotations

import re

import pytest

from webapp.domain import callbacks
from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor.callback import HOME, OFFERED

ASK = "/en/contact/call-me"
GOOD = {
    "name": "Mia Peeters",
    "phone": "0470 12 34 56",
    "reads": "nl",
    "subject": "difficulties",
    "when": "2026-11-30T13:00",
    "words": "",
}


@pytest.fixture(autouse=True)
def _monday_morning(app, clock_at):
    clock_at("2026-11-30T08:00")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_form_stands_in_every_language_and_is_kept_by_nobody(visitor, code):
    answer = visitor.get(f"/{code}/{HOME[code]}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert f'<option selected value="{code}">' in answer.text


def test_only_half_days_with_time_left_are_offered(visitor, clock_at):
    def offered() -> list[str]:
        return re.findall(r'name="when" value="([^"]*)"', visitor.get(ASK).text)

    assert offered()[:3] == ["2026-11-30T08:30", "2026-11-30T13:00", "2026-12-01T08:30"]
    assert len(offered()) == OFFERED
    clock_at("2026-11-30T10:30")
    assert offered()[0] == "2026-11-30T13:00"
    clock_at("2026-12-23T17:00")
    assert offered()[0] == "2026-12-28T08:30", "Christmas Eve is the fund's own, Christmas a holiday"


def test_from_the_form_to_the_promise(visitor):
    sent = visitor.post(ASK, data=GOOD)
    assert sent.status_code == 303
    assert "Mia" not in sent.location
    assert "470" not in sent.location
    (call,) = callbacks.open_callbacks()
    assert (call.name, call.phone, call.language, call.subject) == (
        "Mia Peeters",
        "0470123456",
        "nl",
        "difficulties",
    )
    page = visitor.get(sent.location)
    assert call.reference in page.text
    assert "On Monday 30 November 2026, between 13:00 and 17:00." in page.text
    assert "Mia" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert visitor.get("/en/contact/call-me/nobody").status_code == 404


def test_a_double_click_promises_one_call(visitor):
    assert visitor.post(ASK, data=GOOD).location == visitor.post(ASK, data=GOOD).location
    assert len(callbacks.open_callbacks()) == 1


def test_the_same_form_sent_again_by_the_back_button_promises_one_call_and_says_so(visitor, clock_at):
    first = visitor.post(ASK, data=GOOD).location
    said = "You had asked for this call already"
    assert said not in visitor.get(first).text
    clock_at("2026-11-30T08:03")
    visitor.get(ASK)
    again = visitor.post(ASK, data=GOOD | {"phone": "0470/12.34.56"}).location
    assert again == f"{first}?again=1"
    (call,) = callbacks.open_callbacks()
    page = visitor.get(again).text
    assert said in page
    assert call.reference in page
    assert visitor.post(ASK, data=GOOD | {"when": "2026-12-01T08:30"}).location != first
    assert len(callbacks.open_callbacks()) == 2, "another time is another wish"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_wish_can_be_taken_back_and_made_again(visitor, code):
    page = f"/{code}/{HOME[code]}"
    promised = visitor.post(page, data=GOOD).location
    assert '<form method="post">' in visitor.get(promised).text
    for _click in range(2):
        assert visitor.post(promised).location == promised
    assert callbacks.open_callbacks() == []
    (call,) = callbacks.recently_done()
    told = visitor.get(promised).text
    assert call.reference in told
    assert "<form method" not in told.split("<main")[1].split("</main")[0]
    assert visitor.post(page, data=GOOD).location != promised
    assert len(callbacks.open_callbacks()) == 1


def test_a_stranger_takes_nothing_back(visitor):
    visitor.post(ASK, data=GOOD)
    assert visitor.get(visitor.post(f"{ASK}/nobody").location).status_code == 404
    assert len(callbacks.open_callbacks()) == 1


@pytest.mark.parametrize(
    "phone", ["+32 470 12 34 56", "0032470123456", "02 123 45 67", "087/10.20.30", "+352 621 123 456"]
)
def test_numbers_as_people_write_them(visitor, phone):
    assert visitor.post(ASK, data=GOOD | {"phone": phone}).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Write your name"),
        ({"phone": ""}, "Write the number on which we can call you."),
        ({"phone": "12"}, "Write a telephone number such as 0470 12 34 56"),
        ({"phone": "call me"}, "Write a telephone number such as 0470 12 34 56"),
        ({"when": "2026-11-29T08:30"}, "This time has passed meanwhile."),
        ({"when": ""}, "Choose when we may call."),
        ({"reads": "xx"}, "Choose one of the answers shown."),
        ({"words": "x" * 1001}, "This text is too long"),
    ],
)
def test_a_wrong_answer_gets_its_sentence_and_nothing_typed_is_lost(visitor, wrong, sentence):
    answer = visitor.post(ASK, data=GOOD | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "data-error-summary" in answer.text
    assert ('value="Mia Peeters"' in answer.text) == ("name" not in wrong)
    assert callbacks.open_callbacks() == []


def test_one_address_cannot_ask_without_end(visitor):
    answers = [visitor.post(ASK, data=GOOD | {"phone": f"04701234{n:02}"}).status_code for n in range(11)]
    assert answers == [303] * 10 + [429]
