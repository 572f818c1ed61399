"""What a quarter costs: by income, category and year, with the curve of every income and one's own place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit import fund
from webapp.kit.fields import MoneyField
from webapp.kit.i18n import money, percent
from webapp.kit.receipts import quarter_words
from webapp.rules.careers import Category, scale_of, tariff_of
from webapp.rules.contributions import COEFFICIENT, REFERENCE_YEARS_BACK, Kind, quarterly, quarterly_amounts
from webapp.rules.law import Law, MissingValue, NotInForce, law_on
from webapp.rules.units import QUARTERS_A_YEAR, Quarter, base_income_cents
from webapp.views.contribution_words import category_words
from webapp.views.curve import curve, rows
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Fact, Note, Picture, Receipt, YearAmount
from webapp.views.visitor.calculators._questions import (
    FIRST_YEAR,
    CalculatorForm,
    last_year,
    quarter_choices,
    year_choices,
)

#: The picture is drawn twice, for a phone and for a wide page, so that its words stay readable on both.
SIZES: Final = {"small": (300, 190), "large": (620, 300)}

CATEGORIES: Final = (
    SelectChoice(Category.MAIN, _l("My main activity")),
    SelectChoice(Category.PRIMOSTARTER, _l("My main activity, in my first four quarters")),
    SelectChoice(Category.SECONDARY, _l("Beside a job (secondary activity)")),
    SelectChoice(Category.STUDENT, _l("Student-entrepreneur")),
    SelectChoice(Category.ARTICLE_37, _l("A small income, and rights through my partner (article 37)")),
    SelectChoice(Category.ARTICLE_37_MANDATE, _l("Public mandate: minister, mayor, alderman (article 37)")),
    SelectChoice(Category.SPOUSE_MAXI, _l("Assisting spouse, full protection (maxi-statute)")),
    SelectChoice(Category.SPOUSE_MINI, _l("Assisting spouse, sickness and maternity only (mini-statute)")),
    SelectChoice(Category.PENSIONER, _l("I receive a pension")),
    SelectChoice(Category.SURVIVOR_PENSION, _l("I receive a survivor’s pension only")),
    SelectChoice(Category.EARLY_PENSION_SUSPENDED, _l("My early pension is suspended because of my income")),
    SelectChoice(Category.PENSION_AGE_WITHOUT_PENSION, _l("Pension age reached, no pension taken")),
)
KINDS: Final = (
    SelectChoice(Kind.FINAL, _l("The income of that year: the final amount")),
    SelectChoice(
        Kind.PROVISIONAL, _l("The income of three years before: the amount you are asked to pay first")
    ),
    SelectChoice(Kind.STARTER, _l("No income is known yet: I am starting")),
)


class ContributionForm(CalculatorForm):
    """What somebody wants to know; nothing in it says who."""

    widths: ClassVar[Mapping[str, str]] = {"earned_in": "xs", "year": "s", "quarter": "xs"}

    category = SelectField(_l("Who are you"), choices=CATEGORIES, default=Category.MAIN)
    kind = RadioField(_l("On which income"), choices=KINDS, default=Kind.FINAL)
    income = MoneyField(
        _l("Net income of the year"), description=_l("Turnover minus professional costs, before tax.")
    )
    earned_in = SelectField(_l("Earned in how many quarters"), coerce=int, default=QUARTERS_A_YEAR)
    year = SelectField(_l("Year"), coerce=int)
    quarter = SelectField(_l("For which quarter"), coerce=int)
    first_quarter = BooleanField(_l("It is my very first quarter"))
    opt_out = BooleanField(_l("I asked to pay no minimum (article 37/1)"))

    @classmethod
    def defaults(cls, today: Any) -> dict[str, Any]:
        """This quarter, or the same one of the last year that is published."""
        now = Quarter.of(today)
        return {"year": min(now.year, last_year(today)), "quarter": now.number}

    def prepare(self, today: Any) -> None:
        """Offer the years whose amounts are published."""
        self.year.choices = year_choices(today)
        self.quarter.choices = quarter_choices()
        self.earned_in.choices = list(reversed(quarter_choices()))
        if self.kind.data == Kind.PROVISIONAL:
            self.income.description = _l(
                "Turnover minus professional costs, before tax. "
                "For the amount of three years before: the income of %(year)s.",
                year=(self.year.data or 0) - REFERENCE_YEARS_BACK,
            )

    def rows(self) -> Sequence[Sequence[Field]]:
        """Only what makes a difference is asked."""
        asked: list[list[Field]] = [[self.category], [self.kind]]
        if self.kind.data != Kind.STARTER:
            asked += [[self.income], [self.earned_in]]
        asked.append([self.year, self.quarter])
        if self.category.data == Category.PRIMOSTARTER:
            asked.append([self.first_quarter])
        if self.asks_opt_out:
            asked.append([self.opt_out])
        return asked

    def validate_income(self, field: MoneyField) -> None:
        """An income is needed unless none is known."""
        if field.data is None and not field.errors and self.kind.data != Kind.STARTER:
            raise ValidationError(_l("Write an income in euro, 0 if there was none, for example 30000."))

    def questions(self) -> dict[str, Any]:
        """The arguments of `rules.contributions.quarterly`."""
        return {
            "category": Category(self.category.data),
            "kind": Kind(self.kind.data),
            "income_cents": self.income.data or 0,
            "quarter": Quarter(self.year.data, self.quarter.data),
            "fee_percent": fund.management_fee_percent(self.year.data),
            "earned_in_quarters": self.earned_in.data,
            "first_quarter": self.category.data == Category.PRIMOSTARTER and self.first_quarter.data,
            "opt_out": self.asks_opt_out and self.opt_out.data,
        }

    @property
    def asks_opt_out(self) -> bool:
        """Whether the request of article 37/1 makes a difference: at without a retirement pension."""
        return self.category.data in {Category.PENSION_AGE_WITHOUT_PENSION, Category.SURVIVOR_PENSION}


def answer(form: ContributionForm) -> Answer:
    """The quarter with every step, what the year costs, the curve, the same figures in other years."""
    asked = form.questions()
    quarter, law = asked["quarter"], law_on(asked["quarter"].first_day)
    try:
        explained = quarterly(law=law, **asked)
    except MissingValue as missing:
        return _what_instead(missing, form, asked)
    now = explained.value
    return Answer(
        title=_("You pay in the %(quarter)s", quarter=quarter_words(quarter)),
        figure=now.total_cents,
        lead=_(
            "Our management fee of %(percent)s is included. Without it: %(amount)s.",
            percent=percent(asked["fee_percent"] / 100),
            amount=money(now.quarterly_cents),
        ),
        facts=(
            Fact(name="year", label=_("Together in %(year)s", year=quarter.year), worth=year_cents(asked)),
            Fact(name="month", label=_("Set aside each month"), worth=-(-now.total_cents // 3)),
        ),
        receipts=(
            Receipt(
                title=_("Step by step"),
                total=now.total_cents,
                total_label=_("To pay for the quarter"),
                explained=explained,
                words=_(
                    "Category: %(category)s. "
                    "Each value says since when it holds and where it stands in the law.",
                    category=category_words(asked["category"]),
                ),
            ),
        ),
        picture=_picture(asked, law, _full_year_income(asked, law)),
        years=_years(asked, form),
        **_request(asked),
    )


def _request(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What follows: a starter joins the fund, somebody with an income asks to pay on it."""
    if asked["kind"] is Kind.STARTER:
        return {"paper": "affil_self", "paper_inputs": {"category": str(asked["category"])}}
    return {"paper": "reduce_provisional", "paper_inputs": {"expected_income": asked["income_cents"]}}


def start(form: ContributionForm) -> Answer:
    """The curve of the year, before any income is typed."""
    asked = form.questions()
    return Answer(
        title=_("What each income pays"),
        lead=_(
            "%(category)s, %(quarter)s, with our management fee. "
            "Fill in an income to see your own place and every step.",
            category=category_words(asked["category"]),
            quarter=quarter_words(asked["quarter"]),
        ),
        picture=_picture(asked, law_on(asked["quarter"].first_day), None),
    )


def _what_instead(missing: MissingValue, form: ContributionForm, asked: Mapping[str, Any]) -> Answer:
    """Say what is missing and lead to the calculation that is possible."""
    year, figures = form.year.data, form.typed()
    if isinstance(missing, NotInForce):
        figures |= {"category": Category.MAIN}
        note = Note(
            kind="warning",
            title=_("Not yet in that quarter"),
            words=(
                _(
                    "The law did not know this way of contributing in the %(quarter)s.",
                    quarter=quarter_words(asked["quarter"]),
                ),
            ),
            link=(_("Calculate as a main activity"), _address(figures)),
        )
    else:
        figures |= {"kind": Kind.FINAL}
        words = (
            _(
                "The provisional contribution of %(year)s needs the coefficient that brings the income of "
                "three years before to today’s prices. We have not found it published, and we do not guess.",
                year=year,
            )
            if missing.name == COEFFICIENT
            else _(
                "A value of the law that this calculation needs is not published yet, and we do not guess."
            )
        )
        link = (_("Calculate with the income you expect in %(year)s", year=year), _address(figures))
        title = _("This amount of %(year)s is not published yet", year=year)
        note = Note(kind="warning", title=title, words=(words,), link=link)
    law = law_on(asked["quarter"].first_day)
    return Answer(title=_("What each income pays"), notes=(note,), picture=_picture(asked, law, None))


def _address(figures: Mapping[str, str]) -> str:
    return f"{url_for('visitor.contribution_calculator')}?{urlencode(figures)}"


def _full_year_income(asked: Mapping[str, Any], law: Law) -> int | None:
    if asked["kind"] is Kind.STARTER:
        return None
    income, earned_in = max(asked["income_cents"], 0), asked["earned_in_quarters"]
    if asked["kind"] is not Kind.PROVISIONAL:
        return base_income_cents(income, quarters=earned_in)
    return base_income_cents(income, quarters=earned_in, coefficient=law.decimal(COEFFICIENT))


def _picture(asked: Mapping[str, Any], law: Law, income_cents: int | None) -> Picture | None:
    """The curve in two sizes and as a table; the same rules at every income."""
    try:
        tariff = tariff_of(scale_of(asked["category"], law, opt_out=asked["opt_out"]), law)
    except MissingValue:
        return None
    same = {name: asked[name] for name in ("category", "quarter", "fee_percent", "opt_out")}

    def price(cents: int) -> int:
        return quarterly_amounts(income_cents=cents, law=law, **same).total_cents

    draw = partial(curve, tariff=tariff, price=price, income_cents=income_cents)
    return Picture(
        template="visitor/calculators/curve.html",
        facts={
            "category": category_words(asked["category"]),
            "quarter_words": quarter_words(asked["quarter"]),
            "curves": {size: draw(width=width, height=height) for size, (width, height) in SIZES.items()},
            "rows": rows(tariff=tariff, price=price, income_cents=income_cents),
            "income_cents": income_cents,
        },
    )


def year_cents(asked: Mapping[str, Any]) -> int:
    """What the quarters of the year cost together, each by its own law; the first cut counts once."""
    chosen, year = asked["quarter"], Quarter.of_year(asked["quarter"].year)
    quarters = year if _whole_year(asked) else [chosen] * asked["earned_in_quarters"]
    total_cents = 0
    for place, quarter in enumerate(quarters):
        first = asked["first_quarter"] and (quarter == chosen if _whole_year(asked) else place == 0)
        try:
            facts = {**asked, "quarter": quarter, "first_quarter": first}
            total_cents += quarterly_amounts(law=law_on(quarter.first_day), **facts).total_cents
        except NotInForce:
            continue
    return total_cents


def _whole_year(asked: Mapping[str, Any]) -> bool:
    """An income of three years before says nothing about how many quarters are paid now."""
    return asked["kind"] is not Kind.FINAL or asked["earned_in_quarters"] == QUARTERS_A_YEAR


def _years(asked: Mapping[str, Any], form: ContributionForm) -> tuple[YearAmount, ...]:
    """The same figures in every year we know, one under the other."""
    found = []
    for year in range(FIRST_YEAR, last_year(form.today) + 1):
        quarter = Quarter(year, asked["quarter"].number)
        try:
            facts = {**asked, "quarter": quarter, "fee_percent": fund.management_fee_percent(year)}
            amounts = quarterly_amounts(law=law_on(quarter.first_day), **facts)
        except (MissingValue, fund.MissingChoiceError):
            continue
        chosen = year == asked["quarter"].year
        found.append(YearAmount(label=str(year), amount=amounts.total_cents, chosen=chosen))
    return tuple(found)


calculator = Calculator(
    slugs={
        "fr": "calculer-ma-cotisation",
        "nl": "bijdrage-berekenen",
        "de": "beitrag-berechnen",
        "en": "calculate-your-contribution",
    },
    form=ContributionForm,
    answer=answer,
    start=start,
    order=10,
)
