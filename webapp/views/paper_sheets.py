"""Papers on paper: blank to fill in, and as they were filled in; fed from the same questions as the pages."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, cast

from flask_babel import gettext as _

import forms
from webapp.domain import affiliates
from webapp.domain.cases import CaseView
from webapp.kit import papers
from webapp.kit.i18n import language
from webapp.kit.papers import Question, Section, Sheet


@lru_cache(maxsize=256)
def blank_pdf(name: str, spoken: str, made_on: date) -> bytes:
    """The paper to fill in on screen or by hand, printed once a day for everybody."""
    paper = forms.catalogue()[name]
    form = forms.form_of(paper.questions, None, asker=forms.Asker(on=made_on))
    parts = [
        _section(str(step.title), [_question(form[name]) for name in step.questions], intro=str(step.intro))
        for step in paper.steps
    ]
    sheet = Sheet(
        title=str(paper.title),
        intro=str(paper.summary),
        basis=str(paper.legal),
        sections=(
            _who_asks(),
            *parts,
            *_documents(paper),
            _signature([_question(form[name]) for name in paper.declarations]),
        ),
    )
    return papers.blank(sheet, spoken, made_on=made_on)


def filled_pdf(case: CaseView) -> bytes:
    """The paper as it was sent, with its reference, in the language being spoken."""
    paper = forms.catalogue()[case.paper]
    found = {
        name: (label, words) for name, label, words in forms.rows_of(paper, case.answers, on=case.received_on)
    }
    who = affiliates.addressee(case.affiliate_id) if case.affiliate_id is not None else None
    parts = [
        _section(str(step.title), [_answered(name, *found[name]) for name in step.questions if name in found])
        for step in paper.steps
    ]
    joined = [_answered(f"file{n}", _("File"), one.name) for n, one in enumerate(case.documents)]
    declared = [_answered(name, *found[name]) for name in paper.declarations if name in found]
    sections = [
        _section(_("Who asks"), [_answered("name", _("Name"), who.name)]) if who else None,
        *parts,
        _section(_("Documents"), joined) if joined else None,
        _section(_("Declaration"), declared) if declared else None,
    ]
    sheet = Sheet(
        title=str(paper.title),
        basis=str(paper.legal),
        sections=tuple(one for one in sections if one is not None),
    )
    return papers.receipt(sheet, language(), received_on=case.received_on, reference=case.reference)


def _section(title: str, questions: list[Question], *, intro: str = "") -> Section:
    return Section(title=title, intro=intro, questions=tuple(questions))


def _question(field: Any) -> Question:
    kind = cast("Any", forms.kind_of(field))
    choices = forms.options_of(field) if kind == "choice" else ()
    too_many = len(choices) > 12  # noqa: PLR2004 - more boxes than a page can hold: write it
    return Question(
        name=field.name,
        kind="text" if too_many else kind,
        label=str(field.label.text),
        hint=str(field.description or ""),
        options=() if too_many else choices,
        required=bool(field.flags.required),
    )


def _answered(name: str, label: str, words: str) -> Question:
    return Question(name=name, kind="multiline" if "\n" in words else "text", label=label, answer=words)


def _who_asks() -> Section:
    return _section(
        _("Who asks"),
        [
            Question(name="name", kind="text", label=_("Name and first name"), required=True),
            Question(name="national_number", kind="text", label=_("National number"), required=True),
            Question(name="reach", kind="text", label=_("Telephone or e-mail")),
        ],
    )


def _documents(paper: forms.Paper) -> tuple[Section, ...]:
    if paper.wanted is None:
        return ()
    words = "; ".join(str(one) for one in paper.wanted.words)
    joined = Question(name="joined", kind="text", label=_("Documents that you join"))
    return (_section(_("Documents"), [joined], intro=_("These documents help us: %(words)s.", words=words)),)


def _signature(declared: list[Question]) -> Section:
    signed = [
        Question(name="signed_on", kind="date", label=_("Date")),
        Question(name="signature", kind="signature", label=_("Signature")),
    ]
    return _section(_("Declaration"), [*declared, *signed])
