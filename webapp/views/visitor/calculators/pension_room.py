"""How much may go into the supplementary pension this year: both plans, what is left, and the conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit.fields import MoneyField
from webapp.kit.i18n import day, money
from webapp.rules.careers import Category
from webapp.rules.contributions import REFERENCE_YEARS_BACK, quarterly_amounts
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.supplementary_pension import (
    Access,
    PensionPlan,
    Premiums,
    Room,
    from_income,
    from_reference_income,
    from_starter_base,
    open_to,
    room,
)
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import Quarter
from webapp.views.visitor import links
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, YearAmount
from webapp.views.visitor.calculators._questions import FIRST_YEAR, CalculatorForm, last_year, year_choices

REFERENCE: Final = "reference"
THREE_YEARS_BEFORE: Final = "three_years_before"
STARTER: Final = "starter"
INCOME_CAP: Final = "contributions.plci_income_cap"

CATEGORIES: Final = (
    SelectChoice(Category.MAIN, _l("My main activity")),
    SelectChoice(Category.PRIMOSTARTER, _l("My main activity, in my first four quarters")),
    SelectChoice(Category.SECONDARY, _l("Beside a job (secondary activity)")),
    SelectChoice(Category.STUDENT, _l("Student-entrepreneur")),
    SelectChoice(Category.ARTICLE_37, _l("A small income, and rights through my partner (article 37)")),
    SelectChoice(Category.SPOUSE_MAXI, _l("Assisting spouse, full protection (maxi-statute)")),
    SelectChoice(Category.PENSIONER, _l("I receive a pension")),
)
BASES: Final = (
    SelectChoice(REFERENCE, _l("The income on which my due notice of this year stands")),
    SelectChoice(THREE_YEARS_BEFORE, _l("My income of three years before")),
    SelectChoice(STARTER, _l("No income is known yet: I am starting")),
)
PLANS: Final = (
    SelectChoice(PensionPlan.ORDINARY, _l("The ordinary plan")),
    SelectChoice(PensionPlan.SOCIAL, _l("The social plan, with solidarity benefits")),
)


class PensionRoomForm(CalculatorForm):
    """Who saves on which income, by which plan, and what was paid this year."""

    widths: ClassVar[Mapping[str, str]] = {"year": "s"}

    year = SelectField(_l("Year"), coerce=int)
    category = SelectField(_l("Who are you"), choices=CATEGORIES, default=Category.MAIN)
    basis = RadioField(_l("On which income"), choices=BASES, default=REFERENCE)
    income = MoneyField(_l("That income"))
    plan = RadioField(_l("Which plan"), choices=PLANS, default=PensionPlan.ORDINARY)
    paid = MoneyField(
        _l("Premiums paid already this year"), description=_l("Of all your contracts of this kind together.")
    )

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:
        """This year, or the last one that is published."""
        return {"year": min(today.year, last_year(today))}

    def prepare(self, today: date) -> None:
        """Offer the published years, and say which income is meant."""
        self.year.choices = year_choices(today)
        if self.basis.data == THREE_YEARS_BEFORE:
            year = (self.year.data or today.year) - REFERENCE_YEARS_BACK
            self.income.description = _l("Your net income of %(year)s, before tax.", year=year)
        else:
            self.income.description = _l("Your due notice or your account names it.")

    def rows(self) -> Sequence[Sequence[Field]]:
        """A starter without income is not asked for one."""
        income = [] if self.basis.data == STARTER else [[self.income]]
        return [[self.year], [self.category], [self.basis], *income, [self.plan], [self.paid]]

    def validate_income(self, field: MoneyField) -> None:
        """An income is needed unless none is known."""
        if field.data is None and not field.errors and self.basis.data != STARTER:
            raise ValidationError(_l("Write an income in euro, 0 if there was none, for example 30000."))

    def premiums(self, year: int) -> Explained[Premiums]:
        """The highest premiums of a year on the income that was typed."""
        law = law_on(date(year, 1, 1))
        if self.basis.data == STARTER:
            return from_starter_base(year=year, law=law, category=Category(self.category.data))
        if self.basis.data == THREE_YEARS_BEFORE:
            return from_income(year=year, income_n3_cents=self.income.data, law=law)
        return from_reference_income(year=year, income_cents=self.income.data, law=law)

    def access(self, premiums: Premiums) -> Explained[str]:
        """Whether the contribution that the same income gives is high enough."""
        category, quarter = Category(self.category.data), Quarter(self.year.data, 1)
        law = law_on(quarter.first_day)
        try:
            contribution = quarterly_amounts(
                category=category,
                income_cents=premiums.indexed_income_cents,
                quarter=quarter,
                fee_percent=Decimal(0),
                law=law,
            ).quarterly_cents
        except MissingValue:  # a category that came later in the year: those who start pay as in a main one
            category, contribution = Category.MAIN, 0
        return open_to(category=category, quarterly_cents=contribution, quarter=quarter, law=law)


def answer(form: PensionRoomForm) -> Answer:
    """What is left to pay in, both maxima, the lowest premium, and what it takes to deduct it."""
    year, plan = form.year.data, PensionPlan(form.plan.data)
    try:
        premiums = form.premiums(year)
    except MissingValue:
        return _what_instead(form)
    left = room(premiums, plan=plan, law=law_on(date(year, 1, 1)), paid_cents=form.paid.data or 0)
    access = form.access(premiums.value)
    closed = access.value == Access.CLOSED
    return Answer(
        title=_("No supplementary pension on this income")
        if closed
        else _("You can still pay in for %(year)s", year=year),
        figure=0 if closed else left.value.left_cents,
        lead=_lead(left.value, closed=closed),
        facts=(
            *_maxima(premiums.value),
            Fact(name="minimum", label=_("Lowest premium for a contract"), worth=left.value.minimum_cents),
        ),
        notes=tuple(_notes(form, left.value, access.value)),
        receipts=_receipts(left, access),
        years=_years(form),
        events=() if closed else (_event(year),),
        paper="" if closed else "plci_subscribe",
        paper_inputs={
            "formula": plan.value,
            "reference_income": premiums.value.indexed_income_cents,
            "premium": left.value.left_cents,
        },
    )


def start(form: PensionRoomForm) -> Answer:
    """The highest premiums of the year, before any income is typed."""
    return Answer(
        title=_("The highest premiums of %(year)s", year=form.year.data),
        lead=_("Nobody can pay in more. Fill in your income to see your own room and every step."),
        facts=_maxima(_highest(form.year.data)),
    )


def _highest(year: int) -> Premiums:
    """The premiums of whoever reaches the highest income that counts."""
    law = law_on(date(year, 1, 1))
    return from_reference_income(year=year, income_cents=law.cents(INCOME_CAP), law=law).value


def _maxima(premiums: Premiums) -> tuple[Fact, ...]:
    return (
        Fact(name="ordinary", label=_("At most in the ordinary plan"), worth=premiums.max_ordinary_cents),
        Fact(name="social", label=_("At most in the social plan"), worth=premiums.max_social_cents),
    )


def _lead(left: Room, *, closed: bool) -> str:
    if closed:
        return _("Your contribution must reach the lowest one of a main activity.")
    if left.least_cents and left.paid_cents == 0:
        return _("At least %(amount)s, if you pay in at all.", amount=money(left.least_cents))
    return _("Paid already: %(amount)s.", amount=money(left.paid_cents)) if left.paid_cents else ""


def _receipts(left: Explained[Room], access: Explained[str]) -> tuple[Receipt, ...]:
    verdicts = {
        Access.OPEN: _("possible"),
        Access.CLOSED: _("not possible"),
        Access.UNCERTAIN: _("not certain"),
    }
    return (
        Receipt(
            title=_("The room, step by step"),
            total=left.value.left_cents,
            total_label=_("Left to pay in"),
            explained=left,
        ),
        Receipt(
            title=_("Whether you may pay in"),
            total=verdicts[Access(access.value)],
            total_label=_("A supplementary pension is"),
            explained=access,
        ),
    )


def _years(form: PensionRoomForm) -> tuple[YearAmount, ...]:
    """The highest premium of the same plan on the same income in every year that is known."""
    social = form.plan.data == PensionPlan.SOCIAL
    found = []
    for year in range(FIRST_YEAR, last_year(form.today) + 1):
        try:
            premiums = form.premiums(year).value
        except MissingValue:
            continue
        amount = premiums.max_social_cents if social else premiums.max_ordinary_cents
        found.append(YearAmount(label=str(year), amount=amount, chosen=year == form.year.data))
    return tuple(found)


def _event(year: int) -> Event:
    last = Quarter(year, 4).last_day
    return Event(
        name=f"pension_{year}",
        on=last,
        title=_("Last day for premium and contributions of %(year)s", year=year),
        words=_("Pay the premium, and all social contributions due this year, to deduct it."),
        last_working_day=order_transfer_until(last, law_on(last)),
    )


def _notes(form: PensionRoomForm, left: Room, access: str) -> Iterator[Note]:
    """What stands in the way first, then the condition that everybody has."""
    if access == Access.CLOSED:
        page = links.page_link("contact")
        yield Note(
            kind="warning",
            title=_("Your contribution is too low"),
            words=(
                _("In secondary activity you may pay in once you contribute as in a main activity."),
                _("You can ask us to raise your contributions. Ask us first whether it is worth it."),
            ),
            link=(page["text"], page["href"]),
        )
        return
    if access == Access.UNCERTAIN:
        yield Note(
            kind="warning",
            title=_("We promise nothing here"),
            words=(_("For your group we found no sure source. Ask your insurer before you pay."),),
        )
    if left.paid_cents > left.maximum_cents:
        over = money(left.paid_cents - left.maximum_cents)
        yield Note(
            kind="warning",
            title=_("You paid too much"),
            words=(
                _("%(amount)s is above your maximum and cannot be deducted.", amount=over),
                _("Ask your insurer what can be done before the end of the year."),
            ),
        )
    last = Quarter(form.year.data, 4).last_day
    yield Note(
        title=_("To deduct the premium"),
        words=(
            _("All social contributions due in the year must be on our account by %(day)s.", day=day(last)),
            _("A cent missing on that day, and nothing of the premium can be deducted."),
        ),
        link=(_("When must I pay?"), url_for("visitor.due_dates_calculator", year=form.year.data)),
    )


def _what_instead(form: PensionRoomForm) -> Answer:
    """Without the coefficient of the year, the income of three years before says nothing yet."""
    year = form.year.data
    figures = form.typed() | {"basis": REFERENCE}
    note = Note(
        kind="warning",
        title=_("This amount of %(year)s is not published yet", year=year),
        words=(
            _(
                "The income of three years before is brought to the prices of %(year)s by a coefficient. "
                "We have not found it published, and we do not guess.",
                year=year,
            ),
        ),
        link=(
            _("Calculate as if your due notice stood on this income"),
            url_for("visitor.pension_room_calculator", **figures),
        ),
    )
    return Answer(
        title=_("The highest premiums of %(year)s", year=year), notes=(note,), facts=_maxima(_highest(year))
    )


calculator = Calculator(
    slugs={
        "fr": "calculer-ma-plci",
        "nl": "vapz-berekenen",
        "de": "fzps-berechnen",
        "en": "supplementary-pension-room",
    },
    form=PensionRoomForm,
    answer=answer,
    start=start,
    order=80,
)
