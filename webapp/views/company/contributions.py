"""The yearly contributions: a list, and each year explained to the last step."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import companies, company_contributions
from webapp.kit import clock, receipts
from webapp.views.company import door
from webapp.views.company_words import size_words, standing_words
from webapp.views.paying import how_to_pay


@door.get("/contributions", endpoint="contributions")
def contribution_list() -> ResponseReturnValue:
    """Every year that was called, the latest first."""
    company = companies.get_for(g.actor, g.company_id)
    calls = company_contributions.calls_of(company.id, on=clock.today())
    return render_template(
        "company/contributions/index.html",
        company=company,
        calls=[(call, receipts.lines(call.explanation), standing_words(call)) for call in calls],
    )


@door.get("/contributions/<int:year>", endpoint="contribution")
def contribution(year: int) -> ResponseReturnValue:
    """One year: what, why, by when, what was paid, what lateness costs."""
    company = companies.get_for(g.actor, g.company_id)
    call = company_contributions.call_for(company.id, year=year, on=clock.today())
    if call is None:
        abort(404)
    pay = None
    if call.open_cents:
        pay = how_to_pay(call.open_cents, communication=call.communication, account="companies")
    return render_template(
        "company/contributions/year.html",
        company=company,
        call=call,
        lines=receipts.lines(call.explanation),
        increase_lines=receipts.lines(call.increase),
        size=size_words(call.size),
        standing=standing_words(call),
        is_late=call.is_late(on=clock.today()),
        pay=pay,
    )
