"""What no room gives is put in when a letter is printed: the greeting, values of the law, our addresses."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.routing import RequestRedirect

from tests.factories import affiliates as persons
from tests.factories import companies as legal
from webapp.domain import notices
from webapp.domain.notices.delivery import addressee_of
from webapp.domain.notices.supplied import supplied
from webapp.kit import letters
from webapp.kit.letters import BadFactsError

ON = date(2026, 11, 22)
PAID = {"payer": "Jeanne", "amount": 100, "received_on": "2026-11-20", "communications": [], "open_amount": 0}


def received(language: str, **facts: object) -> notices.Notice:
    who = persons.an_affiliate(language=language)
    return notices.draw("payment_received", key="paid", on=ON, facts=PAID | facts, affiliate_id=who)


@pytest.mark.parametrize(
    ("language", "greeting"),
    [("fr", "Madame, Monsieur"), ("nl", "Geachte Jeanne Peeters"), ("de", "Guten Tag Jeanne Peeters"), ("en", "Dear Jeanne Peeters")],
)  # fmt: skip
def test_a_person_is_greeted_by_name_where_no_sex_must_be_guessed(app, language, greeting):
    letter = received(language)
    facts = supplied(letter, addressee_of(letter))
    assert facts["salutation"] == greeting
    assert facts["account_url"].endswith(f"/{language}/my/ledger")


def test_a_company_has_no_first_name(app):
    firm = legal.a_company(language="nl")
    letter = notices.draw("payment_received", key="paid", on=ON, facts=PAID, company_id=firm)
    facts = supplied(letter, addressee_of(letter))
    assert facts["salutation"] == "Geachte mevrouw, geachte heer"
    assert facts["account_url"].endswith("/nl/company/ledger")


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "1,00"},
        {"received_on": "20/11/2026"},
        {"purpose": "x"},
        {"salutation": "Hello"},
        {"communications": ["123"]},
    ],
)
def test_facts_that_do_not_fit_are_refused_when_the_letter_is_drawn(app, wrong):
    with pytest.raises(BadFactsError):
        received("fr", **wrong)


@pytest.mark.parametrize("kind", sorted(letters.catalogue(letters.Library())))
def test_every_address_in_a_letter_leads_to_a_page_and_every_value_to_the_law(app, kind):
    from webapp.rules.law import law_book

    about = letters.notice(kind)
    for value in about.law.values():
        assert law_book().entry(value)
    router = app.url_map.bind("localhost")
    numbers = {"thing": "7", "quarter": "2026Q4", "year": 2026}
    for by_reader in about.pages.values():
        for path in by_reader.values():
            address = f"/fr/{path.format(**numbers)}"
            try:
                router.match(address)
            except RequestRedirect:
                pytest.fail(f"{address} is written on paper and must be right as it stands")
