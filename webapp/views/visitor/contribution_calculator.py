"""The contribution calculator: the rules of the house on figures that a visitor types; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from flask import Response, g, request, url_for

from webapp.kit import clock, fund, receipts
from webapp.kit.i18n import LANGUAGES
from webapp.kit.parts import page_or_part
from webapp.rules.careers import Category, scale_of, tariff_of
from webapp.rules.contributions import COEFFICIENT, REFERENCE_YEARS_BACK, Kind, quarterly, quarterly_amounts
from webapp.rules.law import Law, MissingValue, NotInForce, law_on, law_shown_on
from webapp.rules.law_files import INDEX
from webapp.rules.units import QUARTERS_A_YEAR, Quarter, base_income_cents
from webapp.views.contribution_words import category_words
from webapp.views.curve import curve, rows
from webapp.views.localized import localized
from webapp.views.visitor import door, guidance, links
from webapp.views.visitor.contribution_form import FIRST_YEAR, ContributionForm

FOLDER: Final = "calculators/contribution"
SLUGS: Final = {
    "fr": "calculer-ma-cotisation",
    "nl": "bijdrage-berekenen",
    "de": "beitrag-berechnen",
    "en": "calculate-your-contribution",
}
#: The picture is drawn twice, for a phone and for a wide page, so that its words stay readable on both.
SIZES: Final = {"small": (300, 190), "large": (620, 300)}


@localized(door, SLUGS)
def contribution_calculator() -> Response:
    """Ask for year, situation and income; show the contribution and how it is made."""
    typed = request.args if "year" in request.args or "income" in request.args else None
    form = ContributionForm(typed, now=Quarter.of(clock.today()), last_year=last_year())
    wrong = typed is not None and not form.validate()
    _keep_figures_in_other_languages()
    answer = page_or_part(
        "visitor/contribution_calculator.html",
        "visitor/_contribution.html",
        status=422 if wrong else 200,
        form=form,
        typed=typed is not None,
        **({} if wrong else found(form, asked=typed is not None)),
        **links.frame(),
        **guidance.written(FOLDER),
    )
    if typed is not None:
        answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def found(form: ContributionForm, *, asked: bool) -> dict[str, Any]:
    """Everything the answer shows; without figures only the curve of the year."""
    questions = form.questions(fund.management_fee_percent(form.year.data))
    law = law_on(questions["quarter"].first_day)
    facts = {
        "kind": questions["kind"],
        "quarter": questions["quarter"],
        "quarter_words": receipts.quarter_words(questions["quarter"]),
        "category": category_words(form.category.data),
    }
    if not asked:
        return facts | _pictures(questions, law, None)
    try:
        explained = quarterly(law=law, **questions)
    except MissingValue as missing:
        return facts | _what_instead(missing, form) | _pictures(questions, law, None)
    now = explained.value
    return facts | {
        "now": now,
        "lines": receipts.lines(explained),
        "law_on": explained.law_on,
        "fee_percent": questions["fee_percent"] / 100,
        "year_cents": _year_cents(questions),
        "reference_year": questions["quarter"].year - REFERENCE_YEARS_BACK,
        "years": _years(questions),
        **_pictures(questions, law, _full_year_income(questions, law)),
    }


def last_year() -> int:
    """The last year whose amounts are published."""
    return law_shown_on(clock.today()).value(INDEX).since.year


def _what_instead(missing: MissingValue, form: ContributionForm) -> dict[str, Any]:
    """Say what is missing and lead to the calculation that is possible."""
    too_early = isinstance(missing, NotInForce)
    other = {"category": Category.MAIN} if too_early else {"kind": Kind.FINAL}
    figures = request.args.to_dict() | other
    return {
        "missing": "too_early" if too_early else "coefficient" if missing.name == COEFFICIENT else "value",
        "missing_year": form.year.data,
        "instead_url": url_for("visitor.contribution_calculator", **figures),
    }


def _full_year_income(questions: Mapping[str, Any], law: Law) -> int | None:
    if questions["kind"] is Kind.STARTER:
        return None
    coefficient = law.decimal(COEFFICIENT) if questions["kind"] is Kind.PROVISIONAL else 1
    income = max(questions["income_cents"], 0)
    return base_income_cents(income, quarters=questions["earned_in_quarters"], coefficient=coefficient)


def _pictures(questions: Mapping[str, Any], law: Law, income_cents: int | None) -> dict[str, Any]:
    """The curve in two sizes and as a table; the same rules at every income."""
    try:
        tariff = tariff_of(scale_of(questions["category"], law, opt_out=questions["opt_out"]), law)
    except MissingValue:
        return {}
    same = {name: questions[name] for name in ("category", "quarter", "fee_percent", "opt_out")}

    def price(cents: int) -> int:
        return quarterly_amounts(income_cents=cents, law=law, **same).total_cents

    draw = partial(curve, tariff=tariff, price=price, income_cents=income_cents)
    return {
        "curves": {size: draw(width=width, height=height) for size, (width, height) in SIZES.items()},
        "rows": rows(tariff=tariff, price=price, income_cents=income_cents),
        "income_cents": income_cents,
    }


def _year_cents(questions: Mapping[str, Any]) -> int:
    """What the quarters of the year cost together, each by its own law; the first cut counts once."""
    chosen, year = questions["quarter"], Quarter.of_year(questions["quarter"].year)
    quarters = year if _whole_year(questions) else [chosen] * questions["earned_in_quarters"]
    cut = questions["first_quarter"]
    total_cents = 0
    for place, quarter in enumerate(quarters):
        first = cut and (quarter == chosen if _whole_year(questions) else place == 0)
        asked = questions | {"quarter": quarter, "first_quarter": first}
        try:
            total_cents += quarterly_amounts(law=law_on(quarter.first_day), **asked).total_cents
        except NotInForce:
            continue
    return total_cents


def _whole_year(questions: Mapping[str, Any]) -> bool:
    """An income of three years before says nothing about how many quarters are paid now."""
    return questions["kind"] is not Kind.FINAL or questions["earned_in_quarters"] == QUARTERS_A_YEAR


def _years(questions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same figures in every year we know, one under the other."""
    found = []
    for year in range(FIRST_YEAR, last_year() + 1):
        quarter = Quarter(year, questions["quarter"].number)
        asked = questions | {"quarter": quarter, "fee_percent": fund.management_fee_percent(year)}
        try:
            amounts = quarterly_amounts(law=law_on(quarter.first_day), **asked)
        except MissingValue:
            continue
        chosen = year == questions["quarter"].year
        found.append({"label": str(year), "amount": amounts.total_cents, "words": "", "chosen": chosen})
    return found


def _keep_figures_in_other_languages() -> None:
    g.alternates = {
        code: url_for("visitor.contribution_calculator", language=code, **request.args.to_dict())
        for code in LANGUAGES
    }
