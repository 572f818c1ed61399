"""Who may see and do the company's affairs here."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import companies, identity
from webapp.kit import clock
from webapp.views.company import door
from webapp.views.company_words import quality_words


@door.get("/mandates", endpoint="mandates")
def mandates() -> ResponseReturnValue:
    """The people who may act for the company, in which quality, since when."""
    company = companies.get_for(g.actor, g.company_id)
    lines = identity.mandates_for_company(company.id, on=clock.today())
    return render_template(
        "company/mandates/index.html",
        company=company,
        mandates=[(line, quality_words(line.kind)) for line in lines],
    )
