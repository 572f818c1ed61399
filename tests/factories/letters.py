"""Every letter of the house, drawn by the room that really draws it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

import forms
from tests.factories import affiliates as persons
from tests.factories import identity as identities
from tests.factories.bank import CONTRIBUTIONS, Paid, Sheet
from tests.factories.cases import a_case, somebody_who_pays_on_30_000
from tests.factories.company_contributions import a_called_company
from webapp.domain import cases, contributions, identity, ledger, notices, payments
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.careers import Category
from webapp.rules.units import Quarter

ON = date(2026, 10, 5)


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
    somebody_who_pays_on_30_000(language=language)
    return _latest("quarterly_due")


def _clerk() -> identity.Actor:
    actor = identity.actor_for(identities.a_member_of_staff().id)
    assert actor is not None
    return actor


def _decided(sent: cases.CaseView, state: cases.CaseState) -> None:
    paper = forms.catalogue()[sent.paper]
    reasons = (
        "" if state == cases.CaseState.GRANTED else "The accounts are of last year.\nNothing has changed."
    )
    effect = forms.effect_of(paper, state)
    cases.decide(sent.id, state=state, by=_clerk(), at=clock.now(), reasons=reasons, effect=effect)


def reduction_granted(language: str) -> notices.Notice:
    """The decision that a person pays on the income she expects; a quarter was called before."""
    _decided(a_case(somebody_who_pays_on_30_000(language=language)), cases.CaseState.GRANTED)
    return _latest("reduction_granted")


def reduction_refused(language: str) -> notices.Notice:
    """The decision that nothing changes, with its reasons and the way to the court."""
    _decided(a_case(somebody_who_pays_on_30_000(language=language)), cases.CaseState.REFUSED)
    return _latest("reduction_refused")


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
    title = {
        "fr": "Réduire mes cotisations",
        "nl": "Minder betalen",
        "de": "Weniger zahlen",
        "en": "Pay less",
    }
    a_case(
        somebody_who_pays_on_30_000(language=language),
        title=title[language],
        receipt_words=("2026: 19.000,00 €", "Since April my main customer is gone."),
    )
    return _latest("case_received")


def case_question(language: str) -> notices.Notice:
    """What we still need before we decide."""
    sent = a_case(somebody_who_pays_on_30_000(language=language))
    cases.ask_for_more(sent.id, words="The accounts end in April.", by=_clerk(), at=clock.now())
    return _latest("case_question")


def case_decided(language: str) -> notices.Notice:
    """The decision on a request that has no letter of its own."""
    moved = {
        "street": "Kirchstraße 4",
        "postcode": "4700",
        "town": "Eupen",
        "country": "BE",
        "moved_on": "2026-11-15",
    }
    who = persons.an_affiliate(language=language)
    _decided(a_case(who, paper="change_personal", answers=moved), cases.CaseState.REFUSED)
    return _latest("case_decided")


#: Each letter of the house and how it comes about.
REAL: dict[str, Callable[[str], notices.Notice]] = {
    "starter_due": starter_due,
    "provisional_due": provisional_due,
    "expected_due": expected_due,
    "reduction_granted": reduction_granted,
    "reduction_refused": reduction_refused,
    "company_call": company_call,
    "payment_received": payment_received,
    "case_received": case_received,
    "case_question": case_question,
    "case_decided": case_decided,
}
