"""The first screen of a company: what is due, by when, why, how to pay, and what waiting costs."""

from __future__ import annotations

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import companies, company_contributions, ledger, notices, payments
from webapp.domain.company_contributions import Call
from webapp.kit import clock, receipts
from webapp.views.company import door
from webapp.views.company.letters import href
from webapp.views.company_words import standing_words, waits_words
from webapp.views.letter_words import letter_items
from webapp.views.paying import HowToPay, how_to_pay

SHOWN = 3


@door.get("/", endpoint="overview")
def overview() -> ResponseReturnValue:
    """What is due now, the last calls, payments and letters."""
    company = companies.get_for(g.actor, g.company_id)
    today = clock.today()
    calls = company_contributions.calls_of(company.id, on=today)
    waiting = [call for call in calls if call.open_cents]
    account = ledger.company_account(company.id)
    return render_template(
        "company/overview/index.html",
        company=company,
        calls=[(call, standing_words(call)) for call in calls[:SHOWN]],
        waiting=waiting,
        first=waiting[-1] if waiting else None,
        to_pay_cents=_open(waiting),
        late=[call for call in waiting if call.is_late(on=today)],
        pay=_pay(waiting),
        lines=receipts.lines(waiting[-1].explanation) if len(waiting) == 1 else [],
        waits=waits_words(company.id, calls),
        balance_cents=ledger.balance(account),
        paid=payments.payments_of(account)[:SHOWN],
        letters=letter_items(notices.letters_for(company_id=company.id)[:SHOWN], href),
        details_url=url_for("company.details"),
    )


def _open(waiting: list[Call]) -> int:
    return sum(call.open_cents for call in waiting)


def _pay(waiting: list[Call]) -> HowToPay | None:
    """One transfer for everything that is open; the oldest year is settled first."""
    if not waiting:
        return None
    return how_to_pay(_open(waiting), communication=waiting[-1].communication, account="companies")
