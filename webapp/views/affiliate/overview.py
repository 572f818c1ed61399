"""The first screen of the account: what is due, by when, why, and how to pay."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import affiliates, contributions, notices
from webapp.kit import clock
from webapp.views.affiliate import door
from webapp.views.affiliate.letters import href
from webapp.views.contribution_words import bar_cells, why_words
from webapp.views.letter_words import letter_items
from webapp.views.paying import how_to_pay
from webapp.views.visitor.links import page_link

LETTERS_SHOWN = 3


@door.get("/")
def overview() -> ResponseReturnValue:
    """What is due, the year, the last letters, and whom to call."""
    person = affiliates.get_for(g.actor, g.affiliate_id)
    account = contributions.overview(person.id, clock.today())
    pay = None
    if account.to_pay_cents and account.communication:
        pay = how_to_pay(account.to_pay_cents, communication=account.communication)
    return render_template(
        "affiliate/overview/index.html",
        affiliate=person,
        account=account,
        pay=pay,
        items=[(item, why_words(item.why, item.about)) for item in account.open_items],
        cells=bar_cells(account.year),
        letters=letter_items(notices.letters_for(affiliate_id=person.id)[:LETTERS_SHOWN], href),
        cannot_pay_url=page_link("payment_difficulties")["href"],
    )
