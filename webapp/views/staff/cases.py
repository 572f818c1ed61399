"""The work list and one request: what is asked, what it would change, and the decision."""

from __future__ import annotations

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

import forms
from forms._blocks import LONGEST_TEXT, explanation
from webapp.domain import affiliates, cases, companies, identity
from webapp.domain.cases import AlreadyDecided, CaseLine, CaseState, CaseView
from webapp.domain.identity import Permission
from webapp.kit import clock, receipts
from webapp.kit.fields import FundForm
from webapp.rules.edition import rules_edition
from webapp.views import case_words, joined_files
from webapp.views.staff import door, needs

CLOSED = (CaseState.GRANTED, CaseState.REFUSED, CaseState.WITHDRAWN)
DECISIONS = {"grant": CaseState.GRANTED, "refuse": CaseState.REFUSED}


class QuestionForm(FundForm):
    """What is missing, in words that the person reads."""

    words = explanation(
        _l("What do you need from the person?"),
        missing=_l("Write what you need."),
        description=_l(
            "It goes out as a letter, and stands in the account. The time to decide rests meanwhile."
        ),
    )


class RefusalForm(FundForm):
    """Why not: each line becomes a reason in the letter."""

    reasons = explanation(
        _l("Reasons, one per line"),
        missing=_l("A refusal needs its reasons: the letter gives them, a judge may read them."),
        description=_l("Write them in the language of the letter."),
    )


class GrantForm(FundForm):
    """A grant needs no reason; a word may be added, which the person reads."""

    reasons = TextAreaField(_l("A word to the person"), [Length(max=LONGEST_TEXT)], render_kw={"rows": 3})


@door.get("/", endpoint="work")
@needs(Permission.SEE_WORK)
def work_list() -> ResponseReturnValue:
    """What is to be decided, the earliest promise first."""
    chosen = request.args.get("show", "open")
    may_decide = g.actor.may(Permission.DECIDE_CASES)
    found = _filtered(chosen) if may_decide else []
    return render_template(
        "staff/cases/index.html",
        may_decide=may_decide,
        lines=case_words.lines_of(found),
        names=_names(found),
        filters=_filters(chosen) if may_decide else [],
        today=clock.today(),
    )


@door.get("/cases/<int:case_id>")
@needs(Permission.DECIDE_CASES)
def case(case_id: int) -> ResponseReturnValue:
    """One request with everything needed to decide it."""
    return _page(_found(case_id))


@door.get("/cases/<int:case_id>/documents/<int:document_id>")
@needs(Permission.DECIDE_CASES)
def case_document(case_id: int, document_id: int) -> ResponseReturnValue:
    """A joined file, as a download that can do nothing."""
    found = cases.document_for(g.actor, case_id, document_id)
    return joined_files.as_download(found) if found else abort(404)


@door.post("/cases/<int:case_id>/take")
@needs(Permission.DECIDE_CASES)
def case_take(case_id: int) -> ResponseReturnValue:
    """Take it on oneself, or give it back."""
    found = _found(case_id)
    deed = cases.release if "release" in request.form else cases.take
    try:
        deed(case_id, by=g.actor, at=clock.now())
    except AlreadyDecided:
        return _conflict(found.id)
    return redirect(url_for("staff.case", case_id=case_id), 303)


@door.post("/cases/<int:case_id>/ask")
@needs(Permission.DECIDE_CASES)
def case_ask(case_id: int) -> ResponseReturnValue:
    """Ask the person for what is missing."""
    found, form = _found(case_id), QuestionForm.from_request()
    if not form.is_sent_and_valid():
        return _page(found, question=form), 422
    try:
        cases.ask_for_more(case_id, words=form.words.data, by=g.actor, at=clock.now())
    except AlreadyDecided:
        return _conflict(case_id)
    return redirect(url_for("staff.case", case_id=case_id), 303)


@door.route("/cases/<int:case_id>/decide/<any(grant,refuse):verb>", methods=["GET", "POST"])
@needs(Permission.DECIDE_CASES)
def case_decide(case_id: int, verb: str) -> ResponseReturnValue:
    """Look once more, then decide; a second decision is told of the first."""
    found = _found(case_id)
    form = (GrantForm if verb == "grant" else RefusalForm).from_request()
    if not found.is_open:
        return _conflict(case_id)
    if not form.is_sent_and_valid():
        return _decision_page(found, verb, form), 422 if form.errors else 200
    try:
        _decide(found, verb, form.reasons.data or "")
    except AlreadyDecided:
        return _conflict(case_id)
    except cases.NotAllowed:
        return _decision_page(found, verb, form, trouble=_("You cannot decide your own request.")), 422
    except forms.NotPossibleError as error:
        return _decision_page(found, verb, form, trouble=str(error.words)), 422
    return redirect(url_for("staff.case", case_id=case_id, decided=1), 303)


def _decide(found: CaseView, verb: str, reasons: str) -> None:
    paper = forms.catalogue().get(found.paper)
    effect = forms.effect_of(paper, DECISIONS[verb]) if paper else None
    deed = cases.grant if verb == "grant" else cases.refuse
    deed(found.id, by=g.actor, at=clock.now(), reasons=reasons, effect=effect)


def _page(found: CaseView, *, question: FundForm | None = None) -> str:
    return render_template("staff/cases/case.html", question=question or QuestionForm(), **_facts(found))


def _decision_page(found: CaseView, verb: str, form: FundForm, *, trouble: str = "") -> str:
    facts = _facts(found)
    return render_template("staff/cases/decide.html", verb=verb, form=form, trouble=trouble, **facts)


def _conflict(case_id: int) -> ResponseReturnValue:
    """Somebody was first: say who, when and what, and change nothing."""
    facts = _facts(_found(case_id))
    return render_template("staff/cases/conflict.html", **facts), 409


def _facts(found: CaseView) -> dict[str, Any]:
    outlook = _outlook(found)
    return {
        "case": found,
        "title": case_words.title_of(found.paper),
        "status": case_words.status_of(found.state),
        "who": _names([found])[found.id],
        "rows": case_words.rows_of(found),
        "path": case_words.path_of(found, for_staff=True),
        "calculation": cases.calculation_of(found.key),
        "edition": rules_edition(),
        "size_words": case_words.size_words,
        "taken_by": _person(found.taken_by),
        "decided_by": _person(found.decided_by),
        "mine": found.taken_by == g.actor.login_id,
        "outlook": outlook,
        "outlook_lines": receipts.lines(outlook.explained, with_sources=True) if outlook else [],
        "effects": [(receipts.quarter_words(one.quarter), one) for one in outlook.quarters]
        if outlook
        else [],
    }


def _outlook(found: CaseView) -> forms.Outlook | None:
    paper = forms.catalogue().get(found.paper)
    asker = forms.Asker(on=clock.today(), affiliate_id=found.affiliate_id, company_id=found.company_id)
    return paper.outlook_for(asker, found.answers) if paper and found.is_open else None


def _found(case_id: int) -> CaseView:
    return cases.get_for(g.actor, case_id) or abort(404)


def _person(login_id: int | None) -> str:
    line = identity.login_line(login_id) if login_id is not None else None
    return line.name if line else ""


def _names(found: list[CaseLine] | list[CaseView]) -> dict[int, str]:
    """Whose request each one is."""
    persons = affiliates.names([one.affiliate_id for one in found if one.affiliate_id is not None])
    legal = companies.names([one.company_id for one in found if one.company_id is not None])
    return {one.id: persons.get(one.affiliate_id or 0) or legal.get(one.company_id or 0, "") for one in found}


def _filtered(chosen: str) -> list[CaseLine]:
    if chosen == "mine":
        return cases.work_list(taken_by=g.actor.login_id)
    states = {"new": (CaseState.RECEIVED,), "waiting": (CaseState.WAITING,), "closed": CLOSED}
    return cases.work_list(states=states.get(chosen, cases.OPEN))


def _filters(chosen: str) -> list[dict[str, Any]]:
    found = cases.counts()
    filters = (
        ("open", _("To decide"), sum(found[state] for state in cases.OPEN)),
        ("mine", _("Mine"), len(cases.work_list(taken_by=g.actor.login_id))),
        ("new", _("Nobody's yet"), found[CaseState.RECEIVED]),
        ("waiting", _("An answer is awaited"), found[CaseState.WAITING]),
        ("closed", _("Closed"), sum(found[state] for state in CLOSED)),
    )
    return [
        {
            "text": words,
            "href": url_for("staff.work", show=name),
            "current": name == chosen,
            "count": count,
        }
        for name, words, count in filters
    ]
