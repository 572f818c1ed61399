"""Questions and answers: what is typed, what it means, and how it reads; the same on line and on paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    TextAreaField,
)

from webapp.kit.fields import DayField, FundForm, MoneyField
from webapp.kit.i18n import day, money
from webapp.kit.receipts import quarter_words
from webapp.rules.units import Quarter

#: The one sign that no database text can hold.
NUL: Final = "\x00"
#: Words of the interface, spoken when they are shown.
Words: TypeAlias = Any
Form = TypeVar("Form", bound="Questions")


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who asks, and on which day; nobody for a blank paper."""

    on: date
    affiliate_id: int | None = None
    company_id: int | None = None


class Questions(FundForm):
    """The answers' shape of a paper. `meet` fits the questions to who asks; `known` are earlier answers."""

    asker: Asker
    known: Mapping[str, Any]

    def meet(self, asker: Asker, known: Mapping[str, Any]) -> None:
        """Fit choices to who asks; a paper with choices of its own adds them here."""
        self.asker, self.known = asker, known


class QuarterField(RadioField):
    """A quarter among those that may be chosen; stored as 2026Q4 and drawn as a choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = RadioField.__name__

    def offer(self, quarters: Iterable[Quarter]) -> None:
        """The quarters to choose from; a single one is chosen already."""
        offered = [str(one) for one in quarters]
        self.choices = [choice(one, quarter_words(Quarter.parse(one))) for one in offered]
        if len(offered) == 1 and not self.raw_data:
            self.data = offered[0]


def form_of(
    questions: type[Form], typed: Mapping[str, str] | None, *, asker: Asker, only: Collection[str] = ()
) -> Form:
    """The questions with what was typed; `only` keeps those of one step."""
    return fit(questions(MultiDict(typed) if typed else None), asker=asker, only=only, typed=typed or {})


def fit(form: Form, *, asker: Asker, only: Collection[str] = (), typed: Mapping[str, str]) -> Form:
    """Fit a form to who asks, and to the questions of one step."""
    form.meet(asker, typed)
    for name in [field.name for field in form if only and field.name not in only]:
        del form[name]
    return form


def typed_of(form: Questions) -> dict[str, str]:
    """What was typed, good or not, to be kept in a draft."""
    return {field.name: _typed(field) for field in form}


def answers_of(form: Questions) -> dict[str, Any]:
    """The checked answers as plain JSON: cents, ISO days, texts, true or false."""
    return {field.name: _plain(field.data) for field in form}


def rows(
    questions: type[Questions], answers: Mapping[str, Any], *, asker: Asker
) -> list[tuple[str, str, str]]:
    """Name, question and answer in words, in the language being spoken; only what was asked."""
    form = questions()
    form.meet(asker, answers)
    return [
        (field.name, str(field.label.text), words_of(field, answers[field.name]))
        for field in form
        if field.name in answers and not isinstance(field, HiddenField)
    ]


def words_of(field: Field, answer: Any) -> str:
    """One answer as a person reads it."""
    if answer is None or answer == "":
        return ""
    if isinstance(field, SelectField) and not isinstance(field, QuarterField):
        return dict(options_of(field)).get(str(answer), str(answer))
    readers: tuple[tuple[type[Field], Callable[[Any], str]], ...] = (
        (BooleanField, lambda said: str(_("Yes") if said else _("No"))),
        (MoneyField, money),
        (DayField, lambda iso: day(date.fromisoformat(iso))),
        (QuarterField, lambda text: quarter_words(Quarter.parse(text))),
    )
    read = next((reader for type_, reader in readers if isinstance(field, type_)), str)
    return read(answer)


def choice(value: str, words: Words) -> Any:
    """One option of a choice."""
    return SelectChoice(value, words)


def options_of(field: Any) -> tuple[tuple[str, str], ...]:
    """The options of a choice: what is stored, and its words."""
    return tuple((str(option.value), str(option.label)) for option in field.choices or ())


def kind_of(field: Field) -> str:
    """Which box a question has on paper."""
    kinds: tuple[tuple[type[Field], str], ...] = (
        (BooleanField, "checkbox"),
        (MoneyField, "money"),
        (DayField, "date"),
        (SelectField, "choice"),
        (TextAreaField, "multiline"),
    )
    return next((kind for type_, kind in kinds if isinstance(field, type_)), "text")


def _typed(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "y" if field.data else ""
    return str(field.raw_data[0]).replace(NUL, "") if field.raw_data else ""


def _plain(data: Any) -> Any:
    if isinstance(data, str):
        return data.replace(NUL, "").strip()
    return data.isoformat() if isinstance(data, date) else data
