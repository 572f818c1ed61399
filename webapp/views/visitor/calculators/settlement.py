"""What the settlement of a year will bring: low, likely and high, and what to put aside until it is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.kit import fund
from webapp.kit.i18n import day, money, percent
from webapp.rules.careers import Category
from webapp.rules.explained import Explained
from webapp.rules.law import NotInForce, law_on
from webapp.rules.regularisation import Settlement, settle_year
from webapp.rules.setting_aside import monthly_cents, months_between
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import Quarter
from webapp.views.visitor import links
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, Table
from webapp.views.visitor.calculators._settlement_questions import UNCHANGED, SettlementForm


@dataclass(frozen=True, kw_only=True)
class Case:
    """One income, its settlement, and the months in which a supplement can be put aside."""

    words: str
    income_cents: int
    settled: Explained[Settlement]
    months: int

    @property
    def final_cents(self) -> int:
        """The final contribution of the year, with the fee."""
        return self.settled.value.final_cents

    @property
    def difference_cents(self) -> int:
        """What is asked, or given back if below zero."""
        return self.settled.value.supplement_cents - self.settled.value.credit_cents

    @property
    def monthly_cents(self) -> int:
        """What to put aside each month."""
        return monthly_cents(self.settled.value.supplement_cents, months=self.months)


def answer(form: SettlementForm) -> Answer:
    """The settlement of the likely income, the two others beside it, the day and the months until then."""
    try:
        likely = _case(form, _("Likely"), form.likely.data or 0)
    except NotInForce:
        return _not_yet(form)
    cases = list(_cases(form, likely))
    fee = percent(fund.management_fee_percent(form.year.data) / 100)
    lead = _("For %(year)s, our management fee of %(fee)s included.", year=form.year.data, fee=fee)
    if form.paid.data is None:
        return _final_only(cases, likely, lead)
    settled = likely.settled.value
    paper, inputs = _request(form, likely)
    return Answer(
        title=_title(likely),
        figure=settled.credit_cents or settled.supplement_cents,
        lead=lead,
        facts=(
            Fact(name="final", label=_("Your final contribution"), worth=likely.final_cents),
            Fact(name="paid", label=_("Asked in advance"), worth=form.paid.data),
            *_until_then(form, likely),
        ),
        notes=tuple(_notes(form, likely)),
        tables=_table(cases) if len(cases) > 1 else (),
        receipts=(
            Receipt(
                title=_("The settlement, step by step"),
                total=settled.credit_cents or settled.supplement_cents,
                total_label=_("Paid back to you") if settled.credit_cents else _("Still to pay"),
                explained=likely.settled,
            ),
        ),
        events=tuple(_events(form, likely)),
        paper=paper,
        paper_inputs=inputs,
    )


def _title(likely: Case) -> str:
    if likely.difference_cents < 0:
        return _("You get back")
    return _("You will have to pay") if likely.difference_cents else _("Nothing is left to settle")


def _cases(form: SettlementForm, likely: Case) -> Iterator[Case]:
    if form.low.data is not None:
        yield _case(form, _("Low"), form.low.data)
    yield likely
    if form.high.data is not None:
        yield _case(form, _("High"), form.high.data)


def _case(form: SettlementForm, words: str, income_cents: int) -> Case:
    owed = form.owed()
    settled = settle_year(
        owed=owed,
        income_cents=income_cents,
        paid_cents=form.paid.data or 0,
        fee_percent=fund.management_fee_percent(form.year.data),
        statement_on=form.stated_on,
        earned_in_quarters=form.earned_in_quarters,
        law=law_on(owed[-1].quarter.first_day),
    )
    months = months_between(form.today, settled.value.due_on)
    return Case(words=words, income_cents=income_cents, settled=settled, months=months)


def _final_only(cases: Sequence[Case], likely: Case, lead: str) -> Answer:
    """Without what was asked in advance there is a final contribution, and nothing to compare it with."""
    found = likely.settled
    steps = tuple(takewhile(lambda step: step.code != "settlement_paid", found.steps))
    table = Table(
        title=_("Low, likely and high"),
        columns=(_("Case"), _("Income"), _("Final contribution")),
        rows=tuple((case.words, case.income_cents, case.final_cents) for case in cases),
    )
    return Answer(
        title=_("Your final contribution"),
        figure=likely.final_cents,
        lead=lead,
        notes=(
            Note(
                title=_("Write what was asked in advance"),
                words=(_("Then you see what the settlement asks or gives back, and when."),),
            ),
        ),
        tables=(table,) if len(cases) > 1 else (),
        receipts=(
            Receipt(
                title=_("Your final contribution, step by step"),
                total=likely.final_cents,
                total_label=_("For the whole year"),
                explained=Explained(likely.final_cents, steps, found.law_on),
            ),
        ),
    )


def _until_then(form: SettlementForm, likely: Case) -> Iterator[Fact]:
    """When money moves, and for a supplement what to put aside until then."""
    statement = (
        _("With the statement of %(day)s.", day=day(form.stated_on))
        if form.statement_on.data
        else _("If the statement comes on %(day)s, as we assume.", day=day(form.stated_on))
    )
    if not likely.difference_cents:
        return
    if likely.difference_cents < 0:
        yield Fact(name="back", label=_("Paid back after"), worth=form.stated_on, words=statement)
        return
    due_on = likely.settled.value.due_on
    yield Fact(name="due_on", label=_("To pay by"), worth=due_on, words=statement)
    if due_on >= form.today:
        yield Fact(
            name="month",
            label=_("Set aside each month until then"),
            worth=likely.monthly_cents,
            words=ngettext("During %(num)s month.", "During %(num)s months.", likely.months),
        )


def _notes(form: SettlementForm, likely: Case) -> Iterator[Note]:
    settled = likely.settled.value
    if settled.supplement_cents and settled.due_on < form.today:
        way_out = links.page_link("payment_difficulties")
        yield Note(
            kind="warning",
            title=_("That day has passed"),
            words=(_("If it is not paid yet, a surcharge is added at the end of each quarter."),),
            link=(way_out["text"], way_out["href"]),
        )
    elif settled.supplement_cents and form.year.data == form.today.year:
        yield Note(
            title=_("You can still pay it this year"),
            words=(_("Pay more before 31 December, and the settlement becomes smaller."),),
            link=(_("Should I pay more or less this year?"), url_for("visitor.more_or_less_calculator")),
        )
    if settled.credit_cents:
        yield Note(
            title=_("What comes back"),
            words=(_("We pay it back by ourselves, after an open debt if there is one."),),
        )
    if not form.statement_on.data:
        yield Note(
            title=_("The day is an assumption"),
            words=(
                _("We send the statement soon after the tax office has told us your income."),
                _("Until the day to pay no surcharge is due."),
            ),
        )


def _table(cases: Sequence[Case]) -> tuple[Table, ...]:
    return (
        Table(
            title=_("Low, likely and high"),
            columns=(
                _("Case"),
                _("Income"),
                _("Final contribution"),
                _("Difference"),
                _("Set aside each month"),
            ),
            rows=tuple(
                (case.words, case.income_cents, case.final_cents, case.difference_cents, case.monthly_cents)
                for case in cases
            ),
            words=_("A difference below zero is paid back."),
        ),
    )


def _events(form: SettlementForm, likely: Case) -> Iterator[Event]:
    """The day to pay, as long as it is to come."""
    settled = likely.settled.value
    if settled.supplement_cents and settled.due_on >= form.today:
        yield Event(
            name=f"settlement_{form.year.data}",
            on=settled.due_on,
            title=_("Pay the settlement of %(year)s", year=form.year.data)
            if form.statement_on.data
            else _("Pay the settlement of %(year)s (day assumed)", year=form.year.data),
            words=_("About %(amount)s.", amount=money(settled.supplement_cents)),
            last_working_day=order_transfer_until(settled.due_on, law_on(settled.due_on)),
        )


def _request(form: SettlementForm, likely: Case) -> tuple[str, dict[str, Any]]:
    """The request that fits: in the year itself another amount, later terms for a supplement or a refund."""
    if not likely.difference_cents:
        return "", {}
    if form.year.data == form.today.year:
        now = Quarter.of(form.today)
        if likely.settled.value.credit_cents:
            return "reduce_provisional", {"from_quarter": now, "expected_income": likely.income_cents}
        return "increase_provisional", {"year": str(now.year), "expected_income": likely.income_cents}
    if likely.settled.value.supplement_cents:
        return "payment_plan", {"debt": likely.settled.value.supplement_cents}
    return "refund_request", {"year": str(form.year.data), "amount": likely.settled.value.credit_cents}


def _not_yet(form: SettlementForm) -> Answer:
    """The law did not know one of the groups in that year: lead to the calculation that is possible."""
    figures = form.typed() | {"category": Category.MAIN, "then": UNCHANGED}
    return Answer(
        title=_("Not yet in that year"),
        notes=(
            Note(
                kind="warning",
                title=_("Not yet in that year"),
                words=(_("The law did not know this way of contributing in every quarter of that year."),),
                link=(
                    _("Calculate as a main activity"),
                    f"{url_for('visitor.settlement_calculator')}?{urlencode(figures)}",
                ),
            ),
        ),
    )


calculator = Calculator(
    slugs={
        "fr": "previsualiser-ma-regularisation",
        "nl": "herziening-vooraf-bekijken",
        "de": "regularisierung-vorausberechnen",
        "en": "preview-your-settlement",
    },
    form=SettlementForm,
    answer=answer,
    order=40,
    icon="list-checks",
)
