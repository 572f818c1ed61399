"""Who is competent? A matter, and the home where competence depends on it, lead to the institution to ask.

Matters stand in ``content/matters.toml``. Where `by_region` names a list of
``content/regions.toml``, the region or community of the home decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from webapp.kit import fund
from webapp.kit.guides import guides
from webapp.kit.i18n import language
from webapp.kit.parts import page_or_part
from webapp.views.localized import localized
from webapp.views.visitor import door, links
from webapp.views.visitor.calculate import keep_figures_in_other_languages
from webapp.views.visitor.regions import (
    HomeForm,
    Institution,
    institutions,
    region_names,
    region_of,
    regions,
)

SLUGS: Final = {
    "fr": "qui-est-competent",
    "nl": "wie-is-bevoegd",
    "de": "wer-ist-zustaendig",
    "en": "who-is-competent",
}
MATTERS: Final = "matters.toml"
PAYERS: Final = "payers"


class InstitutionFinderForm(HomeForm):
    """What it is about; the home is asked only where it decides."""

    matter = SelectField(_l("What is it about?"), [InputRequired(_l("Choose a matter."))])

    def prepare(self, rows: Mapping[str, Any]) -> None:
        """Offer the matters in the reader's words, and ask for the home that this matter turns on."""
        spoken = language()
        self.matter.choices = [
            ("", _("Choose a matter")),
            *((name, row["words"][spoken]) for name, row in rows.items()),
        ]
        where = rows.get(self.matter.data, {}).get("where")
        if where:
            self.postcode.label.text = where[spoken]


@dataclass(frozen=True, kw_only=True)
class Competent:
    """The answer: `ask` holds the one to turn to first; empty as long as the home is not known."""

    words: str
    where: str
    region: str
    ask: Sequence[Institution]
    decides: Sequence[Institution]
    pays: Sequence[Institution]
    ours: str
    page: Mapping[str, Any]
    abroad: str


@localized(door, SLUGS)
def institution_finder() -> Response:
    """The question, the answer to it, and below them every matter with whom to ask."""
    rows = fund.library().toml(MATTERS)
    form = InstitutionFinderForm(request.args or None)
    form.prepare(rows)
    wrong = bool(request.args) and not form.validate()
    keep_figures_in_other_languages("institution_finder")
    return page_or_part(
        "visitor/institution_finder.html",
        "visitor/_competent.html",
        status=422 if wrong else 200,
        form=form,
        answer=_answer(form.matter.data, _home(form)) if form.matter.data in rows else None,
        here=url_for("visitor.institution_finder"),
        regions=region_names(),
        matters=[(name, row["words"][language()], _asked(row)) for name, row in rows.items()],
        **links.frame(),
    )


def _home(form: InstitutionFinderForm) -> str:
    """The region of the home, by its postcode or chosen; empty as long as it is neither."""
    chosen = region_of(form.postcode.data or "") or request.args.get("region", "")
    return chosen if chosen in regions() else ""


def _answer(name: str, home: str) -> Competent:
    """Who is competent for a matter; where the home decides, whoever is competent there."""
    spoken, row = language(), fund.library().toml(MATTERS)[name]
    place = regions().get(home, {}) if "by_region" in row else {}
    there = place.get(row.get("by_region"), ())
    page = links.guide_link(guides(fund.library()).find(row["page"]) or abort(404))
    router = url_for("visitor.child_benefit_router", region=home or "abroad")
    if row.get("by_region") == PAYERS and home:
        page = {"text": _("Child benefit: where to ask"), "href": router}
    return Competent(
        words=row["words"][spoken],
        where=row["where"][spoken] if "where" in row else "",
        region=place["name"][spoken] if place else "",
        ask=institutions(row.get("ask", there)),
        decides=institutions(row.get("decides", there)),
        pays=institutions(row.get("pays", there)),
        ours=row["fund"][spoken],
        page=page,
        abroad=router if row.get("by_region") == PAYERS else "",
    )


def _asked(row: Mapping[str, Any]) -> str:
    """Whom to ask for a matter, in a few words; empty where the home decides."""
    return next((one.name for one in institutions(row.get("ask", ()))), "")
