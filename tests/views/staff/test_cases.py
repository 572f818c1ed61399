"""Staff decide: the work list, the explained effect, the decision once, the conflict, papers by post."""

from __future__ import annotations

import pytest

from tests.factories import identity as identities
from tests.factories.cases import a_case, an_actor_of, somebody_who_pays_on_30_000
from webapp.domain import affiliates, cases, contributions, identity, ledger, notices
from webapp.domain.cases import CaseState
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.edition import rules_edition

LANGUAGES = ("fr", "nl", "de", "en")


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    return somebody_who_pays_on_30_000()


@pytest.fixture
def case(jeanne):
    made = a_case(jeanne)
    session.commit()
    return made


@pytest.fixture
def clerk(browser_of, jeanne):
    session.commit()
    return browser_of(identities.a_member_of_staff(identity.Role.CASES, language="en"), staff=True)


def state_of(case) -> CaseState:
    (line,) = cases.cases_of(affiliate_id=case.affiliate_id)
    return line.state


def letters(affiliate_id) -> list[str]:
    return [line.kind for line in notices.letters_for(affiliate_id=affiliate_id)]


def test_the_work_list_shows_the_earliest_promise_with_counts(clerk, case):
    page = clerk.get("/staff/").text
    assert case.reference in page
    assert "22 March 2027" in page
    assert case.reference not in clerk.get("/staff/?show=mine").text
    assert case.reference in clerk.get("/staff/?show=new").text
    assert case.reference not in clerk.get("/staff/?show=closed").text


def test_who_may_not_decide_sees_no_request(browser_of, case):
    editor = browser_of(identities.a_member_of_staff(identity.Role.EDITOR), staff=True)
    assert case.reference not in editor.get("/staff/").text
    assert editor.get(f"/staff/cases/{case.id}").status_code == 403


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(browser_of, case, language):
    clerk = browser_of(identities.a_member_of_staff(language=language), staff=True)
    for path in (
        "",
        f"cases/{case.id}",
        f"cases/{case.id}/decide/grant",
        f"cases/{case.id}/decide/refuse",
        "papers",
        f"papers/reduce_provisional/{case.affiliate_id}",
    ):
        assert clerk.get(f"/staff/{path}").status_code == 200, path


def test_the_case_shows_what_granting_changes_with_law_and_books(clerk, case):
    page = clerk.get(f"/staff/cases/{case.id}").text
    assert "What granting would change" in page
    assert "Royal Decree no. 38" in page
    assert "In the books" in page
    assert "€19,000.00" in page


def test_taking_a_case_shows_who_has_it_and_giving_back_frees_it(clerk, case):
    assert clerk.post(f"/staff/cases/{case.id}/take").status_code == 303
    assert "Ann Claes works on it" in clerk.get(f"/staff/cases/{case.id}").text
    assert case.reference in clerk.get("/staff/?show=mine").text
    clerk.post(f"/staff/cases/{case.id}/take", data={"release": "1"})
    assert case.reference in clerk.get("/staff/?show=new").text


def test_a_grant_changes_the_books_and_brings_a_letter_in_the_persons_language(clerk, case, errands):
    account = ledger.affiliate_account(case.affiliate_id)
    before = ledger.balance(account)
    assert clerk.post(f"/staff/cases/{case.id}/decide/grant").status_code == 303
    assert state_of(case) is CaseState.GRANTED
    assert ledger.balance(account) < before
    year = contributions.year(case.affiliate_id, 2026, on=clock.today())
    assert year.quarters[3].cents == ledger.balance(account)
    errands()
    letter = next(
        one for one in notices.letters_for(affiliate_id=case.affiliate_id) if one.source == f"case-{case.id}"
    )
    assert letter.kind == "reduction_granted"
    assert letter.state == notices.State.SENT
    found = notices.letter_of(f"case-{case.id}")
    assert found.language == "de"
    assert notices.pdf(found).startswith(b"%PDF")


def test_a_refusal_needs_reasons_and_sends_them_with_the_way_to_appeal(clerk, case, errands):
    assert clerk.post(f"/staff/cases/{case.id}/decide/refuse", data={"reasons": " "}).status_code == 422
    assert state_of(case) is CaseState.RECEIVED
    reasons = "Ihre Buchhaltung betrifft 2025.\nEs fehlt der Nachweis."
    assert clerk.post(f"/staff/cases/{case.id}/decide/refuse", data={"reasons": reasons}).status_code == 303
    errands()
    letter = notices.letter_of(f"case-refused-{case.id}")
    assert letter.facts["reasons"] == reasons.splitlines()
    assert notices.pdf(letter).startswith(b"%PDF")
    assert state_of(case) is CaseState.REFUSED


def test_the_second_decision_is_told_of_the_first(clerk, browser_of, case):
    other = browser_of(identities.a_member_of_staff(identity.Role.CASES, language="en"), staff=True)
    assert clerk.post(f"/staff/cases/{case.id}/decide/grant").status_code == 303
    late = other.post(f"/staff/cases/{case.id}/decide/refuse", data={"reasons": "No."})
    assert late.status_code == 409
    assert "This was decided by Ann Claes" in late.text
    assert state_of(case) is CaseState.GRANTED
    assert "reduction_refused" not in letters(case.affiliate_id)
    assert other.get(f"/staff/cases/{case.id}/decide/refuse").status_code == 409


def test_what_was_taken_back_cannot_be_decided(clerk, case):
    cases.withdraw(case.id, by=an_actor_of(case.affiliate_id), at=clock.now())
    session.commit()
    answer = clerk.post(f"/staff/cases/{case.id}/decide/grant")
    assert answer.status_code == 409
    assert "took this request back" in answer.text


def test_a_question_goes_out_as_a_letter_and_stops_the_clock(clerk, case, errands, clock_at):
    assert clerk.post(f"/staff/cases/{case.id}/ask", data={"words": ""}).status_code == 422
    assert clerk.post(f"/staff/cases/{case.id}/ask", data={"words": "Welcher Kunde?"}).status_code == 303
    errands()
    assert "case_question" in letters(case.affiliate_id)
    assert case.reference in clerk.get("/staff/?show=waiting").text
    clock_at("2026-12-02T10:00")
    cases.answer(case.id, words="Der Bäcker.", by=an_actor_of(case.affiliate_id), at=clock.now())
    (line,) = cases.cases_of(affiliate_id=case.affiliate_id)
    assert (line.decide_by - case.decide_by).days == 10


def test_a_value_that_is_missing_stops_the_grant_and_changes_nothing(clerk, jeanne):
    from tests.factories.cases import REDUCTION

    case = a_case(jeanne, answers=REDUCTION | {"from_quarter": "2031Q1"})
    session.commit()
    answer = clerk.post(f"/staff/cases/{case.id}/decide/grant")
    assert answer.status_code in {303, 422}
    if answer.status_code == 422:
        assert "cannot be worked out yet" in answer.text
        assert state_of(case) is CaseState.RECEIVED


PAPER = {
    "once": "paper-1",
    "received_on": "20/11/2026",
    "from_quarter": "2026Q4",
    "expected_income": "19000",
    "ground": "illness",
    "reasons": "I was in hospital from June to September.",
    "risk": "y",
    "declaration": "y",
}


def test_a_paper_by_post_is_keyed_in_and_counts_from_the_day_it_came(clerk, jeanne):
    address = f"/staff/papers/reduce_provisional/{jeanne}"
    answer = clerk.post(address, data=PAPER)
    assert answer.status_code == 303
    assert clerk.post(address, data=PAPER).location == answer.location
    (line,) = cases.cases_of(affiliate_id=jeanne)
    assert line.channel == "on_paper"
    assert line.decide_by.isoformat() == "2027-03-20"
    assert "on paper" in clerk.get(answer.location).text
    assert "case_received" in letters(jeanne)
    assert clerk.post(f"/staff/cases/{line.id}/decide/grant").status_code == 303


def test_a_wrong_paper_keeps_what_was_keyed_in(clerk, jeanne):
    address = f"/staff/papers/reduce_provisional/{jeanne}"
    answer = clerk.post(address, data=PAPER | {"received_on": "31/11/2026", "expected_income": "many"})
    assert answer.status_code == 422
    assert 'value="31/11/2026"' in answer.text
    assert 'value="many"' in answer.text
    assert "still to come" in clerk.post(address, data=PAPER | {"received_on": "01/12/2026"}).text
    assert cases.cases_of(affiliate_id=jeanne) == []


def test_the_person_is_found_without_a_number_in_the_address(clerk, jeanne):
    page = clerk.post("/staff/papers", data={"q": "Peeters"}).text
    assert f"/staff/papers/reduce_provisional/{jeanne}" in page


def test_a_granted_move_changes_the_file_and_says_so(clerk, jeanne, errands):
    moved = {
        "street": "Bergstraße 3",
        "postcode": "4700",
        "town": "Eupen",
        "country": "BE",
        "moved_on": "2026-11-15",
        "declaration": True,
    }
    case = a_case(jeanne, paper="change_personal", answers=moved)
    session.commit()
    assert clerk.post(f"/staff/cases/{case.id}/decide/grant").status_code == 303
    assert affiliates.addressee(jeanne).lines == ("Bergstraße 3", "4700 Eupen")
    errands()
    assert "case_decided" in letters(jeanne)
    assert notices.pdf(notices.letter_of(f"case-decided-{case.id}")).startswith(b"%PDF")


def test_a_stranger_case_is_not_there(clerk):
    assert clerk.get("/staff/cases/999999999").status_code == 404
    assert clerk.post("/staff/cases/999999999/decide/grant").status_code == 404


@pytest.mark.parametrize(("edition", "words"), [(rules_edition(), "The rules are the same today"), ("0123456789ab", "The rules have changed since")])
def test_a_request_that_began_with_a_calculation_says_by_which_rules(clerk, case, edition, words):
    assert "began with a calculation" not in clerk.get(f"/staff/cases/{case.id}").text
    cases.keep_calculation(
        key="k-1", calculator="more_or_less", paper=case.paper, figures={}, inputs={}, edition=edition, at=clock.now()
    )
    cases.take_over("k-1", request_key=case.key, paper=case.paper)
    session.commit()
    text = clerk.get(f"/staff/cases/{case.id}").text
    assert f"version {edition} of our rules" in text
    assert words in text
