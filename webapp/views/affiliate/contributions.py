"""Contributions year by year, each quarter leading to its explanation."""

from __future__ import annotations

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.domain import affiliates, contributions
from webapp.kit import clock
from webapp.views.affiliate import door
from webapp.views.contribution_words import bar_cells, category_words


@door.get("/contributions", endpoint="contributions")
def year_by_year() -> ResponseReturnValue:
    """Every year with its four quarters, this year first."""
    person = affiliates.get_for(g.actor, g.affiliate_id)
    years = contributions.years(person.id, on=clock.today())
    return render_template(
        "affiliate/contributions/index.html",
        affiliate=person,
        years=[(year, bar_cells(year)) for year in years],
        careers=[(stretch, category_words(stretch.category)) for stretch in reversed(person.stretches)],
    )
