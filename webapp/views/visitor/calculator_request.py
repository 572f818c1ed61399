"""From a result to the request: the figures are kept, and the request that begins takes them over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import forms
from webapp.domain import cases
from webapp.kit import clock, throttle
from webapp.rules.edition import rules_edition
from webapp.views import entrance
from webapp.views.visitor import comes_back_filled, links
from webapp.views.visitor.calculate import address, answered, frame, kept_to_the_asker, of_every_calculator
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer

BELOW: Final = {"fr": "/demander", "nl": "/aanvragen", "de": "/beantragen", "en": "/ask"}
#: Nobody calculates so often for himself; a machine that does is stopped before it fills the table.
BY_ADDRESS: Final = throttle.Limit(name="calculation.address", most=60, within=timedelta(hours=1))


@of_every_calculator("request", BELOW, methods=("GET", "POST"))
@comes_back_filled
def calculator_request(calculator: Calculator) -> ResponseReturnValue:
    """Keep the figures of a result, and lead to its request: on line where it is, else to who can help.

    The button carries no token: what it keeps is nobody's, another site's form is refused by its origin, and
    a result without a token leaves compressed.
    """
    form = calculator.form(request.form or None, today=clock.today())
    if request.method == "GET":
        return _kept_page(calculator)
    answer = answered(calculator, form, typed=True) if form.typed() and form.validate() else None
    if answer is None or not answer.paper:
        return redirect(address(f"{calculator.name}_calculator", form.typed()), 303)
    try:
        throttle.take(BY_ADDRESS.of(entrance.address()))
    except throttle.TooManyTriesError as full:
        return entrance.too_many(full)
    key = request.form.get("once", "") or secrets.token_urlsafe(16)
    cases.keep_calculation(
        key=key,
        calculator=calculator.name,
        paper=answer.paper,
        figures=form.typed(),
        inputs=_as_typed(answer),
        edition=rules_edition(),
        at=clock.now(),
    )
    return redirect(_way_to(calculator, answer.paper, key), 303)


def _way_to(calculator: Calculator, paper: str, key: str) -> str:
    """The request itself where affiliates can send it on line, else the page that says what to do."""
    known = forms.catalogue().get(paper)
    if known is not None and known.who is forms.Audience.AFFILIATE:
        return url_for("affiliate.request_new", name=paper, calculation=key)
    return url_for(f"visitor.{calculator.name}_request", kept=key)


def _kept_page(calculator: Calculator) -> ResponseReturnValue:
    """The figures are kept: their reference, until when, and whom to ask while the request is not on line."""
    found = cases.calculation(request.args.get("kept", ""))
    if found is None or found.calculator != calculator.name:
        abort(404)
    form = calculator.form(None, today=clock.today())
    page = render_template(
        "visitor/calculators/kept.html",
        **(frame(calculator, form) | {"back": address(f"{calculator.name}_calculator", found.figures)}),
        kept=found,
        until=clock.day_of(found.made_at + cases.KEPT_FOR),
        **links.frame(),
    )
    return kept_to_the_asker(make_response(page))


def _as_typed(answer: Answer) -> Mapping[str, str]:
    """The inputs of the paper as somebody would type them: its questions read them like any answer."""
    return {name: _typed(value) for name, value in answer.paper_inputs.items()}


def _typed(value: Any) -> str:
    if isinstance(value, int):
        return f"{value // 100},{value % 100:02d}"
    return value.isoformat() if isinstance(value, date) else str(value)
