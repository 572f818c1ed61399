"""When to pay: the days of a year for persons and companies, with the last day to order each transfer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit.fields import DayField
from webapp.kit.i18n import day
from webapp.kit.receipts import quarter_words
from webapp.rules import due_days
from webapp.rules.company import due_day
from webapp.rules.deadlines import supplement_due_on
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.units import QUARTERS_A_YEAR, Quarter
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, Table
from webapp.views.visitor.calculators._questions import FIRST_YEAR, CalculatorForm

PERSON: Final = "self_employed"
STARTER: Final = "starter"
COMPANY: Final = "company"
BOTH: Final = "both"

WHO: Final = (
    SelectChoice(PERSON, _l("Self-employed")),
    SelectChoice(STARTER, _l("Self-employed, and I am just starting")),
    SelectChoice(COMPANY, _l("A company")),
    SelectChoice(BOTH, _l("Self-employed, with a company")),
)
IN_TIME: Final = (SelectChoice("y", _l("Yes, before I started")), SelectChoice("n", _l("No, later")))


class DueDatesForm(CalculatorForm):
    """Who pays, and for which year; somebody who starts has more time for two quarters."""

    widths: ClassVar[Mapping[str, str]] = {"year": "s", "first": "m"}

    who = RadioField(_l("I am"), choices=WHO, default=PERSON)
    year = SelectField(_l("Contributions of"), coerce=int)
    first = SelectField(_l("My first quarter"), coerce=int)
    in_time = RadioField(_l("I joined the fund in time"), choices=IN_TIME, default="y")
    incorporated_on = DayField(
        _l("Incorporated on"),
        description=_l("Only if that was in the same year: a new company can have more time."),
    )

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:
        """This year, and whoever starts, starts now."""
        return {"year": today.year, "first": Quarter.of(today).number}

    def prepare(self, today: date) -> None:
        """Offer the years until the next, and the quarters whose start still moves a day of that year."""
        years = range(today.year + 1, FIRST_YEAR - 1, -1)
        self.year.choices = [SelectChoice(year, str(year)) for year in years]
        shown = Quarter(self.year.data if self.year.data in years else today.year, 1)
        moved = Quarter.range(shown.previous, shown.plus(QUARTERS_A_YEAR - 1))
        self.first.choices = [SelectChoice(place, quarter_words(one)) for place, one in enumerate(moved)]

    def rows(self) -> Sequence[Sequence[Field]]:
        """Only what moves a day is asked."""
        asked: list[list[Field]] = [[self.who], [self.year]]
        if self.who.data == STARTER:
            asked += [[self.first], [self.in_time]]
        if self.is_company:
            asked.append([self.incorporated_on])
        return asked

    def validate_incorporated_on(self, field: DayField) -> None:
        """A company owes nothing for the years before it existed."""
        if self.is_company and field.data and not self.year.errors and field.data.year > self.year.data:
            raise ValidationError(
                _l("The company did not exist yet in the year that you chose. Choose a later year.")
            )

    @property
    def is_company(self) -> bool:
        """Whether a company pays."""
        return self.who.data in {COMPANY, BOTH}

    @property
    def is_person(self) -> bool:
        """Whether a person pays."""
        return self.who.data != COMPANY

    @property
    def started_in(self) -> Quarter | None:
        """The first quarter of somebody who starts."""
        return Quarter(self.year.data, 1).plus(self.first.data - 1) if self.who.data == STARTER else None


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something to pay: its name, its words, and why it must have reached our account by its day."""

    name: str
    title: str
    why: Explained[date]

    @property
    def on(self) -> date:
        """The day on which our account must be credited."""
        return self.why.value

    @property
    def order(self) -> Explained[date]:
        """The last day to order an ordinary transfer."""
        return due_days.to_order(self.on, law_on(self.on))


def answer(form: DueDatesForm) -> Answer:
    """Every day of the year, the next one first in sight."""
    of_company, missing = _of_company(form)
    dues = sorted([*_of_person(form), *of_company], key=lambda due: due.on)
    if missing and not dues:
        raise missing
    ahead = next((due for due in dues if due.on >= form.today), None)
    return Answer(
        title=_("The next day by which to pay") if ahead else _("The days by which to pay"),
        figure=ahead.on if ahead else None,
        lead=_("%(what)s: on our account by this day.", what=ahead.title) if ahead else "",
        facts=(_order_by(ahead),) if ahead else (),
        notes=tuple(_notes(form, missing)),
        tables=(
            Table(
                title=_("All days of %(year)s", year=form.year.data),
                columns=(_("What"), _("On our account by"), _("Order the transfer by")),
                rows=tuple((due.title, due.on, due.order.value) for due in dues),
            ),
        ),
        receipts=_receipts(ahead or dues[-1]),
        paper="sepa_mandate" if form.is_person else "",
        events=tuple(
            Event(
                name=due.name,
                on=due.on,
                title=due.title,
                words=_("This day the money must be on our account."),
                last_working_day=due.order.value,
            )
            for due in dues
        ),
    )


def _order_by(due: Due) -> Fact:
    return Fact(name="order_by", label=_("Order the transfer by"), worth=due.order.value)


def _of_person(form: DueDatesForm) -> Iterator[Due]:
    if not form.is_person:
        return
    first = form.started_in
    in_time = None if form.in_time.data == "n" else first
    for quarter in Quarter.of_year(form.year.data):
        if first is None or quarter >= first:
            yield Due(
                name=f"contribution_{quarter}",
                title=_("Contribution of the %(quarter)s", quarter=quarter_words(quarter)),
                why=due_days.of_quarter(quarter, law_on(form.today), started_in=in_time),
            )


def _of_company(form: DueDatesForm) -> tuple[tuple[Due, ...], MissingValue | None]:
    """The day of the company, or what is not known about it."""
    if not form.is_company:
        return (), None
    year = form.year.data
    try:
        why = due_day(year=year, incorporated_on=form.incorporated_on.data, law=law_on(form.today))
    except MissingValue as missing:
        return (), missing
    title = _("Company contribution of %(year)s", year=year)
    return (Due(name=f"company_{year}", title=title, why=why),), None


def _receipts(due: Due) -> tuple[Receipt, ...]:
    return (
        Receipt(title=due.title, total=due.on, total_label=_("On our account by"), explained=due.why),
        Receipt(
            title=_("The transfer"),
            total=due.order.value,
            total_label=_("Order it by"),
            explained=due.order,
            words=_("An instant transfer arrives the same day."),
        ),
    )


def _notes(form: DueDatesForm, missing: MissingValue | None) -> Iterator[Note]:
    if missing:
        yield Note(
            kind="warning",
            title=_("The day of the company is not published yet"),
            words=(_("We have not found that of %(year)s, and we do not guess.", year=form.year.data),),
        )
    if form.who.data == STARTER and form.in_time.data == "n":
        yield Note(
            kind="warning",
            title=_("Joined later: no extra time"),
            words=(
                _("Surcharges run from the quarter itself, also for the time before you joined."),
                _("Pay as soon as you can, or ask us for a payment plan."),
            ),
        )
    yield Note(
        title=_("The day on which the money arrives counts"),
        words=(
            _("An ordinary transfer may take one banking day. An instant transfer arrives the same day."),
            _("Also pay in time if you received no notice."),
        ),
    )
    if form.is_person:
        until = supplement_due_on(form.today, law_on(form.today))
        yield Note(
            title=_("And a settlement"),
            words=(
                _("You pay a supplement by the end of the quarter after that of its statement."),
                _("Of a statement sent today: by %(day)s.", day=day(until)),
            ),
        )


calculator = Calculator(
    slugs={
        "fr": "quand-payer",
        "nl": "wanneer-betalen",
        "de": "wann-zahlen",
        "en": "when-to-pay",
    },
    form=DueDatesForm,
    answer=answer,
    start=answer,
    compares=False,
    order=60,
)
