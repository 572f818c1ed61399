"""The questions of a calculator: a form that travels in the address and says nothing of who asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from flask_babel import gettext as _
from wtforms import BooleanField, Field, SelectField
from wtforms.fields.choices import SelectChoice

from webapp.kit.fields import DayField, FundForm, MoneyField
from webapp.kit.i18n import day, money
from webapp.rules.law import law_shown_on
from webapp.rules.law_files import INDEX
from webapp.rules.units import QUARTERS_A_YEAR

#: The years whose law we hold whole.
FIRST_YEAR: Final = 2018


class CalculatorForm(FundForm):
    """The mother of the questions of every calculator.

    `widths` names the width of a field (xs, s, m) where its kind does not decide. A subclass overrides `rows`
    when what is asked depends on the answers, and sets choices that depend on the day in `prepare`.
    """

    widths: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Read what was typed; `today` decides which years and quarters are offered, and the defaults."""
        self.today = today
        super().__init__(*args, data=self.defaults(today), **kwargs)
        self.prepare(today)

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:  # noqa: ARG003 – for those that depend on the day
        """What a field holds before anything is typed."""
        return {}

    def prepare(self, today: date) -> None:
        """Set choices and hints that depend on the day or on other answers."""

    def rows(self) -> Sequence[Sequence[Field]]:
        """The fields to show now, in their order; those of one row stand side by side."""
        return [[field] for field in self]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every question that is asked has a good answer; one that is not asked cannot be wrong."""
        super().validate(extra_validators)
        asked = self.shown()
        for field in self:
            if field not in asked:
                field.errors = []
        return not self.errors

    def shown(self) -> list[Field]:
        """The fields that are asked now, in their order."""
        return [field for row in self.rows() for field in row]

    def typed(self) -> dict[str, str]:
        """What was typed, as it stands in the address: enough to ask the same again."""
        return {field.short_name: field.raw_data[0] for field in self.shown() if any(field.raw_data or ())}

    def in_words(self) -> list[tuple[str, str]]:
        """What was asked and answered, for readers of a result: label and answer, the unanswered left out."""
        return [(str(field.label.text), words) for field in self.shown() if (words := _in_words(field))]


def _in_words(field: Field) -> str:
    """An answer as people read it."""
    if isinstance(field, BooleanField):
        return str(_("yes")) if field.data else ""
    if isinstance(field, SelectField):  # a RadioField is one too
        return next((str(words) for value, words, *_more in field.iter_choices() if value == field.data), "")
    if isinstance(field, MoneyField):
        return "" if field.data is None else money(field.data)
    if isinstance(field, DayField):
        return "" if field.data is None else day(field.data)
    return "" if field.data in {None, ""} else str(field.data)


def last_year(today: date) -> int:
    """The last year whose amounts are published."""
    return law_shown_on(today).value(INDEX).since.year


def year_choices(today: date, *, since: int = FIRST_YEAR) -> list[SelectChoice]:
    """The years to choose from, the latest first."""
    return [SelectChoice(year, str(year)) for year in range(last_year(today), since - 1, -1)]


def quarter_choices() -> list[SelectChoice]:
    """The four quarters by their number."""
    return [SelectChoice(number, str(number)) for number in range(1, QUARTERS_A_YEAR + 1)]
