"""Calculators: their overview and the page of each, alike for all; nothing that is typed is kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from functools import partial, update_wrapper
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.kit import clock, fund, receipts
from webapp.kit.i18n import LANGUAGES, language
from webapp.kit.parts import page_or_part
from webapp.rules.law import MissingValue
from webapp.views.localized import localized
from webapp.views.visitor import door, guidance, links
from webapp.views.visitor.calculators import Calculator, catalogue
from webapp.views.visitor.calculators._answer import Answer, fee_not_set, not_published, worth_words
from webapp.views.visitor.calculators._questions import CalculatorForm

SLUGS: Final = {"fr": "calculer", "nl": "berekenen", "de": "berechnen", "en": "calculate"}

View = Callable[..., ResponseReturnValue]

door.add_app_template_filter(worth_words, "worth")
door.add_app_template_filter(receipts.lines, "receipt_lines")


def of_every_calculator(
    what: str, below: str | Mapping[str, str] = "", *, methods: tuple[str, ...] = ("GET",)
) -> Callable[[View], View]:
    """Open a page of every calculator below its slug: ``visitor.<name>_<what>`` calls view(calculator).

    `below` is one ending for all, or one per language where people read it.
    """

    def open_pages(view: View) -> View:
        for calculator in catalogue().values():
            of_this = update_wrapper(partial(view, calculator), view)
            for code, slug in calculator.slugs.items():
                ending = below if isinstance(below, str) else below[code]
                door.add_url_rule(
                    f"/{code}/{slug}{ending}",
                    endpoint=f"{calculator.name}_{what}",
                    view_func=of_this,
                    methods=methods,
                    defaults={"language": code},
                )
        return view

    return open_pages


@localized(door, SLUGS)
def calculators() -> str:
    """What can be calculated here, each with its question in people's words."""
    return render_template("visitor/calculators/index.html", calculators=list(_shown()), **links.frame())


@of_every_calculator("calculator")
def calculator_page(calculator: Calculator) -> Response:
    """The questions of a calculator beside its answer; htmx fetches the answer while something is typed."""
    form, typed = asked(calculator)
    wrong = typed and not form.validate()
    keep_figures_in_other_languages(f"{calculator.name}_calculator")
    page = page_or_part(
        "visitor/calculators/page.html",
        "visitor/calculators/_calculator.html",
        status=422 if wrong else 200,
        **frame(calculator, form),
        typed=typed,
        answer=None if wrong else answered(calculator, form, typed=typed),
        **links.frame(),
        **guidance.written(calculator.folder),
    )
    return kept_to_the_asker(page) if typed else page


def asked(calculator: Calculator) -> tuple[CalculatorForm, bool]:
    """The form of this request, and whether anything was typed at all."""
    form = calculator.form(request.args or None, today=clock.today())
    return form, any(field.short_name in request.args for field in form)


def answered(calculator: Calculator, form: CalculatorForm, *, typed: bool) -> Answer | None:
    """What the rules say, or what stands there first; what is not published is said, never guessed."""
    find = calculator.answer if typed else calculator.start
    try:
        return find(form) if find else None
    except MissingValue as missing:
        return not_published(missing)
    except fund.MissingChoiceError as missing:
        return fee_not_set(missing)


def frame(calculator: Calculator, form: CalculatorForm) -> dict[str, Any]:
    """What every page of a calculator needs around its answer."""
    name = f"{calculator.name}_calculator"
    return {
        "calculator": calculator,
        "title": fund.library().toml(f"{calculator.folder}/page.toml")["title"][language()],
        "form": form,
        "here": url_for(f"visitor.{name}"),
        "back": address(name, form.typed()),
        "ways": list(_ways(calculator, form)),
        "ask_url": url_for(f"visitor.{calculator.name}_request"),
        "once": secrets.token_urlsafe(16),
    }


def address(endpoint: str, figures: Mapping[str, str], **values: str) -> str:
    """The address of a page of a calculator with figures; they go behind the question mark and nowhere else.

    `url_for` alone would take a figure named like one of its own options for that option.
    """
    page = url_for(f"visitor.{endpoint}", **values)  # type: ignore[arg-type] # only places of the path
    return f"{page}?{urlencode(figures)}" if figures else page


def kept_to_the_asker(answer: Response) -> Response:
    """A page with somebody's figures is kept by nobody in between, and found by no search engine."""
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def keep_figures_in_other_languages(endpoint: str, **values: str) -> None:
    """The switch of languages leads to the same figures."""
    figures = request.args.to_dict()
    g.alternates = {code: address(endpoint, figures, language=code, **values) for code in LANGUAGES}


def _ways(calculator: Calculator, form: CalculatorForm) -> Iterator[dict[str, str]]:
    """What can be done with a result: each way that is open for this calculator, with the same figures."""
    ways: tuple[tuple[str, dict[str, str], str, str], ...] = (
        ("explanation", {}, _("How we calculated this"), "scale"),
        *(
            [("comparison", {}, _("Compare with other figures"), "list-checks")]
            if calculator.compares
            else []
        ),
        ("file", {"kind": "pdf"}, _("Keep as PDF"), "printer"),
        ("file", {"kind": "xlsx"}, _("Keep as spreadsheet"), "download"),
        ("file", {"kind": "html"}, _("Keep as one file that opens without us"), "file-text"),
        ("file", {"kind": "ics"}, _("Put the days in my calendar"), "calendar-days"),
    )
    for what, values, words, icon in ways:
        endpoint = f"{calculator.name}_{what}"
        if f"visitor.{endpoint}" in current_app.view_functions:
            yield {
                "what": values.get("kind", what),
                "text": words,
                "href": address(endpoint, form.typed(), **values),
                "icon": icon,
            }


def _shown() -> Iterator[dict[str, Any]]:
    library, spoken = fund.library(), language()
    for calculator in catalogue().values():
        facts = library.toml(f"{calculator.folder}/page.toml")
        yield {
            "title": facts["title"][spoken],
            "text": facts["summary"][spoken],
            "href": url_for(f"visitor.{calculator.name}_calculator"),
            "icon": facts["icon"],
        }
