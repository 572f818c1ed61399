"""The page behind a result: each step with values and sources, the articles in plain words, the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp.kit import receipts
from webapp.kit.i18n import language
from webapp.rules import law_calendar, wording
from webapp.rules.edition import rules_edition
from webapp.rules.explained import Explained
from webapp.rules.law import law_book
from webapp.rules.law_files import Value
from webapp.views.visitor import links
from webapp.views.visitor.calculate import (
    address,
    answered,
    asked,
    frame,
    keep_figures_in_other_languages,
    kept_to_the_asker,
    of_every_calculator,
)
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer
from webapp.views.visitor.calculators._questions import FIRST_YEAR, last_year

BELOW: Final = {"fr": "/explication", "nl": "/uitleg", "de": "/erklaerung", "en": "/explanation"}


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article that a result stands on: its name, and what it says in plain words."""

    code: str
    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class OverTheYears:
    """A value of the law on 1 January of each year; an empty cell where it did not exist or is not known."""

    label: str
    cells: tuple[str, ...]


@of_every_calculator("explanation", BELOW)
def calculator_explanation(calculator: Calculator) -> ResponseReturnValue:
    """Open a result to its grounds; without a result, lead back to the questions."""
    form, typed = asked(calculator)
    answer = answered(calculator, form, typed=True) if typed and form.validate() else None
    if answer is None or not answer.is_result:
        return redirect(address(f"{calculator.name}_calculator", request.args.to_dict()), 303)
    keep_figures_in_other_languages(f"{calculator.name}_explanation")
    years = range(FIRST_YEAR, last_year(form.today) + 1)
    page = render_template(
        "visitor/calculators/explanation.html",
        **frame(calculator, form),
        answer=answer,
        asked=[{"label": label, "value": words} for label, words in form.in_words()],
        edition=rules_edition(),
        grounds=[(one, list(_steps(one.explained))) for one in answer.receipts],
        articles=list(_articles(answer)),
        years=years,
        over_the_years=[_over_the_years(value, years) for value in _values(answer)],
        **links.frame(),
    )
    return kept_to_the_asker(make_response(page))


def _steps(explained: Explained[Any]) -> Iterable[tuple[receipts.Line, str]]:
    """Each line of a receipt with the code of its article, so that the line can lead to its plain words."""
    lines = receipts.lines(explained, with_sources=True)
    return zip(lines, (step.article or "" for step in explained.steps), strict=True)


def _articles(answer: Answer) -> Iterable[Article]:
    """Every article once, in the order in which the steps name them."""
    steps = (step for one in answer.receipts for step in one.explained.steps)
    for code in dict.fromkeys(step.article for step in steps if step.article):
        name, words = wording.article_name(code, language()), wording.article_in_plain_words(code, language())
        yield Article(code=code, name=name or code, words=words)


def _values(answer: Answer) -> Iterable[Value]:
    """Every value of the law once."""
    return {value.name: value for one in answer.receipts for value in one.explained.values()}.values()


def _over_the_years(value: Value, years: range) -> OverTheYears:
    found = law_calendar.beside(law_book().entry(value.name), years)
    cells = tuple("" if one is None else receipts.value_words(one) for one in found)
    return OverTheYears(label=value.label[language()], cells=cells)
