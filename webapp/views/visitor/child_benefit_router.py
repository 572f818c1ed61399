"""Birth grant and child benefit: the region where the child lives decides, whatever work its parents do.

Regions, their payers and postcodes stand in ``content/regions.toml``; amounts are values of the law, each
with its day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.kit import clock, fund, receipts
from webapp.kit.guides import guides
from webapp.kit.i18n import day, language
from webapp.rules.law import Law, MissingValue, law_shown_on
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
    "fr": "allocations-familiales-ou-demander",
    "nl": "kinderbijslag-waar-aanvragen",
    "de": "kindergeld-wo-beantragen",
    "en": "child-benefit-where-to-ask",
}
ABROAD: Final = "abroad"
PAGES: Final = ("birth_grant", "child_benefit")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An amount of a region: `sure` when it was read at its source."""

    label: str
    value: str
    since: str
    sure: bool


@dataclass(frozen=True, kw_only=True)
class Region:
    """What holds where the child lives."""

    name: str
    payers: Sequence[Institution]
    figures: Sequence[Figure]
    when: Sequence[str]


@localized(door, SLUGS)
def child_benefit_router() -> ResponseReturnValue:
    """Where to ask, how much, and when, for the home of the child."""
    form = HomeForm(request.args)
    good = form.validate()
    known = regions()
    keep_figures_in_other_languages("child_benefit_router")
    chosen = request.args.get("region", "") or (region_of(form.postcode.data or "") or "")
    return render_template(
        "visitor/child_benefit_router.html",
        form=form,
        regions=region_names(),
        chosen=chosen,
        region=_region(known[chosen]) if good and chosen in known else None,
        abroad=chosen == ABROAD,
        pages=[links.guide_link(page) for name in PAGES if (page := guides(fund.library()).find(name))],
        **links.frame(),
    ), (200 if good else 422)


def _region(facts: Mapping[str, Any]) -> Region:
    law = law_shown_on(clock.today())
    return Region(
        name=facts["name"][language()],
        payers=institutions(facts["payers"]),
        figures=list(_figures(facts["figures"], law)),
        when=list(_when(facts, law)),
    )


def _figures(names: Sequence[str], law: Law) -> list[Figure]:
    found = []
    for name in names:
        with suppress(MissingValue):
            value = law.value(name)
            found.append(
                Figure(
                    label=value.label[language()],
                    value=receipts.value_words(value),
                    since=day(value.since),
                    sure=value.confidence == receipts.SURE,
                )
            )
    return found


def _when(facts: Mapping[str, Any], law: Law) -> list[str]:
    """When to ask, in sentences; the lengths are those of the law."""
    said = []
    if "from" in facts:
        said.append(_("Ask from month %(month)s of the pregnancy.", month=law.count(facts["from"])))
    if "before" in facts:
        length = receipts.value_words(law.value(facts["before"]))
        said.append(_("Ask from %(length)s before the due date.", length=length))
    if "until" in facts:
        length = receipts.value_words(law.value(facts["until"]))
        said.append(_("You can still ask until %(length)s after the birth.", length=length))
    return said
