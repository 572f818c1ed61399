"""Every letter of the house, drawn by the room that really draws it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count

from sqlalchemy import select

from tests.factories import affiliates as persons
from tests.factories.bank import CONTRIBUTIONS, Paid, Sheet
from tests.factories.company_contributions import a_called_company
from webapp.domain import cases, contributions, identity, ledger, notices, payments
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.careers import Category
from webapp.rules.units import Quarter

ON = date(2026, 10, 5)
_turns = count(1)


def _latest(kind: str) -> notices.Notice:
    drawn = select(notices.Notice).where(notices.Notice.kind == kind)
    return session.scalars(drawn.order_by(notices.Notice.id.desc()).limit(1)).one()


def starter_due(language: str) -> notices.Notice:
    """A starter's flat amount: there is no reference year."""
    who = persons.an_affiliate(since=date(2024, 7, 1), language=language)
    contributions.draw_due(who, quarter=Quarter(2026, 4), on=ON)
    return _latest("quarterly_due")


def provisional_due(language: str, category: Category = Category.MAIN) -> notices.Notice:
    """A due on the income of three years before."""
    who = persons.an_affiliate(since=date(2019, 1, 1), language=language, category=category)
    contributions.record_income(who, year=2022, cents=30_000_00, known_on=date(2024, 3, 1))
    contributions.draw_due(who, quarter=Quarter(2025, 4), on=date(2025, 10, 5))
    return _latest("quarterly_due")


def expected_due(language: str) -> notices.Notice:
    """A due called after a reduction: on the income the person expects."""
    letter = reduction_granted(language)
    assert letter.affiliate_id is not None
    contributions.draw_due(letter.affiliate_id, quarter=Quarter(2026, 4), on=ON)
    return _latest("quarterly_due")


def reduction_granted(language: str) -> notices.Notice:
    """The decision that a person pays on the income she expects."""
    who = persons.an_affiliate(since=date(2024, 7, 1), language=language)
    contributions.draw_due(who, quarter=Quarter(2026, 3), on=date(2026, 7, 5))
    contributions.grant_reduction(
        who,
        year=2026,
        income_cents=1_800_000,
        key=f"reduction-{next(_turns)}",
        by=identity.House,
        on=ON,
        requested_on=date(2026, 9, 14),
        from_quarter=Quarter(2026, 3),
    )
    return _latest("reduction_granted")


def company_call(language: str) -> notices.Notice:
    """The yearly contribution of a company."""
    a_called_company(language=language)
    return _latest("company_call")


def payment_received(language: str) -> notices.Notice:
    """A quarter paid with its communication, read from a statement of the bank."""
    due = starter_due(language)
    assert due.affiliate_id is not None
    communication = ledger.reference_for(ledger.affiliate_account(due.affiliate_id))
    paid = Paid(50_000, communication, name="J. Peeters", on=date(2026, 10, 20))
    sheet = Sheet((paid,), account=CONTRIBUTIONS, on=date(2026, 10, 20))
    payments.import_statement(sheet.xml(), name="day.xml", by=identity.House, at=clock.now())
    return _latest("payment_received")


def case_received(language: str) -> notices.Notice:
    """The receipt of a request."""
    who = persons.an_affiliate(language=language)
    login = persons.a_login_of(who, language=language)
    actor = identity.actor_for(login.id)
    assert actor is not None
    cases.submit(
        "reduce_provisional",
        key=f"request-{next(_turns)}",
        by=actor,
        at=clock.now(),
        version=1,
        answers={"expected_income": 1_300_000},
        affiliate_id=who,
        receipt_words=("13 000,00 €",),
        title="Reduction",
    )
    return _latest("case_received")


#: Each letter of the house and how it comes about.
REAL: dict[str, Callable[[str], notices.Notice]] = {
    "starter_due": starter_due,
    "provisional_due": provisional_due,
    "expected_due": expected_due,
    "reduction_granted": reduction_granted,
    "company_call": company_call,
    "payment_received": payment_received,
    "case_received": case_received,
}
