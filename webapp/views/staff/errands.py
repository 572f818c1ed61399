"""Stuck errands: what failed for good, why, and what a person decides; beside it how the line is moving."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.domain.identity import Permission
from webapp.kit import audit, clock, outbox
from webapp.kit.errors import ConflictError
from webapp.kit.fields import FundForm
from webapp.kit.outbox import Errand
from webapp.views.staff import door, needs

JOBS = {
    "company_calls": _l("Call the company contributions"),
    "confirm_subscription": _l("Ask a subscriber to confirm"),
    "due_notices": _l("Draw the quarterly dues"),
    "forget_unconfirmed": _l("Forget subscribers who did not confirm"),
    "import_statement": _l("Read a bank statement"),
    "look_up_password_request": _l("Answer a request for a new password"),
    "purge": _l("Delete what has served"),
    "reckon_law_change": _l("Reckon the fund by a changed law"),
    "send_bulletin": _l("Send a bulletin"),
    "send_bulletin_trial": _l("Send a trial of a bulletin"),
    "send_code": _l("Send a one-time code"),
    "send_notice": _l("Send a letter or message"),
    "send_notices": _l("Send the letters of a run"),
    "tell_office_of_callback": _l("Tell an office that somebody wants to be called"),
    "warn_person": _l("Warn a person about her access"),
    "write_down_searches": _l("Write down what was looked for in vain"),
}


class GiveUpForm(FundForm):
    """Why an errand will not be carried out."""

    because = TextAreaField(
        _l("Why is this errand given up?"),
        [DataRequired(_l("Write the reason: colleagues will want to know it.")), Length(max=300)],
        description=_l("What will happen instead? Write no name and no number of a person."),
    )


@door.get("/errands")
@needs(Permission.MEND_ERRANDS)
def errands() -> str:
    """What failed, latest first, and how many errands wait."""
    return render_template(
        "staff/errands/index.html",
        stuck=[(errand, words_of(errand)) for errand in outbox.stuck()],
        waiting=outbox.waiting(at=clock.now()),
        did=request.args.get("did", ""),
    )


@door.post("/errands/<int:errand_id>/again")
@needs(Permission.MEND_ERRANDS)
def errand_again(errand_id: int) -> ResponseReturnValue:
    """Put one errand back in the line."""
    if not outbox.try_again(errand_id):
        raise ConflictError
    audit.note(g.actor, "errand.tried_again", f"errand:{errand_id}")
    return redirect(url_for("staff.errands", did="again"), 303)


@door.post("/errands/again")
@needs(Permission.MEND_ERRANDS)
def errands_again() -> ResponseReturnValue:
    """Put every stuck errand back in the line, after a mail server or a printer was away."""
    for errand in outbox.stuck():
        outbox.try_again(errand.id)
        audit.note(g.actor, "errand.tried_again", f"errand:{errand.id}")
    return redirect(url_for("staff.errands", did="again"), 303)


@door.route("/errands/<int:errand_id>/give-up", methods=("GET", "POST"))
@needs(Permission.MEND_ERRANDS)
def errand_give_up(errand_id: int) -> ResponseReturnValue:
    """Close an errand undone: asked once more, with the reason."""
    errand = outbox.stuck_one(errand_id)
    if errand is None:
        abort(404)
    form = GiveUpForm.from_request()
    if not form.is_sent_and_valid():
        page = render_template("staff/errands/give_up.html", errand=errand, words=words_of(errand), form=form)
        return page, 422 if form.errors else 200
    outbox.give_up(errand_id, because=form.because.data)
    audit.note(g.actor, "errand.given_up", f"errand:{errand_id}")
    return redirect(url_for("staff.errands", did="given_up"), 303)


def words_of(errand: Errand) -> dict[str, str]:
    """An errand in words: what was to be done, to which thing of ours, and what went wrong."""
    things = ", ".join(f"{name.removesuffix('_id')} {value}" for name, value in sorted(errand.args.items()))
    return {
        "title": str(JOBS.get(errand.job, errand.job)),
        "things": things,
        "reason": errand.last_error or _("The reason was not written down."),
    }
