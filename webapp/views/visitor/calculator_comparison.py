"""Up to four sets of figures side by side, with what differs marked; all of it stands in the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from webapp.kit import clock
from webapp.kit.i18n import money
from webapp.kit.parts import page_or_part
from webapp.views.visitor import links
from webapp.views.visitor.calculate import (
    address,
    answered,
    frame,
    keep_figures_in_other_languages,
    kept_to_the_asker,
    of_every_calculator,
)
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Worth, worth_words
from webapp.views.visitor.calculators._questions import CalculatorForm

BELOW: Final = {"fr": "/comparer", "nl": "/vergelijken", "de": "/vergleichen", "en": "/compare"}
MOST: Final = 4
LETTERS: Final = "ABCD"


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One set of figures: its letter, its questions, its answer if they are good; where it is taken away."""

    letter: str
    form: CalculatorForm
    answer: Answer | None
    without: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one scenario says of something; `more` is the difference in cents to the first one."""

    words: str
    differs: bool = False
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Something that was asked or found, in every scenario."""

    label: str
    cells: tuple[Cell, ...]


@of_every_calculator("comparison", BELOW)
def calculator_comparison(calculator: Calculator) -> Response:
    """The questions of each scenario, and a table in which every difference to the first is marked."""
    forms = _forms(calculator)
    scenarios = [_scenario(calculator, forms, place) for place in range(len(forms))]
    wrong = any(one.form.errors for one in scenarios)
    keep_figures_in_other_languages(f"{calculator.name}_comparison")
    page = page_or_part(
        "visitor/calculators/comparison.html",
        "visitor/calculators/_comparison.html",
        status=422 if wrong else 200,
        **frame(calculator, forms[0]),
        there=url_for(f"visitor.{calculator.name}_comparison"),
        scenarios=scenarios,
        asked_rows=list(_asked_rows(forms)),
        found_rows=list(_found_rows([one.answer for one in scenarios])),
        add_url=_address(calculator, [*forms, forms[-1]]) if len(forms) < MOST else "",
        **links.frame(),
    )
    return kept_to_the_asker(page)


def prefix(place: int) -> str:
    """What stands before the names of a scenario's questions in the address; nothing before the first."""
    return f"{LETTERS[place].lower()}-" if place else ""


def _forms(calculator: Calculator) -> list[CalculatorForm]:
    """The forms that the address speaks of; a first one alone gets a second like it, to change."""
    typed = request.args
    spoken = [place for place in range(MOST) if not place or any(n.startswith(prefix(place)) for n in typed)]
    forms = [_form(calculator, typed, place) for place in range(len(spoken))]
    if len(forms) == 1:
        forms.append(_form(calculator, MultiDict(_figures([forms[0], forms[0]])), 1))
    return forms


def _form(calculator: Calculator, typed: MultiDict[str, str], place: int) -> CalculatorForm:
    return calculator.form(typed or None, today=clock.today(), prefix=prefix(place))


def _scenario(calculator: Calculator, forms: Sequence[CalculatorForm], place: int) -> Scenario:
    form = forms[place]
    good = bool(form.typed()) and form.validate()
    left = [one for other, one in enumerate(forms) if other != place]
    return Scenario(
        letter=LETTERS[place],
        form=form,
        answer=answered(calculator, form, typed=True) if good else None,
        without=_address(calculator, left) if len(left) > 1 else "",
    )


def _figures(forms: Sequence[CalculatorForm]) -> dict[str, str]:
    """The figures of several scenarios as they stand in an address, numbered anew."""
    return {
        f"{prefix(place)}{name}": text
        for place, one in enumerate(forms)
        for name, text in one.typed().items()
    }


def _address(calculator: Calculator, forms: Sequence[CalculatorForm]) -> str:
    return address(f"{calculator.name}_comparison", _figures(forms))


def _asked_rows(forms: Sequence[CalculatorForm]) -> Iterator[Row]:
    """Every question that some scenario was asked, with each answer."""
    said = [dict(one.in_words()) for one in forms]
    for label in dict.fromkeys(label for one in said for label in one):
        words = [one.get(label, "–") for one in said]
        yield Row(label=label, cells=tuple(Cell(words=one, differs=one != words[0]) for one in words))


def _found_rows(answers: Sequence[Answer | None]) -> Iterator[Row]:
    """The figure and every fact, scenario by scenario."""
    if not any(answers):
        return
    yield Row(label=_("Result"), cells=_cells([one.figure if one else None for one in answers]))
    facts = [{fact.name: fact for fact in one.facts} if one else {} for one in answers]
    for name in dict.fromkeys(name for one in facts for name in one):
        label = next(one[name].label for one in facts if name in one)
        yield Row(label=label, cells=_cells([one[name].worth if name in one else None for one in facts]))


def _cells(worths: Sequence[Worth | None]) -> tuple[Cell, ...]:
    first = worths[0]
    return tuple(
        Cell(
            words="–" if worth is None else worth_words(worth),
            differs=worth != first,
            more=_more(worth, first),
        )
        for worth in worths
    )


def _more(worth: Worth | None, first: Worth | None) -> str:
    """By how much an amount lies above or below that of the first scenario."""
    if not isinstance(worth, int) or not isinstance(first, int) or worth == first:
        return ""
    sign = "+" if worth > first else "−"
    return f"{sign} {money(abs(worth - first))}"
