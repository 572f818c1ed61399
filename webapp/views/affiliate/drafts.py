"""A request being written: its steps, its files, the check before sending; what is typed is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

import forms
from webapp.domain import affiliates, cases
from webapp.domain.cases import DocumentView, DraftView, OtherContent, TooManyDocumentsError, Upload
from webapp.kit import clock, receipts
from webapp.kit.db import keep_refusal
from webapp.kit.parts import page_or_part
from webapp.views import case_words, joined_files
from webapp.views.affiliate import door

DOCUMENTS = "documents"
CHECK = "check"


@door.route("/requests/drafts/<key>/<name>", methods=["GET", "POST"])
def request_step(key: str, name: str) -> ResponseReturnValue:
    """One page of questions: kept when good, or as typed when one wants to go on later."""
    draft, paper = _draft(key)
    step = paper.step(name) or abort(404)
    form = _form(paper, draft, only=step.questions)
    action = request.form.get("action", "")
    if action == "later":
        cases.keep_answers(key, forms.typed_of(form), by=g.actor, at=clock.now())
        return redirect(url_for("affiliate.requests", saved=1), 303)
    if "wrong" in request.args and request.method == "GET":
        form.validate()
    if form.is_sent_and_valid() and action != "outlook":
        cases.keep_answers(key, forms.typed_of(form), by=g.actor, at=clock.now())
        return redirect(_after(draft, paper, name), 303)
    return _step_page(draft, paper, step, form, asks_outlook=action == "outlook")


@door.route("/requests/drafts/<key>/documents", methods=["GET", "POST"])
def request_documents(key: str) -> ResponseReturnValue:
    """Files that help to decide: several, taken out again at will, refused with the reason."""
    draft, paper = _draft(key)
    if request.method == "GET" or paper.wanted is None:
        return _documents_page(draft, paper)
    if "remove" in request.form:
        cases.detach(key, request.form.get("remove", 0, type=int), by=g.actor)
        return redirect(url_for("affiliate.request_documents", key=key), 303)
    refused = _join(key)
    draft = cases.draft_for(g.actor, key) or draft
    action = request.form.get("action", "")
    missing = action == "continue" and paper.wanted.required and not draft.documents
    if refused or missing:
        keep_refusal()  # the good files of the same choice stay
        return _documents_page(draft, paper, refused=refused, missing=missing), 422
    if action == "later":
        return redirect(url_for("affiliate.requests", saved=1), 303)
    here = url_for("affiliate.request_documents", key=key)
    return redirect(_after(draft, paper, DOCUMENTS) if action == "continue" else here, 303)


@door.route("/requests/drafts/<key>/check", methods=["GET", "POST"])
def request_check(key: str) -> ResponseReturnValue:
    """All answers at a glance, the declaration, and the one button that sends."""
    draft, paper = _draft(key)
    whole = forms.form_of(paper.questions, draft.answers, asker=_asker(), only=paper.asked)
    if not whole.validate():
        first = next(one for one in paper.steps if any(name in whole.errors for name in one.questions))
        return redirect(url_for("affiliate.request_step", key=key, name=first.name, wrong=1), 303)
    answers = forms.answers_of(whole)
    form = _form(paper, draft, only=paper.declarations)
    seen = _fingerprint(answers, draft.documents)
    changed = request.method == "POST" and request.form.get("seen") != seen
    if form.is_sent_and_valid() and not changed:
        return _send(draft, paper, {**answers, **forms.answers_of(form)})
    page = _check_page(draft, paper, form, answers, seen=seen, changed=changed)
    return page, 409 if changed else 422 if form.errors else 200


@door.route("/requests/drafts/<key>/forget", methods=["GET", "POST"])
def draft_forget(key: str) -> ResponseReturnValue:
    """Throw away what was begun, after asking whether one is sure."""
    draft, paper = _draft(key)
    if request.method == "POST":
        cases.forget(key, by=g.actor)
        return redirect(url_for("affiliate.requests", forgotten=1), 303)
    return render_template("affiliate/requests/forget.html", draft=draft, paper=paper)


def _send(draft: DraftView, paper: forms.Paper, answers: dict[str, Any]) -> ResponseReturnValue:
    """Send it under the key of the draft: a second click finds the first case."""
    title, words = forms.receipt_words(
        paper,
        answers,
        language=affiliates.addressee(g.affiliate_id).language,
        on=clock.today(),
        files=[one.name for one in draft.documents],
    )
    try:
        case = cases.submit(
            paper.name,
            key=draft.key,
            by=g.actor,
            at=clock.now(),
            version=paper.version,
            answers=answers,
            affiliate_id=g.affiliate_id,
            title=title,
            receipt_words=words,
        )
    except OtherContent:
        abort(409)
    return redirect(url_for("affiliate.request_receipt", case_id=case.id), 303)


def _join(key: str) -> list[str]:
    """Join what was chosen; gives the sentences for what was refused."""
    full = False

    def keep(file: Upload) -> None:
        nonlocal full
        try:
            cases.attach(
                key,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                stored_as=file.stored_as,
                by=g.actor,
                at=clock.now(),
            )
        except TooManyDocumentsError:
            full = True

    refused = joined_files.take_in(request.files.getlist("files"), keep)
    return [*refused, *([case_words.too_many_words()] if full else [])]


def _draft(key: str) -> tuple[DraftView, forms.Paper]:
    """The draft and its paper; one that was sent already leads to its receipt (back button, second click)."""
    draft = cases.draft_for(g.actor, key)
    if draft is None:
        _lead_to_sent(key)
    paper = forms.catalogue().get(draft.paper) if draft else None
    if draft is None or paper is None or draft.affiliate_id != g.affiliate_id:
        abort(404)
    return draft, paper


def _lead_to_sent(key: str) -> None:
    sent = cases.case_of_key(key, actor=g.actor)
    if sent is None or sent.affiliate_id != g.affiliate_id:
        return
    asked = forms.catalogue()[sent.paper].asked
    seen = _fingerprint({name: sent.answers.get(name) for name in asked}, sent.documents)
    if request.method == "POST" and request.form.get("seen", seen) != seen:
        abort(409)
    abort(redirect(url_for("affiliate.request_receipt", case_id=sent.id, again=1), 303))


def _form(paper: forms.Paper, draft: DraftView, *, only: Collection[str]) -> forms.Questions:
    """The questions of one page: as just posted, as kept for a lapsed visit, or as saved in the draft."""
    form = paper.questions.from_request()
    if request.method == "GET" and not g.get("kept_form", False):
        typed = {name: draft.answers[name] for name in only if name in draft.answers}
        form = paper.questions(MultiDict(typed) if typed else None)
    assert isinstance(form, forms.Questions), "papers ask Questions"
    return forms.fit(form, asker=_asker(), only=only, typed=draft.answers)


def _step_page(
    draft: DraftView, paper: forms.Paper, step: forms.Step, form: forms.Questions, *, asks_outlook: bool
) -> ResponseReturnValue:
    outlook = _outlook(paper, step, form) if request.method == "GET" or asks_outlook else None
    typed_wrong = asks_outlook and bool(form.errors)
    return page_or_part(
        "affiliate/requests/step.html",
        "affiliate/requests/_outlook.html",
        status=200 if asks_outlook or not form.errors else 422,
        draft=draft,
        paper=paper,
        step=step,
        form=form,
        outlook=outlook,
        outlook_lines=_outlook_lines,
        problems=[words for name in form.errors for words in form.errors[name]] if typed_wrong else [],
        **_place(paper, step.name),
    )


def _outlook(paper: forms.Paper, step: forms.Step, form: forms.Questions) -> forms.Outlook | None:
    """What granting would change, as far as this page's answers are good."""
    if not step.with_outlook:
        return None
    same = forms.form_of(paper.questions, forms.typed_of(form), asker=_asker(), only=step.questions)
    return paper.outlook_for(_asker(), forms.answers_of(same)) if same.validate() else None


def _outlook_lines(outlook: forms.Outlook) -> list[receipts.Line]:
    return receipts.lines(outlook.explained)


def _documents_page(
    draft: DraftView, paper: forms.Paper, *, refused: Collection[str] = (), missing: bool = False
) -> str:
    return render_template(
        "affiliate/requests/documents.html",
        draft=draft,
        paper=paper,
        refused=refused,
        missing=missing,
        size_words=case_words.size_words,
        **_place(paper, DOCUMENTS),
    )


def _check_page(
    draft: DraftView,
    paper: forms.Paper,
    form: forms.Questions,
    answers: dict[str, Any],
    *,
    seen: str,
    changed: bool,
) -> str:
    found = forms.rows_of(paper, answers, on=clock.today())
    groups = [
        (step, [{"label": label, "value": said} for name, label, said in found if name in step.questions])
        for step in paper.steps
    ]
    return render_template(
        "affiliate/requests/check.html",
        draft=draft,
        paper=paper,
        form=form,
        groups=groups,
        seen=seen,
        changed=changed,
        outlook=paper.outlook_for(_asker(), answers),
        outlook_lines=_outlook_lines,
        size_words=case_words.size_words,
        **_place(paper, CHECK),
    )


def _place(paper: forms.Paper, name: str) -> dict[str, Any]:
    """How far one is, and the way back."""
    titles = [(step.name, str(step.title)) for step in paper.steps]
    titles += [(DOCUMENTS, _("Documents"))] if paper.wanted else []
    titles += [(CHECK, _("Check and send"))]
    names = [one for one, _title in titles]
    place = names.index(name)
    return {
        "titles": [title for _name, title in titles],
        "current": place + 1,
        "before": names[place - 1] if place else "",
    }


def _after(draft: DraftView, paper: forms.Paper, name: str) -> str:
    """The next page, or back to the check when one came from there."""
    names = [step.name for step in paper.steps] + ([DOCUMENTS] if paper.wanted else []) + [CHECK]
    following = CHECK if request.args.get("to") == CHECK else names[names.index(name) + 1]
    if following in {DOCUMENTS, CHECK}:
        return url_for(f"affiliate.request_{following}", key=draft.key)
    return url_for("affiliate.request_step", key=draft.key, name=following)


def _asker() -> forms.Asker:
    return forms.Asker(on=clock.today(), affiliate_id=g.affiliate_id)


def _fingerprint(answers: dict[str, Any], documents: Collection[DocumentView]) -> str:
    """Tells what was seen on the check page from what is stored now (another window may have changed it)."""
    packed = json.dumps([answers, sorted(one.stored_as for one in documents)], sort_keys=True)
    return hashlib.sha256(packed.encode()).hexdigest()[:24]
