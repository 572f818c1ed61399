"""The statement of the account: every claim and payment, with the balance after it."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import affiliates, ledger
from webapp.views.affiliate import door
from webapp.views.contribution_words import why_words


@door.get("/ledger", endpoint="ledger")
def statement() -> ResponseReturnValue:
    """Every line of the account, the latest first."""
    person = affiliates.get_for(g.actor, g.affiliate_id)
    lines = ledger.statement(ledger.affiliate_account(person.id))
    return render_template(
        "affiliate/ledger/index.html",
        affiliate=person,
        lines=[(line, why_words(line.why, line.about)) for line in reversed(lines)],
        balance_cents=lines[-1].balance_cents if lines else 0,
    )
