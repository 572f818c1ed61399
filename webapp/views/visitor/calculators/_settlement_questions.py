"""The questions about a year that is settled: its quarters, its categories, its incomes, what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit.fields import DayField, MoneyField
from webapp.rules.careers import Category
from webapp.rules.regularisation import QuarterOwed
from webapp.rules.units import QUARTERS_A_YEAR, Quarter
from webapp.views.visitor.calculators._questions import CalculatorForm, last_year, year_choices
from webapp.views.visitor.calculators._statements import usual_statement
from webapp.views.visitor.calculators.contribution import CATEGORIES

UNCHANGED: Final = "unchanged"
ALL, SOME = "all", "some"
NUMBERS: Final = tuple(range(1, QUARTERS_A_YEAR + 1))
#: At pension age without a retirement pension a minimum applies since October 2025, unless one asked not to.
WITHOUT_PENSION: Final = {Category.PENSION_AGE_WITHOUT_PENSION, Category.SURVIVOR_PENSION}
#: So many years after its year a statement can still come, a contested tax included.
LATEST_STATEMENT: Final = 12

WHOLE: Final = (
    SelectChoice(ALL, _l("For all four quarters")),
    SelectChoice(SOME, _l("For some quarters only")),
)
#: What happened in a quarter. One that was free by law or decision was worked all the same: only those
#: outside the activity bring the income to a full year (art. 11 § 2).
DUE, OUTSIDE, FREE = "due", "outside", "free"
STATES: Final = (
    SelectChoice(DUE, _l("A contribution was due")),
    SelectChoice(OUTSIDE, _l("Not started yet, or stopped")),
    SelectChoice(FREE, _l("Free: illness, birth, bridging right, exemption")),
)


class SettlementForm(CalculatorForm):
    """A year, its quarters, what was asked for them in advance, and what it really brought."""

    widths: ClassVar[Mapping[str, str]] = {"year": "s", "changed_in": "xs"}

    year = SelectField(_l("Year"), coerce=int)
    category = SelectField(_l("Who were you"), choices=CATEGORIES, default=Category.MAIN)
    then = SelectField(
        _l("Did that change during the year"),
        choices=(SelectChoice(UNCHANGED, _l("No, it stayed the same")), *CATEGORIES),
        default=UNCHANGED,
    )
    changed_in = SelectField(_l("From which quarter on"), coerce=int, default=NUMBERS[1])
    due = RadioField(_l("A contribution was due"), choices=WHOLE, default=ALL)
    quarter_1 = SelectField(_l("1st quarter"), choices=STATES, default=DUE)
    quarter_2 = SelectField(_l("2nd quarter"), choices=STATES, default=DUE)
    quarter_3 = SelectField(_l("3rd quarter"), choices=STATES, default=DUE)
    quarter_4 = SelectField(_l("4th quarter"), choices=STATES, default=DUE)
    likely = MoneyField(
        _l("Net income of the year"),
        description=_l("What you know or expect: turnover minus professional costs, before tax."),
    )
    low = MoneyField(_l("At the lowest"), description=_l("If you do not know it yet."))
    high = MoneyField(_l("At the highest"))
    paid = MoneyField(
        _l("Asked in advance for that year"),
        description=_l("All quarters together, our management fee included, without surcharges."),
    )
    opt_out = BooleanField(_l("I asked to pay no minimum (article 37/1)"))
    statement_on = DayField(
        _l("Day of the statement"), description=_l("If you have it. Empty: we assume the usual day.")
    )

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:
        """This year, or the last one that is published."""
        return {"year": min(today.year, last_year(today))}

    def prepare(self, today: date) -> None:
        """Offer the years whose amounts are published, and name the year of the income."""
        self.year.choices = year_choices(today)
        self.changed_in.choices = [SelectChoice(number, str(number)) for number in NUMBERS[1:]]
        if self.year.data:
            self.likely.label.text = _l("Net income of %(year)s", year=self.year.data)
            self.paid.label.text = _l("Asked in advance for %(year)s", year=self.year.data)

    def rows(self) -> Sequence[Sequence[Field]]:
        """The quarter of a change, and the quarters without contribution, only where there are any."""
        asked: list[list[Field]] = [[self.year], [self.category], [self.then]]
        if self.changed:
            asked.append([self.changed_in])
        asked.append([self.due])
        if self.due.data == SOME:
            asked += [[field] for field in self._quarters()]
        if self.asks_opt_out:
            asked.append([self.opt_out])
        return [*asked, [self.likely], [self.low, self.high], [self.paid], [self.statement_on]]

    @property
    def changed(self) -> bool:
        """Whether the year holds two categories."""
        return bool(self.then.data != UNCHANGED)

    @property
    def asks_opt_out(self) -> bool:
        """Whether the request of article 37/1 makes a difference."""
        return bool(WITHOUT_PENSION & {self.category.data, self.then.data})

    def _quarters(self) -> tuple[SelectField, ...]:
        return self.quarter_1, self.quarter_2, self.quarter_3, self.quarter_4

    def _states(self) -> Iterator[tuple[int, str]]:
        for number, field in zip(NUMBERS, self._quarters(), strict=True):
            yield number, field.data if self.due.data == SOME else DUE

    def owed(self) -> list[QuarterOwed]:
        """The quarters that are due, each in its category: a change counts from its quarter on (art. 39)."""
        opt_out = bool(self.asks_opt_out and self.opt_out.data)
        return [
            QuarterOwed(Quarter(self.year.data, number), self._category_in(number), opt_out=opt_out)
            for number, state in self._states()
            if state == DUE
        ]

    @property
    def earned_in_quarters(self) -> int:
        """The quarters of activity, those without contribution included."""
        return sum(state != OUTSIDE for _number, state in self._states())

    def _category_in(self, number: int) -> Category:
        later = self.changed and number >= self.changed_in.data
        return Category(self.then.data if later else self.category.data)

    @property
    def stated_on(self) -> date:
        """The day of the statement: the one that was given, or the usual one."""
        given: date | None = self.statement_on.data
        return given or usual_statement(self.year.data)

    def validate_due(self, field: RadioField) -> None:
        """A year without any quarter has no settlement."""
        if field.data == SOME and not any(state == DUE for _number, state in self._states()):
            raise ValidationError(
                _l("With no quarter due there is nothing to settle. Leave a contribution in one quarter.")
            )

    def validate_likely(self, field: MoneyField) -> None:
        """One income is needed."""
        if field.data is None and not field.errors:
            raise ValidationError(_l("Write the income of the year, 0 if none, for example 30000."))

    def validate_low(self, field: MoneyField) -> None:
        """The lowest income lies below the likely one."""
        if field.data is not None and self.likely.data is not None and field.data > self.likely.data:
            raise ValidationError(_l("This is more than the income above. Write a lower one, or none."))

    def validate_high(self, field: MoneyField) -> None:
        """The highest income lies above the likely one."""
        if field.data is not None and self.likely.data is not None and field.data < self.likely.data:
            raise ValidationError(_l("This is less than the income above. Write a higher one, or none."))

    def validate_statement_on(self, field: DayField) -> None:
        """Nobody can settle a year before it is over."""
        if field.data is None or not self.year.data:
            return
        if field.data.year <= self.year.data:
            raise ValidationError(
                _l(
                    "A year is settled when it is over: write a day after 31 December %(year)s.",
                    year=self.year.data,
                )
            )
        if field.data.year > self.year.data + LATEST_STATEMENT:
            raise ValidationError(_l("That is too far from the year. Check the day."))
