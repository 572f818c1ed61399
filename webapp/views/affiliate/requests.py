"""Requests: what was asked and what became of it; beginning one, answering a question, taking one back."""

from __future__ import annotations

import secrets

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

import forms
from forms._blocks import explanation
from webapp.domain import affiliates, cases, notices
from webapp.domain.cases import AlreadyDecided, CaseView, Upload
from webapp.kit import clock
from webapp.kit.errors import ConflictError
from webapp.kit.fields import FundForm
from webapp.views import case_words, joined_files, paper_sheets
from webapp.views.affiliate import door
from webapp.views.affiliate.letters import as_download, href
from webapp.views.letter_words import letter_items


class AnswerForm(FundForm):
    """What a person writes back to our question."""

    words = explanation(_l("Your answer"), missing=_l("Write your answer."))


@door.get("/requests", endpoint="requests")
def request_list() -> ResponseReturnValue:
    """What was sent, what was begun, and what can be asked."""
    drafts = cases.drafts_of(g.actor, affiliate_id=g.affiliate_id)
    return render_template(
        "affiliate/requests/index.html",
        sent=case_words.lines_of(cases.cases_of(affiliate_id=g.affiliate_id)),
        drafts=[(draft, case_words.title_of(draft.paper)) for draft in drafts],
        papers=[one for one in forms.catalogue().values() if one.who is forms.Audience.AFFILIATE],
    )


@door.route("/requests/new/<name>", methods=["GET", "POST"])
def request_new(name: str) -> ResponseReturnValue:
    """What a request is for and what it needs; beginning it makes a draft, once per key."""
    paper = _paper(name)
    closed = paper.why_closed(forms.Asker(on=clock.today(), affiliate_id=g.affiliate_id))
    if request.method == "POST" and not closed:
        key = request.form.get("once") or secrets.token_urlsafe(16)
        try:
            draft = cases.begin(name, key=key, by=g.actor, at=clock.now(), affiliate_id=g.affiliate_id)
        except cases.TooManyDraftsError:
            return redirect(url_for("affiliate.requests", full=1), 303)
        _take_over_calculation(paper, draft.key)
        return redirect(url_for("affiliate.request_step", key=draft.key, name=paper.steps[0].name), 303)
    begun = [one for one in cases.drafts_of(g.actor, affiliate_id=g.affiliate_id) if one.paper == name]
    return render_template(
        "affiliate/requests/start.html",
        paper=paper,
        closed=closed,
        begun=begun,
        once=secrets.token_urlsafe(16),
        calculation=cases.calculation(request.args.get("calculation", "")),
    )


def _take_over_calculation(paper: forms.Paper, key: str) -> None:
    """Fill in what was calculated before the request began; the person still checks each step."""
    found = cases.take_over(request.args.get("calculation", ""), request_key=key, paper=paper.name)
    if found is not None:
        known = {name: text for name, text in found.inputs.items() if name in paper.asked}
        cases.keep_answers(key, known, by=g.actor, at=clock.now())


@door.get("/requests/<int:case_id>", endpoint="request")
def one_request(case_id: int) -> ResponseReturnValue:
    """One request: where it stands, what was said, and the letters about it."""
    return _show(_mine(case_id))


@door.get("/requests/<int:case_id>/receipt")
def request_receipt(case_id: int) -> ResponseReturnValue:
    """Right after sending: the reference, by when we decide, and what happens next."""
    case = _mine(case_id)
    paper = forms.catalogue().get(case.paper)
    return render_template(
        "affiliate/requests/receipt.html",
        case=case,
        title=case_words.title_of(case.paper),
        path=case_words.path_of(case),
        next_words=paper.next_words if paper else "",
        manager=affiliates.manager_of(g.affiliate_id),
    )


@door.get("/requests/<int:case_id>/paper.pdf")
def request_paper(case_id: int) -> ResponseReturnValue:
    """The paper as it was sent, to keep."""
    case = _mine(case_id)
    return as_download(paper_sheets.filled_pdf(case), name=f"{case.paper}-{case.reference}.pdf")


@door.get("/requests/<int:case_id>/documents/<int:document_id>")
def request_document(case_id: int, document_id: int) -> ResponseReturnValue:
    """A file that was joined."""
    found = cases.document_for(g.actor, _mine(case_id).id, document_id)
    return joined_files.as_download(found) if found else abort(404)


@door.route("/requests/<int:case_id>/withdraw", methods=["GET", "POST"])
def request_withdraw(case_id: int) -> ResponseReturnValue:
    """Take a request back, after asking whether one is sure."""
    case = _mine(case_id)
    if request.method == "POST":
        try:
            cases.withdraw(case_id, by=g.actor, at=clock.now())
        except AlreadyDecided:
            raise ConflictError from None
        return redirect(url_for("affiliate.request", case_id=case_id), 303)
    if not case.is_open:
        return redirect(url_for("affiliate.request", case_id=case_id), 303)
    return render_template(
        "affiliate/requests/withdraw.html", case=case, title=case_words.title_of(case.paper)
    )


@door.post("/requests/<int:case_id>/answer")
def request_answer(case_id: int) -> ResponseReturnValue:
    """Answer what we asked, with files."""
    case, form = _mine(case_id), AnswerForm.from_request()
    found: list[Upload] = []
    refused = joined_files.take_in(request.files.getlist("files"), found.append)
    if len(case.documents) + len(found) > cases.DOCUMENTS_AT_MOST * 2:
        refused.append(case_words.too_many_words())
    if not form.is_sent_and_valid() or refused:
        return _show(case, form=form, refused=refused), 422
    try:
        cases.answer(case_id, words=form.words.data, by=g.actor, at=clock.now(), files=found)
    except AlreadyDecided:
        raise ConflictError from None
    return redirect(url_for("affiliate.request", case_id=case_id, answered=1), 303)


def _show(case: CaseView, *, form: FundForm | None = None, refused: list[str] | None = None) -> str:
    about = {f"case:{case.id}", f"case-{case.id}"}
    letters = [one for one in notices.letters_for(affiliate_id=g.affiliate_id) if one.source in about]
    return render_template(
        "affiliate/requests/case.html",
        case=case,
        title=case_words.title_of(case.paper),
        status=case_words.status_of(case.state),
        path=case_words.path_of(case),
        rows=case_words.rows_of(case),
        size_words=case_words.size_words,
        letters=letter_items(letters, href),
        form=form or AnswerForm.from_request(),
        refused=refused or [],
    )


def _paper(name: str) -> forms.Paper:
    paper = forms.catalogue().get(name)
    if paper is None or paper.who is not forms.Audience.AFFILIATE:
        abort(404)
    return paper


def _mine(case_id: int) -> CaseView:
    """A request of the affiliate for whom one acts now; anything else is 404."""
    found = cases.get_for(g.actor, case_id)
    if found is None or found.affiliate_id != g.affiliate_id:
        abort(404)
    return found
