"""What applies to me? Three questions – who, what, when – and a checklist with its days, which nobody keeps.

The answers travel in the address and name no person. Steps stand in ``content/checklists``, days are counted
by `webapp.rules.checklist`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from webapp.kit import calendars, clock, fund, receipts
from webapp.kit.fields import DayField, FundForm
from webapp.kit.guides import guides
from webapp.kit.i18n import day, language
from webapp.rules.checklist import Term
from webapp.rules.law import Law, MissingValue, law_on
from webapp.rules.units import months_after
from webapp.views.localized import localized
from webapp.views.visitor import door, links
from webapp.views.visitor.calculate import address, keep_figures_in_other_languages, kept_to_the_asker
from webapp.views.visitor.calculators._questions import FIRST_YEAR

SLUGS: Final = {
    "fr": "ce-qui-me-concerne",
    "nl": "wat-geldt-voor-mij",
    "de": "was-gilt-fuer-mich",
    "en": "what-applies-to-me",
}
FOLDER: Final = "checklists"
#: A pension may be far away; beyond a working life a day is a slip of the pen.
MONTHS_AHEAD: Final = 50 * 12
WHO: Final = (
    SelectChoice("main", _l("Self-employed in main activity")),
    SelectChoice("secondary", _l("Self-employed beside a job")),
    SelectChoice("student", _l("Student and self-employed")),
    SelectChoice("helper", _l("Helper of a self-employed person")),
    SelectChoice("assisting_spouse", _l("Assisting spouse")),
    SelectChoice("director", _l("Director or active partner of a company")),
    SelectChoice("pensioner", _l("Retired, and self-employed")),
    SelectChoice("company", _l("Here for a company")),
)


class WhatAppliesForm(FundForm):
    """Who, what, and when if one knows it."""

    who = RadioField(_l("I am"), [InputRequired(_l("Choose who you are."))], choices=WHO)
    what = RadioField(_l("What is happening?"), [InputRequired(_l("Choose what is happening."))])
    on = DayField(_l("When?"))

    def prepare(self, events: Mapping[str, Any]) -> None:
        """Offer the events in the reader's words, and ask for the day that this event turns on."""
        spoken = language()
        self.what.choices = [SelectChoice(name, one["title"][spoken]) for name, one in events.items()]
        if self.what.data in events:
            self.on.label.text = events[self.what.data]["asked"][spoken]

    def validate_on(self, field: DayField) -> None:
        """A day whose law we hold, and not beyond a working life."""
        first, last = date(FIRST_YEAR, 1, 1), months_after(clock.today(), MONTHS_AHEAD)
        if field.data and not first <= field.data <= last:
            raise ValidationError(
                _("Write a day from %(first)s to %(last)s.", first=day(first), last=day(last))
            )


@dataclass(frozen=True, kw_only=True)
class Step:
    """A line of the checklist. `counted` says how its day comes about, `confirm` who confirms it."""

    name: str
    words: str
    on: date | None
    past: bool
    counted: str
    page: Mapping[str, Any]
    paper: Mapping[str, Any] | None
    confirm: str


@localized(door, SLUGS)
def what_applies() -> ResponseReturnValue:
    """The questions, and below them the checklist as soon as two are answered."""
    form, events = _asked()
    answered = bool(request.args) and form.validate()
    keep_figures_in_other_languages("what_applies")
    shown = render_template(
        "visitor/what_applies.html",
        form=form,
        asked=bool(request.args),
        steps=list(_steps(form, events)) if answered else [],
        event=events[form.what.data] if answered else None,
        calendar=address("what_applies_calendar", request.args.to_dict()) if answered else "",
        **links.frame(),
    )
    answer = make_response(shown, 422 if request.args and not answered else 200)
    return kept_to_the_asker(answer) if request.args else answer


@localized(door, {code: f"{slug}.ics" for code, slug in SLUGS.items()})
def what_applies_calendar() -> ResponseReturnValue:
    """The days of the checklist for a calendar; without a day, back to the questions."""
    form, events = _asked()
    back = address("what_applies", request.args.to_dict())
    if not form.validate() or form.on.data is None:
        return redirect(back, 303)
    days = [
        calendars.Day(name=f"{form.what.data}-{one.name}", on=one.on, title=one.words, words=one.counted)
        for one in _steps(form, events)
        if one.on
    ]
    answer = Response(
        calendars.calendar(
            days,
            name=events[form.what.data]["title"][language()],
            author=fund.facts()["name"][language()],
            host=urlsplit(fund.web_address("")).hostname or "localhost",
            language=language(),
            url=fund.web_address(back),
            made_at=clock.now(),
        ),
        mimetype=calendars.MIME,
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{SLUGS[language()]}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def events_in_order() -> dict[str, dict[str, Any]]:
    """Every event that has a checklist, by its name, in the order in which they are offered."""
    library = fund.library()
    found = {name: library.toml(f"{FOLDER}/{name}.toml") for name in library.files(FOLDER, ".toml")}
    return dict(sorted(found.items(), key=lambda one: int(one[1]["order"])))


def _asked() -> tuple[WhatAppliesForm, dict[str, dict[str, Any]]]:
    events = events_in_order()
    form = WhatAppliesForm(request.args)
    form.prepare(events)
    return form, events


def _steps(form: WhatAppliesForm, events: Mapping[str, Any]) -> Iterator[Step]:
    """The steps for this person: first those to do now, then those with a day, the soonest first."""
    on, today = form.on.data, clock.today()
    law = law_on(on or today)
    found = [
        _step(raw, on, law, today)
        for raw in events[form.what.data]["steps"]
        if form.who.data in raw.get("for", (form.who.data,))
    ]
    yield from sorted(found, key=lambda one: (one.on is not None, one.on or today))


def _step(raw: Mapping[str, Any], event: date | None, law: Law, today: date) -> Step:
    spoken = language()
    page = guides(fund.library()).find(raw["page"]) or abort(404)
    term = Term(**raw["term"]) if "term" in raw else None
    try:
        on = term.day(event, law) if term and event else None
        counted = _counted(term, event, law) if term else ""
    except MissingValue:  # the step counts in a length that the law of that day did not have
        on, counted = None, ""
    confirm = fund.library().toml("glossary.toml")[raw["confirm"]][spoken] if "confirm" in raw else ""
    return Step(
        name=raw["name"],
        words=raw["words"][spoken],
        on=on,
        past=on is not None and on < today,
        counted=counted,
        page=links.guide_link(page),
        paper=next(iter(links.papers([raw["paper"]])), None) if "paper" in raw else None,
        confirm=confirm,
    )


def _counted(term: Term, event: date | None, law: Law) -> str:
    """How the day comes about, in words: two weeks after 3 May 2027, to the end of that quarter."""
    start = day(event) if event else _("that day")
    if term.after:
        start = {
            "month": _("the end of the month of %(day)s", day=start),
            "quarter": _("the end of the quarter of %(day)s", day=start),
            "year": _("the end of the year of %(day)s", day=start),
        }[term.after]
    said = _("the day before %(day)s", day=start) if term.eve else start
    if term.length:
        length = receipts.value_words(law.value(term.length))
        said = (
            _("%(length)s before %(day)s", length=length, day=start)
            if term.before
            else _("%(length)s after %(day)s", length=length, day=start)
        )
    to = {
        "": "",
        "month": _("to the end of that month"),
        "quarter": _("to the end of that quarter"),
        "year": _("to the end of that year"),
    }[term.until]
    return f"{said}, {to}" if to else said
