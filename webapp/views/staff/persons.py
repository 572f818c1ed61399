"""The file of a person: found by name or number, with everything a client manager needs on one page."""

from __future__ import annotations

from flask import abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import affiliates, contributions, identity, ledger, notices
from webapp.kit import clock
from webapp.rules.units import Quarter
from webapp.views.affiliate.explanation import facts
from webapp.views.contribution_words import bar_cells, category_words, why_words
from webapp.views.letter_words import letter_items
from webapp.views.staff import door, needs

LINES_SHOWN = 40
LETTERS_SHOWN = 20


@door.route("/persons", methods=["GET", "POST"])
@needs(identity.Permission.SEE_PERSONS)
def persons() -> ResponseReturnValue:
    """Search; by POST, so that no national number ever stands in an address."""
    wanted = request.form.get("q", "").strip()
    return render_template("staff/persons/index.html", wanted=wanted, found=affiliates.search(wanted))


@door.get("/persons/<int:affiliate_id>")
@needs(identity.Permission.SEE_PERSONS)
def person(affiliate_id: int) -> ResponseReturnValue:
    """One file: contact, years, books, letters."""
    found = affiliates.get_for(g.actor, affiliate_id)
    today = clock.today()
    account = ledger.affiliate_account(affiliate_id)
    lines = ledger.statement(account)
    return render_template(
        "staff/persons/person.html",
        affiliate=found,
        balance_cents=ledger.balance(account),
        communication=ledger.known_reference(account),
        years=[
            (year, bar_cells(year, endpoint="staff.person_quarter", affiliate_id=affiliate_id))
            for year in contributions.years(affiliate_id, on=today)
        ],
        careers=[(stretch, category_words(stretch.category)) for stretch in reversed(found.stretches)],
        lines=[(line, why_words(line.why, line.about)) for line in reversed(lines[-LINES_SHOWN:])],
        letters=letter_items(
            notices.letters_for(affiliate_id=affiliate_id)[:LETTERS_SHOWN],
            lambda line: url_for("staff.letter_pdf", notice_id=line.id),
        ),
    )


@door.get("/persons/<int:affiliate_id>/contributions/<name>")
@needs(identity.Permission.SEE_PERSONS)
def person_quarter(affiliate_id: int, name: str) -> ResponseReturnValue:
    """The explanation of a quarter, the very page the affiliate reads."""
    found = affiliates.get_for(g.actor, affiliate_id)
    try:
        quarter = Quarter.parse(name)
    except ValueError:
        abort(404)
    detail = contributions.quarter(affiliate_id, quarter, on=clock.today())
    if detail is None:
        abort(404)
    return render_template("staff/persons/quarter.html", affiliate=found, **facts(detail))
