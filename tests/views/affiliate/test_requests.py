"""The request journey at the affiliate door: steps, save and return, files, check, receipt, answer, withdrawal."""

from __future__ import annotations

import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories.affiliates import a_login_of, an_affiliate
from tests.views.affiliate.asking import DECLARED, INCOME, REASONS, a_pdf, begin, fill, seen, send, upload
from webapp.domain import cases, notices
from webapp.kit import sessions
from webapp.kit.db import session

LANGUAGES = ("fr", "nl", "de", "en")


def test_an_empty_list_says_what_will_appear(browser):
    page = browser.get("/en/my/requests").text
    assert "You have not asked us for anything yet" in page
    assert "/en/my/requests/new/reduce_provisional" in page


def test_the_whole_journey_ends_with_a_receipt_that_says_by_when_we_decide(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    sent = send(browser, draft)
    assert sent.status_code == 303
    page = browser.get(sent.location).text
    (case,) = cases.cases_of(affiliate_id=jeanne)
    assert case.reference in page
    assert "22 March 2027" in page
    assert "[&#39;" not in page
    assert browser.get("/en/my/requests").text.count(case.reference) == 1
    assert cases.drafts_of(_actor(browser, jeanne), affiliate_id=jeanne) == []


def test_what_is_stored_is_checked_and_plain(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    send(browser, draft)
    (line,) = cases.cases_of(affiliate_id=jeanne)
    case = cases.get_for(_actor(browser, jeanne), line.id)
    assert case.answers["expected_income"] == 1_900_000
    assert case.answers["from_quarter"] == "2026Q4"
    assert case.answers["declaration"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(browser, jeanne, language):
    draft = begin(browser, language=language)
    pages = ["", "/new/reduce_provisional", "/new/change_personal"]
    for page in pages:
        assert browser.get(f"/{language}/my/requests{page}").status_code == 200
    assert browser.get(f"{draft}/income").status_code == 200
    fill(browser, draft)
    assert browser.get(f"{draft}/documents").status_code == 200
    assert browser.get(f"{draft}/forget").status_code == 200
    assert browser.get(f"{draft}/check").status_code == 200
    sent = send(browser, draft)
    assert browser.get(sent.location).status_code == 200
    case = sent.location.rsplit("/", 1)[0]
    assert browser.get(case).status_code == 200
    assert browser.get(f"{case}/withdraw").status_code == 200
    paper = browser.get(f"{case}/paper.pdf")
    assert paper.data.startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_amount_gets_its_sentence_at_the_field_and_is_kept(browser, language):
    draft = begin(browser, language=language)
    answer = browser.post(f"{draft}/income", data={"from_quarter": "2026Q4", "expected_income": "ten <b>"})
    assert answer.status_code == 422
    assert 'id="expected_income-error"' in answer.text
    assert 'value="ten &lt;b&gt;"' in answer.text
    assert "data-error-summary" in answer.text


def test_an_income_that_changes_nothing_is_said_at_once(browser):
    draft = begin(browser)
    answer = browser.post(f"{draft}/income", data=INCOME | {"expected_income": "90000"})
    assert answer.status_code == 422
    assert "not less than" in answer.text


def test_a_quarter_that_is_past_cannot_be_chosen(browser):
    draft = begin(browser)
    assert browser.post(f"{draft}/income", data=INCOME | {"from_quarter": "2026Q1"}).status_code == 422


def test_the_outlook_comes_as_a_part_and_as_a_page_and_writes_nothing(browser, jeanne):
    draft = begin(browser)
    asked = INCOME | {"action": "outlook"}
    part = browser.post(f"{draft}/income", data=asked, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert part.text.lstrip().startswith('<div id="outlook"')
    page = browser.post(f"{draft}/income", data=asked)
    assert "What changes for you" in part.text
    assert "What changes for you" in page.text
    assert "art" in part.text
    assert cases.drafts_of(_actor(browser, jeanne), affiliate_id=jeanne)[0].answers == {}


def test_what_is_typed_wrong_is_kept_when_one_goes_on_later(browser):
    draft = begin(browser)
    later = browser.post(f"{draft}/income", data=INCOME | {"expected_income": "abc", "action": "later"})
    assert later.status_code == 303
    assert 'value="abc"' in browser.get(f"{draft}/income").text
    assert browser.get(f"{draft}/check").location.endswith("/income?wrong=1")
    assert "income-error" in browser.get(f"{draft}/income?wrong=1").text


def test_steps_cannot_be_skipped(browser, jeanne):
    draft = begin(browser)
    sent = browser.post(f"{draft}/check", data={"seen": "x", **DECLARED})
    assert sent.location.endswith("/income?wrong=1")
    assert cases.cases_of(affiliate_id=jeanne) == []


def test_a_change_from_the_check_leads_back_to_the_check(browser):
    draft = begin(browser)
    fill(browser, draft)
    assert f"{draft}/income?to=check" in browser.get(f"{draft}/check").text
    assert browser.post(f"{draft}/income?to=check", data=INCOME).location == f"{draft}/check"


def test_nothing_is_sent_without_the_declaration(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    answer = browser.post(f"{draft}/check", data={"seen": seen(browser, draft)})
    assert answer.status_code == 422
    assert "Confirm that what you state is true" in answer.text
    assert cases.cases_of(affiliate_id=jeanne) == []


def test_a_double_click_and_the_back_button_make_one_request(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    mark = seen(browser, draft)
    first = browser.post(f"{draft}/check", data={"seen": mark, **DECLARED})
    second = browser.post(f"{draft}/check", data={"seen": mark, **DECLARED})
    assert second.status_code == 303
    assert second.location.startswith(first.location)
    assert "received this request already" in browser.get(second.location).text
    assert browser.get(f"{draft}/income").location.startswith(first.location)
    assert len(cases.cases_of(affiliate_id=jeanne)) == 1


def test_the_same_key_with_other_content_is_a_conflict_and_changes_nothing(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    send(browser, draft)
    again = browser.post(f"{draft}/check", data={"seen": "0" * 24, **DECLARED})
    assert again.status_code == 409
    assert len(cases.cases_of(affiliate_id=jeanne)) == 1


def test_answers_changed_in_another_window_are_shown_before_they_are_sent(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    old = seen(browser, draft)
    browser.post(f"{draft}/income", data=INCOME | {"expected_income": "25000"})
    answer = browser.post(f"{draft}/check", data={"seen": old, **DECLARED})
    assert answer.status_code == 409
    assert "changed in another window" in answer.text
    assert cases.cases_of(affiliate_id=jeanne) == []


def test_the_same_beginning_twice_is_one_draft(browser, jeanne):
    assert begin(browser) == begin(browser)
    assert len(cases.drafts_of(_actor(browser, jeanne), affiliate_id=jeanne)) == 1


def test_a_lapsed_session_loses_nothing_that_was_typed(browser, jeanne, browser_of, clock_at):
    """F22: the answers of earlier pages are in the draft, those of the page being sent come back kept."""
    draft = begin(browser)
    browser.post(f"{draft}/income", data=INCOME)
    clock_at("2026-11-23T10:00")
    away = browser.post(f"{draft}/reasons", data=REASONS)
    assert away.status_code == 303
    back = parse_qs(urlsplit(away.location).query)["next"][0]
    assert back.startswith(f"{draft}/reasons?kept=")
    session.query(sessions.WebSession).delete()
    again = browser_of(_login(jeanne))
    page = again.get(back).text
    assert "What you typed is here again" in page
    assert REASONS["reasons"] in page
    assert 'value="19.000,00"' in again.get(f"{draft}/income").text


def test_an_old_token_brings_the_page_back_filled_in(browser):
    """F23: one more click, nothing typed again."""
    draft = begin(browser)
    away = browser.post(f"{draft}/income", data=INCOME | {"csrf_token": "old"})
    assert away.status_code == 303
    assert 'value="19.000,00"' in browser.get(away.location).text


def test_looking_at_pages_writes_nothing(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    before = cases.drafts_of(_actor(browser, jeanne), affiliate_id=jeanne)
    for page in ("income", "reasons", "documents", "check", "forget"):
        browser.get(f"{draft}/{page}")
    browser.get("/en/my/requests/new/reduce_provisional")
    assert cases.drafts_of(_actor(browser, jeanne), affiliate_id=jeanne) == before
    assert cases.cases_of(affiliate_id=jeanne) == []


def test_a_request_is_taken_back_after_a_question(browser, jeanne):
    draft = begin(browser)
    fill(browser, draft)
    case = send(browser, draft).location.rsplit("/", 1)[0]
    assert "Take my request back" in browser.get(f"{case}/withdraw").text
    assert browser.post(f"{case}/withdraw").status_code == 303
    page = browser.get(case).text
    assert "withdrawn" in page
    assert f"{case}/withdraw" not in page


def test_a_question_of_the_fund_is_answered_with_a_file(browser, jeanne):
    from tests.factories import identity as identities
    from webapp.domain import identity
    from webapp.kit import clock

    draft = begin(browser)
    fill(browser, draft)
    case = send(browser, draft).location.rsplit("/", 1)[0]
    number = int(case.rsplit("/", 1)[1])
    clerk = identity.actor_for(identities.a_member_of_staff().id)
    cases.ask_for_more(number, words="Which customer?\nSince when?", by=clerk, at=clock.now())
    session.commit()
    assert "Which customer?" in browser.get(case).text
    assert browser.post(f"{case}/answer", data={"words": "  "}).status_code == 422
    answer = upload(browser, f"{case}/answer", [(io.BytesIO(a_pdf()), "end.pdf")], words="The bakery.")
    assert answer.status_code == 303
    page = browser.get(case).text
    assert "end.pdf" in page
    assert "The bakery." in page
    assert browser.post(f"{case}/answer", data={"words": "again"}).status_code == 409


def test_the_receipt_letter_speaks_the_language_of_the_file(browser, jeanne, errands):
    draft = begin(browser, language="en")
    fill(browser, draft)
    send(browser, draft)
    errands()
    letter = next(one for one in notices.letters_for(affiliate_id=jeanne) if one.kind == "case_received")
    found = notices.get_for(_actor(browser, jeanne), letter.id)
    assert found.language == "de"
    assert any("19.000,00" in line for line in found.facts["answers"])
    assert notices.pdf(found).startswith(b"%PDF")


def test_nobody_begins_without_end(browser, jeanne):
    for number in range(cases.DRAFTS_AT_MOST):
        begin(browser, once=f"once-{number}")
    answer = browser.post("/en/my/requests/new/reduce_provisional", data={"once": "one-more"})
    assert answer.location.endswith("full=1")


def test_who_owes_nothing_is_told_so(browser_of, clock_at):
    clock_at("2026-11-22T10:00")
    number = an_affiliate(since=date(2015, 1, 1), until=date(2020, 6, 30))
    browser = browser_of(a_login_of(number))
    assert "You cannot ask for this now" in browser.get("/en/my/requests/new/reduce_provisional").text


def test_a_move_is_reported(browser, jeanne):
    draft = begin(browser, "change_personal")
    typed = {
        "street": "Bergstraße 3",
        "postcode": "470",
        "town": "Eupen",
        "country": "BE",
        "moved_on": "1/12/2026",
    }
    assert "four digits" in browser.post(f"{draft}/address", data=typed).text
    assert browser.post(f"{draft}/address", data=typed | {"moved_on": "31/02/2026"}).status_code == 422
    answer = browser.post(f"{draft}/address", data=typed | {"postcode": "4700"})
    assert answer.location == f"{draft}/check"
    mark = seen(browser, draft)
    assert browser.post(f"{draft}/check", data={"seen": mark, "declaration": "y"}).status_code == 303


def _login(affiliate_id):
    from webapp.domain.identity.models import Login, Mandate

    return session.get_one(Login, session.query(Mandate).filter_by(affiliate_id=affiliate_id).one().login_id)


def _actor(browser, affiliate_id):
    from webapp.domain import identity

    return identity.actor_for(_login(affiliate_id).id)
