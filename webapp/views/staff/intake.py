"""Papers that come by post: keyed in through the same questions, counted from the day they reached us."""

from __future__ import annotations

import secrets
from datetime import date

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError
from wtforms.validators import InputRequired

import forms
from webapp.domain import affiliates, cases
from webapp.domain.cases import CaseView, Channel, OtherContent, Upload
from webapp.domain.identity import Permission
from webapp.kit import clock
from webapp.kit.fields import DayField, FundForm, read_day
from webapp.views import joined_files
from webapp.views.staff import door, needs


class ArrivalForm(FundForm):
    """When the paper came; the clock of the decision starts on that day."""

    once = HiddenField()
    received_on = DayField(
        _l("Day on which the paper reached us"), [InputRequired(_l("Write the day stamped on the paper."))]
    )

    def validate_received_on(self, field: DayField) -> None:
        """A paper cannot come tomorrow."""
        if field.data is not None and field.data > clock.today():
            raise ValidationError(_l("This day is still to come."))


@door.route("/papers", methods=["GET", "POST"])
@needs(Permission.DECIDE_CASES)
def papers() -> ResponseReturnValue:
    """Find the person, choose the form; the search goes by POST, so that no number stands in an address."""
    wanted = request.form.get("q", "").strip()
    return render_template(
        "staff/cases/papers.html",
        wanted=wanted,
        found=affiliates.search(wanted),
        papers=[one for one in forms.catalogue().values() if one.who is forms.Audience.AFFILIATE],
    )


@door.route("/papers/<name>/<int:affiliate_id>", methods=["GET", "POST"])
@needs(Permission.DECIDE_CASES)
def paper_intake(name: str, affiliate_id: int) -> ResponseReturnValue:
    """Key in one paper."""
    paper, person = forms.catalogue().get(name) or abort(404), affiliates.get_for(g.actor, affiliate_id)
    arrival = ArrivalForm.from_request()
    asker = forms.Asker(on=_day_of_arrival(), affiliate_id=affiliate_id)
    form = forms.fit(paper.questions.from_request(), asker=asker, typed={})
    files: list[Upload] = []
    refused = joined_files.take_in(request.files.getlist("files"), files.append)
    good = [arrival.is_sent_and_valid(), form.is_sent_and_valid(), not refused]
    if request.method == "POST" and all(good):
        return _enter(paper, person, arrival, form, files)
    return render_template(
        "staff/cases/intake.html",
        paper=paper,
        person=person,
        arrival=arrival,
        form=form,
        refused=refused,
        once=arrival.once.data or secrets.token_urlsafe(16),
    ), 422 if request.method == "POST" else 200


def _enter(
    paper: forms.Paper,
    person: affiliates.Person,
    arrival: FundForm,
    form: forms.Questions,
    files: list[Upload],
) -> ResponseReturnValue:
    try:
        case = _submit(paper, person, arrival, form, files)
    except OtherContent:
        abort(409)
    return redirect(url_for("staff.case", case_id=case.id), 303)


def _submit(
    paper: forms.Paper,
    person: affiliates.Person,
    arrival: FundForm,
    form: forms.Questions,
    files: list[Upload],
) -> CaseView:
    answers, received_on = forms.answers_of(form), arrival["received_on"].data
    names = [file.name for file in files]
    title, words = forms.receipt_words(paper, answers, language=person.language, on=received_on, files=names)
    return cases.submit(
        paper.name,
        key=f"paper-{arrival['once'].data or secrets.token_urlsafe(16)}",
        by=g.actor,
        at=clock.now(),
        version=paper.version,
        answers=answers,
        affiliate_id=person.id,
        channel=Channel.ON_PAPER,
        received_on=received_on,
        title=title,
        receipt_words=words,
        files=files,
    )


def _day_of_arrival() -> date:
    """The day that counts for what may still be asked."""
    typed = read_day(request.form.get("received_on", "").strip())
    return typed if typed is not None and typed <= clock.today() else clock.today()
