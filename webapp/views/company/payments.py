"""What the company paid: a list, and the receipt of each payment to keep."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import companies, ledger, notices, payments
from webapp.rules import numbers
from webapp.views.company import door


@door.get("/payments", endpoint="payments")
def payment_list() -> ResponseReturnValue:
    """Every payment that reached us, the latest first."""
    company = companies.get_for(g.actor, g.company_id)
    return render_template(
        "company/payments/index.html",
        company=company,
        paid=payments.payments_of(ledger.company_account(company.id)),
    )


@door.get("/payments/<int:line_id>", endpoint="payment")
def receipt(line_id: int) -> ResponseReturnValue:
    """The receipt of one payment: what came, when it counts, what is open after it."""
    company = companies.get_for(g.actor, g.company_id)
    paid = payments.payment_for(ledger.company_account(company.id), line_id)
    if paid is None:
        abort(404)
    return render_template(
        "company/payments/receipt.html",
        company=company,
        paid=paid,
        communications=[numbers.written_communication(digits) for digits in paid.communications],
        our_account=numbers.written_iban(paid.our_account),
        letter=notices.letter_of(f"receipt-{paid.line_id}"),
    )
