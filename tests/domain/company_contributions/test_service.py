"""A call is owed once, with its reference and its letter, and what is unknown is not called."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.companies import a_company
from tests.factories.company_contributions import CALLED_ON, a_called_company
from webapp.domain import company_contributions, identity, ledger, notices


def test_a_call_enters_the_books_with_its_reference_and_its_letter(app):
    called = a_called_company()
    (item,) = ledger.open_items(called.account)
    assert (item.cents, item.due_on, item.about, item.why) == (
        39973,
        date(2025, 12, 31),
        "2025",
        "company_call",
    )
    assert ledger.balance("company_contributions:2025") == -39973
    assert ledger.account_behind(called.communication) == called.account
    (letter,) = notices.letters_for(company_id=called.company_id)
    assert letter.kind == "company_call"


def test_a_call_is_made_once(app):
    company = a_company()
    first = company_contributions.draw_call(company, year=2025, on=CALLED_ON, key="a", by=identity.House)
    assert (
        company_contributions.draw_call(company, year=2025, on=CALLED_ON, key="a", by=identity.House) == first
    )
    with pytest.raises(company_contributions.AlreadyCalledError):
        company_contributions.draw_call(company, year=2025, on=CALLED_ON, key="b", by=identity.House)
    assert ledger.balance(f"company:{company}") == 39973


def test_what_cannot_be_reckoned_leaves_nothing_behind(app):
    company = a_company(totals={2024: 90_000_000})
    with pytest.raises(company_contributions.NotCallableError):
        company_contributions.draw_call(company, year=2026, on=date(2026, 10, 1), key="a", by=identity.House)
    assert ledger.statement(f"company:{company}") == []
    assert notices.letters_for(company_id=company) == []


def test_each_year_has_its_own_reference(app):
    called = a_called_company(totals={2023: 1, 2024: 1})
    company_contributions.draw_call(
        called.company_id, year=2026, on=date(2026, 10, 1), key="next", by=identity.House
    )
    latest, first = company_contributions.calls_of(called.company_id, on=date(2026, 10, 1))
    assert (latest.year, latest.cents, first.year) == (2026, 40930, 2025)
    assert latest.communication != first.communication
