"""A starter's first three years: what is called, what is settled later, what to put aside each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit import fund
from webapp.kit.fields import MoneyField
from webapp.kit.i18n import day, money, percent
from webapp.kit.receipts import quarter_words
from webapp.rules.assumed_law import assumed_law_on, is_assumed
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, quarterly_amounts
from webapp.rules.starter_plan import PlannedYear, YearAhead, cash_by_year, starter_plan
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import Quarter, base_income_cents
from webapp.views.visitor import links
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, Table, Worth
from webapp.views.visitor.calculators._questions import (
    FIRST_YEAR,
    CalculatorForm,
    last_year,
    quarter_choices,
)
from webapp.views.visitor.calculators._statements import usual_statement

YEARS: Final = 3
#: A primostarter with a certificate of work in the arts; for the rules no category of its own.
ARTIST: Final = "artist"
ESTIMATE: Final = "estimate"
NOTHING: Final = "–"

CATEGORIES: Final = (
    SelectChoice(Category.PRIMOSTARTER, _l("My main activity, for the first time (primostarter)")),
    SelectChoice(ARTIST, _l("The same, with a certificate of work in the arts")),
    SelectChoice(Category.MAIN, _l("My main activity, and it was so before")),
    SelectChoice(Category.SECONDARY, _l("Beside a job (secondary activity)")),
    SelectChoice(Category.STUDENT, _l("Student-entrepreneur")),
    SelectChoice(Category.SPOUSE_MAXI, _l("Assisting spouse, full protection (maxi-statute)")),
)
IN_TIME: Final = (
    SelectChoice("yes", _l("Yes, I join before I start")),
    SelectChoice("no", _l("No, I have started already")),
)
CALLED_ON: Final = (
    SelectChoice(Kind.STARTER, _l("The fixed amount for starters")),
    SelectChoice(ESTIMATE, _l("What I expect to earn, if the fund accepts it")),
)


class StarterForm(CalculatorForm):
    """Who starts when, and what he expects of three years."""

    widths: ClassVar[Mapping[str, str]] = {"year": "s", "quarter": "xs"}

    category = SelectField(_l("How do you start"), choices=CATEGORIES, default=Category.PRIMOSTARTER)
    year = SelectField(_l("Start"), coerce=int)
    quarter = SelectField(_l("Quarter"), coerce=int)
    in_time = RadioField(_l("Do you join in time"), choices=IN_TIME, default="yes")
    income_1 = MoneyField(
        _l("Net income you expect"),
        description=_l("From your start to 31 December: turnover minus professional costs, before tax."),
    )
    income_2 = MoneyField(
        _l("Net income you expect"), description=_l("Empty: as in the year before, for twelve months.")
    )
    income_3 = MoneyField(_l("Net income you expect"), description=_l("Empty: as in the year before."))
    called_on = RadioField(_l("What will you pay each quarter"), choices=CALLED_ON, default=Kind.STARTER)

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:
        """A start in this quarter."""
        now = Quarter.of(today)
        return {"year": now.year, "quarter": now.number}

    def prepare(self, today: date) -> None:
        """Offer starts until next year, and name the year of each income."""
        self.year.choices = [
            SelectChoice(year, str(year)) for year in range(today.year + 1, FIRST_YEAR - 1, -1)
        ]
        self.quarter.choices = quarter_choices()
        for place, field in enumerate((self.income_1, self.income_2, self.income_3)):
            if self.year.data:
                field.label.text = _l("Net income you expect in %(year)s", year=self.year.data + place)

    def rows(self) -> Sequence[Sequence[Field]]:
        """The two quarters that may be paid later depend on the start, so it stands near it."""
        when: list[list[Field]] = [[self.category], [self.year, self.quarter], [self.in_time]]
        return [*when, [self.income_1], [self.income_2], [self.income_3], [self.called_on]]

    def validate_income_1(self, field: MoneyField) -> None:
        """Everything else stands on the first income."""
        if field.data is None and not field.errors:
            raise ValidationError(
                _l("Write the income you expect in your first year, 0 if none, for example 8000.")
            )

    @property
    def first(self) -> Quarter:
        """The quarter of the start."""
        return Quarter(self.year.data, self.quarter.data)

    @property
    def is_primostarter(self) -> bool:
        """Whether the lower minimum is at stake."""
        return self.category.data in {Category.PRIMOSTARTER, ARTIST}

    def incomes(self) -> tuple[int, int, int]:
        """The income of each year; one that was left empty is like that of the year before."""
        first: int = self.income_1.data or 0
        whole = base_income_cents(first, quarters=len(Quarter.of_year(1)) + 1 - self.first.number)
        second = whole if self.income_2.data is None else self.income_2.data
        return first, second, second if self.income_3.data is None else self.income_3.data

    def plan(self) -> tuple[PlannedYear, ...]:
        """The three years by the rules; years to come by the law and the fee of the last published one."""
        last, first_fee = last_year(self.today), fund.management_fee_percent(self.first.year)
        years = [
            YearAhead(
                year=self.first.year + place,
                income_cents=cents,
                fee_percent=fund.assumed_fee_percent(min(self.first.year + place, last))
                if place
                else first_fee,
                statement_on=usual_statement(self.first.year + place),
            )
            for place, cents in enumerate(self.incomes())
        ]
        return starter_plan(
            category=Category.PRIMOSTARTER if self.is_primostarter else Category(self.category.data),
            first=self.first,
            affiliated_in_time=self.in_time.data == "yes",
            years=years,
            law=assumed_law_on(self.first.first_day),
            artist=self.category.data == ARTIST,
            on_expected_income=self.called_on.data == ESTIMATE,
        )


def answer(form: StarterForm) -> Answer:
    """The plan quarter by quarter and year by year, and what makes it hold: an amount each month."""
    plan = form.plan()
    first = plan[0].quarters[0]
    return Answer(
        title=_("Set aside each month in %(year)s", year=form.first.year),
        figure=plan[0].monthly_cents,
        lead=_(
            "Then every quarter of that year is covered, and its settlement too. "
            "Our management fee of %(percent)s is included.",
            percent=percent(plan[0].ahead.fee_percent / 100),
        ),
        facts=(
            Fact(
                name="first_payment",
                label=_("Your first payment"),
                worth=first.called.value.total_cents,
                words=_("By %(day)s at the latest.", day=day(first.due_on)),
            ),
            *(
                Fact(
                    name=f"month_{place}",
                    label=_("Set aside each month in %(year)s", year=planned.ahead.year),
                    worth=planned.monthly_cents,
                )
                for place, planned in enumerate(plan[1:], start=2)
            ),
            Fact(
                name="called",
                label=_("Asked in advance for the three years"),
                worth=sum(planned.called_cents for planned in plan),
            ),
            Fact(
                name="settled",
                label=_("Settled later"),
                worth=sum(planned.difference_cents for planned in plan),
                words=_("What the three settlements ask in all; below zero, they give back."),
            ),
        ),
        notes=tuple(_notes(form, plan)),
        tables=_tables(plan),
        receipts=tuple(_receipts(plan)),
        events=tuple(_events(form, plan)),
        paper="affil_self",
        paper_inputs={"start_date": form.first.first_day},
    )


def start(form: StarterForm) -> Answer:
    """What a starter is asked for each quarter while nobody knows his income."""
    year = last_year(form.today)
    quarter = min(Quarter.of(form.today), Quarter(year, 4))
    asked = (Category.MAIN, Category.SPOUSE_MAXI, Category.SECONDARY)
    names = (_("Main activity"), _("Assisting spouse"), _("Beside a job, or student-entrepreneur"))
    law, fee = assumed_law_on(quarter.first_day), fund.management_fee_percent(year)
    return Answer(
        title=_("What a starter pays each quarter"),
        lead=_("The fixed amount in %(year)s, our management fee included. Fill in an income.", year=year),
        facts=tuple(
            Fact(
                name=str(category),
                label=name,
                worth=quarterly_amounts(
                    category=category,
                    income_cents=0,
                    quarter=quarter,
                    fee_percent=fee,
                    law=law,
                    kind=Kind.STARTER,
                ).total_cents,
            )
            for category, name in zip(asked, names, strict=True)
        ),
    )


def _notes(form: StarterForm, plan: Sequence[PlannedYear]) -> Iterator[Note]:
    """What to do first, then what the plan assumes."""
    starting = links.page_link("starting")
    if form.in_time.data != "yes":
        yield Note(
            kind="warning",
            title=_("Join us today"),
            words=(
                _("You had to join before you started. Your first two quarters are due at once."),
                _("Each quarter that is paid late costs a surcharge."),
            ),
            link=(starting["text"], starting["href"]),
        )
    yield from _about_primostarter(form, plan)
    yield Note(title=_("This is a plan, not a bill"), words=tuple(_assumptions(form, plan)))


def _about_primostarter(form: StarterForm, plan: Sequence[PlannedYear]) -> Iterator[Note]:
    if not form.is_primostarter:
        return
    quarters = [one.owed for planned in plan for one in planned.quarters]
    usual = next((one.quarter for one in quarters if one.category is Category.MAIN), None)
    if usual == form.first:
        yield Note(
            title=_("No lower minimum for this start"),
            words=(_("The law did not know primostarters yet. We counted an ordinary main activity."),),
        )
    elif usual is not None:
        ask = _("You are asked for the fixed amount until you ask for less: choose your own estimate above.")
        yield Note(
            title=_("A lower minimum at first"),
            words=(
                *([ask] if form.called_on.data != ESTIMATE else []),
                _(
                    "From the %(quarter)s on the ordinary minimum applies. You do nothing for that.",
                    quarter=quarter_words(usual),
                ),
            ),
        )


def _assumptions(form: StarterForm, plan: Sequence[PlannedYear]) -> Iterator[str]:
    yield _(
        "The day of a settlement depends on the tax office. We assume a statement on %(day)s for %(year)s, "
        "and the same day for the years after.",
        day=day(plan[0].ahead.statement_on),
        year=plan[0].ahead.year,
    )
    ahead = [one.ahead.year for one in plan if is_assumed(date(one.ahead.year, 12, 31))]
    if ahead:
        yield _(
            "The amounts of %(year)s and later are not published. We use those of %(last)s: "
            "an assumption, not the law.",
            year=ahead[0],
            last=last_year(form.today),
        )
    if form.income_2.data is None or form.income_3.data is None:
        incomes = form.incomes()
        yield _(
            "Where you left an income empty: %(second)s in the second year, %(third)s in the third.",
            second=money(incomes[1]),
            third=money(incomes[2]),
        )


def _tables(plan: Sequence[PlannedYear]) -> tuple[Table, ...]:
    quarters = [one for planned in plan for one in planned.quarters]
    monthly: dict[int, Worth] = {planned.ahead.year: planned.monthly_cents for planned in plan}
    return (
        Table(
            title=_("Quarter by quarter"),
            columns=(_("Quarter"), _("To pay"), _("By")),
            rows=tuple((one.owed.quarter, one.called.value.total_cents, one.due_on) for one in quarters),
            total=(_("Together"), sum(one.called.value.total_cents for one in quarters), ""),
        ),
        Table(
            title=_("The settlements"),
            columns=(_("Year"), _("Final contribution"), _("Asked in advance"), _("Difference"), _("By")),
            rows=tuple(
                (
                    str(planned.ahead.year),
                    planned.settled.value.final_cents,
                    planned.called_cents,
                    planned.difference_cents,
                    planned.settled_on,
                )
                for planned in plan
            ),
            words=_("A difference below zero is paid back. The days are our assumption."),
        ),
        Table(
            title=_("Year by year"),
            columns=(_("Year"), _("Contributions"), _("Settlements"), _("To pay"), _("Set aside each month")),
            rows=tuple(
                (
                    str(cash.year),
                    cash.called_cents,
                    cash.settlements_cents,
                    cash.total_cents,
                    monthly.get(cash.year, NOTHING),
                )
                for cash in cash_by_year(plan)
            ),
            words=_("Each amount stands in the year in which it must be paid."),
        ),
    )


def _receipts(plan: Sequence[PlannedYear]) -> Iterator[Receipt]:
    first = plan[0].quarters[0]
    yield Receipt(
        title=_("Your first quarter, step by step"),
        total=first.called.value.total_cents,
        total_label=_("To pay for the quarter"),
        explained=first.called,
    )
    for planned in plan:
        gives_back = planned.settled.value.credit_cents
        yield Receipt(
            title=_("The settlement of %(year)s", year=planned.ahead.year),
            total=gives_back or planned.settled.value.supplement_cents,
            total_label=_("Paid back to you") if gives_back else _("Still to pay"),
            explained=planned.settled,
        )


def _events(form: StarterForm, plan: Sequence[PlannedYear]) -> Iterator[Event]:
    """Each day to pay that is still to come."""
    found = [
        (
            f"quarter_{one.owed.quarter}",
            one.due_on,
            _("Pay the contribution of the %(quarter)s", quarter=quarter_words(one.owed.quarter)),
            one.called.value.total_cents,
        )
        for planned in plan
        for one in planned.quarters
    ]
    found += [
        (
            f"settlement_{planned.ahead.year}",
            planned.settled_on,
            _("Pay the settlement of %(year)s (day assumed)", year=planned.ahead.year),
            planned.difference_cents,
        )
        for planned in plan
    ]
    for name, on, title, cents in sorted(found, key=lambda one: one[1]):
        if on >= form.today and cents > 0:
            yield Event(
                name=name,
                on=on,
                title=title,
                words=_("About %(amount)s.", amount=money(cents)),
                last_working_day=order_transfer_until(on, assumed_law_on(on)),
            )


calculator = Calculator(
    slugs={
        "fr": "plan-de-mes-trois-premieres-annees",
        "nl": "plan-voor-mijn-eerste-drie-jaar",
        "de": "plan-fuer-meine-ersten-drei-jahre",
        "en": "plan-my-first-three-years",
    },
    form=StarterForm,
    answer=answer,
    start=start,
    order=20,
    icon="calendar-days",
)
