"""The lines of a change: one typed by its unit, several pasted as TOML, one taken out."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from webapp.domain import law_changes
from webapp.domain.identity import Permission
from webapp.domain.law_changes import ChangeView
from webapp.kit import clock
from webapp.kit.db import SAFE_METHODS
from webapp.kit.fields import DayField, FundForm, read_day
from webapp.kit.i18n import language
from webapp.kit.receipts import value_words
from webapp.rules.law import law_book
from webapp.rules.law_lines import DatedLine, is_indexed, unit_of
from webapp.views import law_change_words as words
from webapp.views.staff import door, needs
from webapp.views.staff.law_changes import ONE, conflict, do, found_or_404, refused_words, revision_seen

LONGEST_NAME: Final = 80
LONGEST_PASTE: Final = 60_000


HOW_SURE: Final = (
    ("sourced", _l("read at its source")),
    ("derived", _l("derived from other values")),
    ("remembered", _l("from memory: look it up")),
)


class LineForm(FundForm):
    """One dated line, each part checked at its place."""

    name = StringField(
        _l("Which value"),
        [InputRequired(_l("Choose a value of the law.")), Length(max=LONGEST_NAME)],
        description=_l("Its name in the files; write a part of it and choose."),
        render_kw={"list": "law-names", "autocomplete": "off", "spellcheck": "false"},
    )
    since = DayField(
        _l("Since which day"), [InputRequired(_l("Write the first day it holds, for example 01/01/2027."))]
    )
    value = StringField(_l("New value"), [InputRequired(_l("Write the new value."))])
    source = StringField(
        _l("Where it was read"),
        [InputRequired(_l("Write where the value was read.")), Length(max=law_changes.LONGEST_SOURCE)],
        description=_l("The decree with its date, or the page and the day you read it."),
    )
    confidence = SelectField(
        _l("How sure it is"),
        choices=[SelectChoice(value, label) for value, label in HOW_SURE],
        default=law_changes.SURE_ENOUGH[0],
    )
    note = StringField(_l("Note"), [Length(max=law_changes.LONGEST_SOURCE)])
    revision = HiddenField()

    def validate_name(self, field: StringField) -> None:
        """Only what a file knows can change; a new rule comes with its code."""
        field.data = (field.data or "").strip()
        if unit_of(field.data) is None:
            raise ValidationError(
                _("No file of the law knows this name. A value that is new comes with a release.")
            )

    def validate_value(self, field: StringField) -> None:
        """Read by the unit of its name."""
        unit = unit_of((self.name.data or "").strip())
        if unit is None:
            return
        try:
            law_changes.read_value(self.name.data, field.data or "")
        except law_changes.BadValueError:
            raise ValidationError(words.unit_hint(unit)) from None

    @property
    def line(self) -> DatedLine:
        """The line that was written."""
        return DatedLine(
            name=self.name.data,
            since=self.since.data,
            value=law_changes.read_value(self.name.data, self.value.data),
            source=self.source.data.strip(),
            confidence=self.confidence.data,
            note=(self.note.data or "").strip(),
        )


class PasteForm(FundForm):
    """Several lines as the files write them."""

    text = TextAreaField(
        _l("Lines as TOML"),
        [InputRequired(_l("Paste the lines.")), Length(max=LONGEST_PASTE)],
        description=_l("Each table bears the whole name of its value. All lines are taken, or none."),
        render_kw={"rows": 16, "spellcheck": "false", "class": "figures"},
    )
    revision = HiddenField()


@door.route(f"{ONE}/line", methods=("GET", "POST"))
@needs(Permission.PREPARE_LAW)
def law_change_line(change_id: int) -> ResponseReturnValue:
    """Write one line, or write one anew."""
    found = found_or_404(change_id)
    form = LineForm.from_request(data=_standing(found))
    if not form.is_sent_and_valid():
        return _line_page(found, form)
    return _write(found, (form.line,), form)


@door.route(f"{ONE}/paste", methods=("GET", "POST"))
@needs(Permission.PREPARE_LAW)
def law_change_paste(change_id: int) -> ResponseReturnValue:
    """Take several lines at once, or none of them."""
    found = found_or_404(change_id)
    form = PasteForm.from_request(data={"revision": found.revision})
    if not form.is_sent_and_valid():
        return _paste_page(found, form)
    try:
        lines = law_changes.read_toml_lines(form.text.data)
    except law_changes.BadTextError as error:
        form.text.errors = [words.refusal(error)]
        return _paste_page(found, form)
    return _write(found, lines, form)


@door.post(f"{ONE}/line/out")
@needs(Permission.PREPARE_LAW)
def law_change_line_out(change_id: int) -> ResponseReturnValue:
    """Take a line out again."""
    name, since = request.form.get("name", ""), read_day(request.form.get("since", "")) or abort(422)
    revision, now = revision_seen(), clock.now()
    return do(
        change_id,
        lambda: law_changes.take_out(
            change_id, name=name, since=since, revision=revision, by=g.actor, at=now
        ),
    )


def _write(
    found: ChangeView, lines: tuple[DatedLine, ...], form: LineForm | PasteForm
) -> ResponseReturnValue:
    try:
        law_changes.put_lines(found.id, lines, revision=revision_seen(), by=g.actor, at=clock.now())
    except law_changes.ChangedMeanwhileError:
        return conflict(found.id)
    except (law_changes.RefusedLinesError, law_changes.StandsAlreadyError) as refused:
        form.form_errors.append(refused_words(refused))
        return _line_page(found, form) if isinstance(form, LineForm) else _paste_page(found, form)
    return redirect(url_for("staff.law_change", change_id=found.id, _anchor="values"), 303)


def _standing(found: ChangeView) -> dict[str, Any]:
    """The line that the address names, as the form begins with it; the name alone for a new one."""
    name, since = request.args.get("name", "")[:LONGEST_NAME], read_day(request.args.get("since", ""))
    here = next((one for one in found.lines if (one.name, one.since) == (name, since)), None)
    if here is None:
        return {"name": name, "since": since, "revision": found.revision}
    typed = (
        "/".join(here.value.split("-")[::-1])
        if unit_of(name) == "month_day"
        else here.value.replace(".", ",")
    )
    return {part: getattr(here, part) for part in here.__slots__} | {
        "value": typed,
        "revision": found.revision,
    }


def _line_page(found: ChangeView, form: FundForm) -> ResponseReturnValue:
    book = law_book()
    name = (form["name"].data or "").strip()
    entry = book.entry(name) if name in book.names() else None
    shown = render_template(
        "staff/law/change_line.html",
        change=found,
        form=form,
        entry=entry,
        now=[(value, value_words(value)) for value in entry.history()[-3:]] if entry else [],
        hint=words.unit_hint(entry.unit) if entry else "",
        is_indexed=bool(entry) and is_indexed(name),
        choices=[(one, book.entry(one).label[language()]) for one in book.names()],
    )
    return shown, _status(form)


def _paste_page(found: ChangeView, form: FundForm) -> ResponseReturnValue:
    return render_template("staff/law/change_paste.html", change=found, form=form), _status(form)


def _status(form: FundForm) -> int:
    return 422 if request.method not in SAFE_METHODS and (form.errors or form.form_errors) else 200
