"""The questions of the contribution calculator; they travel in the address, so a result can be kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit.fields import FundForm, MoneyField
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind
from webapp.rules.units import QUARTERS_A_YEAR, Quarter

#: The years whose law we hold whole.
FIRST_YEAR: Final = 2018

CATEGORIES: Final = (
    SelectChoice(Category.MAIN, _l("My main activity")),
    SelectChoice(Category.PRIMOSTARTER, _l("My main activity, in my first four quarters")),
    SelectChoice(Category.SECONDARY, _l("Beside a job (secondary activity)")),
    SelectChoice(Category.STUDENT, _l("Student-entrepreneur")),
    SelectChoice(Category.ARTICLE_37, _l("A small income, and rights through my partner (article 37)")),
    SelectChoice(Category.SPOUSE_MAXI, _l("Assisting spouse, full protection (maxi-statute)")),
    SelectChoice(Category.SPOUSE_MINI, _l("Assisting spouse, sickness and maternity only (mini-statute)")),
    SelectChoice(Category.PENSIONER, _l("I receive a pension")),
    SelectChoice(Category.PENSION_AGE_WITHOUT_PENSION, _l("Pension age reached, no pension taken")),
)
KINDS: Final = (
    SelectChoice(Kind.FINAL, _l("The income of that year: the final amount")),
    SelectChoice(
        Kind.PROVISIONAL, _l("The income of three years before: the amount you are asked to pay first")
    ),
    SelectChoice(Kind.STARTER, _l("No income is known yet: I am starting")),
)


class ContributionForm(FundForm):
    """What somebody wants to know; nothing in it says who."""

    year = SelectField(_l("Year"), coerce=int)
    category = SelectField(_l("Who are you"), choices=CATEGORIES, default=Category.MAIN)
    kind = RadioField(_l("On which income"), choices=KINDS, default=Kind.FINAL)
    income = MoneyField(_l("Net income of the year"))
    earned_in = SelectField(_l("Earned in how many quarters"), coerce=int, default=QUARTERS_A_YEAR)
    quarter = SelectField(_l("For which quarter"), coerce=int)
    first_quarter = BooleanField(_l("It is my very first quarter"))
    opt_out = BooleanField(_l("I asked to pay no minimum (article 37/1)"))

    def __init__(self, *args: Any, now: Quarter, last_year: int, **kwargs: Any) -> None:
        """Offer the years up to the last one whose amounts are published, this quarter first."""
        asked = Quarter(min(now.year, last_year), now.number)
        super().__init__(*args, data={"year": asked.year, "quarter": asked.number}, **kwargs)
        numbers = range(1, QUARTERS_A_YEAR + 1)
        self.year.choices = [SelectChoice(year, str(year)) for year in range(last_year, FIRST_YEAR - 1, -1)]
        self.earned_in.choices = [SelectChoice(number, str(number)) for number in reversed(numbers)]
        self.quarter.choices = [SelectChoice(number, str(number)) for number in numbers]

    def validate_income(self, field: MoneyField) -> None:
        """An income is needed unless none is known."""
        if field.data is None and not field.errors and self.kind.data != Kind.STARTER:
            raise ValidationError(_l("Write an income in euro, 0 if there was none, for example 30000."))

    def questions(self, fee_percent: Decimal) -> dict[str, Any]:
        """The arguments of `rules.contributions.quarterly`."""
        category = Category(self.category.data)
        return {
            "category": category,
            "kind": Kind(self.kind.data),
            "income_cents": self.income.data or 0,
            "quarter": Quarter(self.year.data, self.quarter.data),
            "fee_percent": fee_percent,
            "earned_in_quarters": self.earned_in.data,
            "first_quarter": self.asks_first_quarter and self.first_quarter.data,
            "opt_out": self.asks_opt_out and self.opt_out.data,
        }

    @property
    def asks_first_quarter(self) -> bool:
        """Whether the first quarter of all makes a difference: it does for a primostarter."""
        return bool(self.category.data == Category.PRIMOSTARTER)

    @property
    def asks_opt_out(self) -> bool:
        """Whether the request of article 37/1 makes a difference: at pension age, without pension."""
        return bool(self.category.data == Category.PENSION_AGE_WITHOUT_PENSION)
