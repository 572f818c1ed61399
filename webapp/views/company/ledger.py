"""The statement of the company's account: every call and payment, with the balance after it."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import companies, ledger
from webapp.views.company import door
from webapp.views.company_words import entry_words


@door.get("/ledger", endpoint="ledger")
def statement() -> ResponseReturnValue:
    """Every line of the account, the latest first."""
    company = companies.get_for(g.actor, g.company_id)
    lines = ledger.statement(ledger.company_account(company.id))
    return render_template(
        "company/ledger/index.html",
        company=company,
        lines=[(line, entry_words(line.why, line.about)) for line in reversed(lines)],
        balance_cents=lines[-1].balance_cents if lines else 0,
    )
