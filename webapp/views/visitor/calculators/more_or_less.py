"""Whether to pay more or less this year: what changes, until when, and what a wrong guess costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit import fund
from webapp.kit.fields import MoneyField
from webapp.kit.i18n import money
from webapp.rules.careers import Category
from webapp.rules.contributions import (
    COEFFICIENT,
    REFERENCE_YEARS_BACK,
    Kind,
    QuarterlyContribution,
    quarterly,
)
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.more_or_less import contribution_in
from webapp.rules.provisional import paying_more
from webapp.rules.reductions import advice
from webapp.rules.units import Quarter, fee_cents
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Fact, Note, Receipt, not_published
from webapp.views.visitor.calculators._paying_less import to_pay_less
from webapp.views.visitor.calculators._paying_more import to_pay_more
from webapp.views.visitor.calculators._paying_now import PayingNow
from webapp.views.visitor.calculators._questions import (
    CalculatorForm,
    last_year,
    quarter_choices,
    year_choices,
)
from webapp.views.visitor.calculators.contribution import CATEGORIES

CALLED: Final = "called"

KNOWN: Final = (
    SelectChoice(CALLED, _l("What you ask me each quarter")),
    SelectChoice(Kind.PROVISIONAL, _l("My income of three years before")),
    SelectChoice(Kind.STARTER, _l("Neither: I pay the fixed amount for starters")),
)


class OutlookForm(CalculatorForm):
    """What is asked now, and what the year will really bring."""

    widths: ClassVar[Mapping[str, str]] = {"year": "s", "quarter": "xs"}

    category = SelectField(_l("Who are you"), choices=CATEGORIES, default=Category.MAIN)
    year = SelectField(_l("Year"), coerce=int)
    quarter = SelectField(_l("From which quarter"), coerce=int)
    known = RadioField(_l("What do you know"), choices=KNOWN, default=CALLED)
    called = MoneyField(
        _l("You pay now each quarter"), description=_l("As on your due notice, our management fee included.")
    )
    past = MoneyField(_l("Net income of three years before"))
    expected = MoneyField(
        _l("Net income you expect this year"),
        description=_l("Of the whole year: turnover minus professional costs, before tax."),
    )
    opt_out = BooleanField(_l("I asked to pay no minimum (article 37/1)"))

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:
        """This quarter, or the same one of the last year that is published."""
        now = Quarter.of(today)
        return {"year": min(now.year, last_year(today)), "quarter": now.number}

    def prepare(self, today: date) -> None:
        """Offer the years whose amounts are published, and name the years of the incomes."""
        self.year.choices = year_choices(today)
        self.quarter.choices = quarter_choices()
        if self.year.data:
            before = self.year.data - REFERENCE_YEARS_BACK
            self.past.label.text = _l("Net income of %(year)s", year=before)
            self.expected.label.text = _l("Net income you expect in %(year)s", year=self.year.data)

    def rows(self) -> Sequence[Sequence[Field]]:
        """Only the figure that is known is asked."""
        asked: list[list[Field]] = [[self.category], [self.year, self.quarter], [self.known]]
        if self.known.data == CALLED:
            asked.append([self.called])
        elif self.known.data == Kind.PROVISIONAL:
            asked.append([self.past])
        asked.append([self.expected])
        return [*asked, [self.opt_out]] if self.asks_opt_out else asked

    @property
    def asks_opt_out(self) -> bool:
        """Whether the request of article 37/1 makes a difference."""
        return self.category.data in {Category.PENSION_AGE_WITHOUT_PENSION, Category.SURVIVOR_PENSION}

    def validate_called(self, field: MoneyField) -> None:
        """The amount on the notice, which the law limits upwards."""
        if self.known.data != CALLED or field.errors:
            return
        if field.data is None:
            raise ValidationError(
                _l("Write what you pay each quarter, as on your due notice, such as 924,26.")
            )
        try:
            highest = paying_more(current_quarterly_cents=0, **self.facts()).value.maximum_cents
            highest += fee_cents(highest, fund.management_fee_percent(self.year.data))
        except (MissingValue, fund.MissingChoiceError, ValueError, TypeError):
            return  # told at its own field, or where the answer would stand
        if field.data > highest:
            raise ValidationError(
                _l("No quarter of that year costs more than %(most)s. Check the amount.", most=money(highest))
            )

    def validate_past(self, field: MoneyField) -> None:
        """The income of the year on which is calculated now."""
        if self.known.data == Kind.PROVISIONAL and field.data is None and not field.errors:
            raise ValidationError(
                _l("Write the income of that year, 0 if there was none, for example 30000.")
            )

    def validate_expected(self, field: MoneyField) -> None:
        """Without an expectation there is nothing to compare."""
        if field.data is None and not field.errors:
            raise ValidationError(_l("Write the income you expect, 0 if none, for example 25000."))

    def facts(self) -> dict[str, Any]:
        """What every rule asked here needs."""
        quarter = Quarter(self.year.data, self.quarter.data)
        return {
            "category": Category(self.category.data),
            "quarter": quarter,
            "law": law_on(quarter.first_day),
            "opt_out": bool(self.asks_opt_out and self.opt_out.data),
        }

    def current(self) -> Explained[QuarterlyContribution] | int:
        """What a quarter costs now, without fee: as the notice says, or as the rules reckon it."""
        fee = fund.management_fee_percent(self.year.data)
        if self.known.data == CALLED:
            return contribution_in(self.called.data or 0, fee)
        return quarterly(
            income_cents=self.past.data or 0, kind=Kind(self.known.data), fee_percent=fee, **self.facts()
        )


def answer(form: OutlookForm) -> Answer:
    """Which way it goes, what it changes, and everything that this way needs."""
    try:
        current = form.current()
    except MissingValue as missing:
        return _ask_what_is_called(missing, form)
    now = _situation(form, current)
    if now.advice.value.quarterly_cents < now.contribution_cents:
        return to_pay_less(now)
    if now.wished().value.quarterly_cents > now.contribution_cents:
        return to_pay_more(now)
    return _to_change_nothing(now)


def _situation(form: OutlookForm, current: Explained[QuarterlyContribution] | int) -> PayingNow:
    facts, fee = form.facts(), fund.management_fee_percent(form.year.data)
    cents = current if isinstance(current, int) else current.value.quarterly_cents
    receipts = () if isinstance(current, int) else (_now(current),)
    told = advice(
        expected_income_cents=form.expected.data or 0,
        current_quarterly_cents=cents,
        fee_percent=fee,
        **facts,
    )
    return PayingNow(
        today=form.today,
        quarter=facts["quarter"],
        facts=facts,
        fee_percent=fee,
        expected_cents=form.expected.data or 0,
        contribution_cents=cents,
        total_cents=cents + fee_cents(cents, fee),
        advice=told,
        receipts=receipts,
    )


def _to_change_nothing(now: PayingNow) -> Answer:
    found = now.advice.value
    return Answer(
        title=_("Change nothing: a quarter costs the same"),
        figure=now.total_cents,
        lead=_why_nothing(now),
        facts=(
            Fact(name="now", label=_("You pay now each quarter"), worth=now.total_cents),
            Fact(name="difference", label=_("Difference each quarter"), worth=0),
        ),
        receipts=(
            *now.receipts,
            Receipt(
                title=_("A quarter on the income you expect"),
                total=found.total_cents,
                total_label=_("To pay for the quarter"),
                explained=now.advice,
            ),
        ),
    )


def _why_nothing(now: PayingNow) -> str:
    if now.advice.value.at_minimum:
        return _("It is the minimum of your group: you cannot pay less.")
    if now.wished().value.quarterly_cents < now.contribution_cents:
        return _("A reduction stood on fixed limits until 2021, and none of them is lower than what you pay.")
    return _("You pay what your expected income asks.")


def _now(current: Explained[QuarterlyContribution]) -> Receipt:
    return Receipt(
        title=_("What you pay now"),
        total=current.value.total_cents,
        total_label=_("To pay for the quarter"),
        explained=current,
    )


def _ask_what_is_called(missing: MissingValue, form: OutlookForm) -> Answer:
    """Without the coefficient of the year what is called now cannot be reckoned: the notice says it."""
    if missing.name != COEFFICIENT:
        return not_published(missing)
    figures = form.typed() | {"known": CALLED}
    address = f"{url_for('visitor.more_or_less_calculator')}?{urlencode(figures)}"
    year = form.year.data
    return Answer(
        title=_("This amount of %(year)s is not published yet", year=year),
        notes=(
            Note(
                kind="warning",
                title=_("What you pay now stands on your due notice"),
                words=(
                    _(
                        "The provisional contribution of %(year)s needs the coefficient that brings the "
                        "income of three years before to today’s prices. "
                        "We have not found it published, and we do not guess.",
                        year=year,
                    ),
                ),
                link=(_("Write what you pay each quarter instead"), address),
            ),
        ),
    )


calculator = Calculator(
    slugs={
        "fr": "payer-plus-ou-moins",
        "nl": "meer-of-minder-betalen",
        "de": "mehr-oder-weniger-zahlen",
        "en": "pay-more-or-less",
    },
    form=OutlookForm,
    answer=answer,
    order=30,
    icon="scale",
)
