"""The account journey at the affiliate door: what is due, why, the books, the letters, the details."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import a_login_of, an_affiliate
from webapp.domain import affiliates, contributions
from webapp.kit.db import session
from webapp.rules.units import Quarter

LANGUAGES = ("fr", "nl", "de", "en")


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    manager = affiliates.add_manager(
        name="Ann Claes", phone="+32 2 100 20 31", email="a@x.be", languages="fr"
    )
    number = an_affiliate(manager_id=manager)
    contributions.draw_due(number, quarter=Quarter(2026, 4), on=date(2026, 10, 5))
    session.commit()
    return number


def test_the_overview_says_what_is_due_by_when_and_whom_to_call(browser):
    page = browser.get("/en/my/").text
    assert "924.26" in page
    assert "31 December 2026" in page
    assert "Ann Claes" in page
    assert "+++" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["", "contributions", "contributions/2026Q4", "ledger", "letters", "details"]
)
def test_every_page_opens_in_every_language(browser, language, path):
    assert browser.get(f"/{language}/my/{path}").status_code == 200


def test_the_explanation_ends_at_the_amount_and_names_law_and_article(browser):
    page = browser.get("/en/my/contributions/2026Q4").text
    assert "924.26" in page
    assert "17,374.08" in page
    assert "Royal Decree no. 38" in page
    assert "<svg" in page


def test_a_quarter_that_was_not_called_is_not_there(browser):
    assert browser.get("/en/my/contributions/2026Q1").status_code == 404
    assert browser.get("/en/my/contributions/nonsense").status_code == 404


def test_a_stranger_sees_nothing_of_somebody_else(browser, jeanne, browser_of):
    stranger = browser_of(a_login_of(an_affiliate()))
    assert "+++" not in stranger.get("/en/my/").text
    assert stranger.get("/en/my/contributions/2026Q4").status_code == 404


def test_opening_a_letter_marks_it_read(browser, jeanne):
    from webapp.domain import notices

    line = notices.letters_for(affiliate_id=jeanne)[0]
    assert browser.get(f"/en/my/letters/{line.id}").status_code == 200
    assert browser.post(f"/en/my/letters/{line.id}").status_code == 303
    assert notices.letters_for(affiliate_id=jeanne)[0].read_at is not None


def test_contact_is_changed_and_a_wrong_address_is_explained(browser, jeanne):
    typed = {"email": "not an address", "phone": "1", "language": "nl", "channel": "online"}
    wrong = browser.post("/en/my/details", data=typed)
    assert wrong.status_code == 422
    assert "not an address" in wrong.text
    good = browser.post("/en/my/details", data=typed | {"email": "jeanne@example.be"})
    assert good.status_code == 303
    assert affiliates.addressee(jeanne).language == "nl"
