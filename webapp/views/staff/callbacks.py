"""Calls that people asked for: which come first, who makes them, what came of them."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.domain import callbacks, identity
from webapp.domain.callbacks import CallbackView
from webapp.domain.identity import Permission
from webapp.kit import clock
from webapp.kit.errors import ConflictError
from webapp.kit.fields import FundForm
from webapp.views.staff import door, needs
from webapp.views.visitor.callback import SUBJECTS


class NoteForm(FundForm):
    """What came of a call."""

    note = TextAreaField(
        _l("What came of it?"),
        [DataRequired(_l("Write in a few words what came of it.")), Length(max=1000)],
        description=_l("For colleagues; erased after 90 days. What belongs to the file goes there."),
    )


@door.get("/callbacks")
@needs(Permission.CALL_BACK)
def callbacks_list() -> str:
    """What is to be called, the earliest promise first, and what was done lately."""
    waiting, done = callbacks.open_callbacks(), callbacks.recently_done()
    return render_template(
        "staff/callbacks/index.html",
        waiting=waiting,
        done=done,
        now=clock.now(),
        names=_names(waiting + done),
        subjects=SUBJECTS,
        did=request.args.get("did", ""),
    )


@door.route("/callbacks/<int:callback_id>", methods=("GET", "POST"))
@needs(Permission.CALL_BACK)
def callback(callback_id: int) -> ResponseReturnValue:
    """One call: whom, about what, and the note that closes it."""
    found = callbacks.callback(callback_id)
    if found is None:
        abort(404)
    form = NoteForm.from_request()
    if not form.is_sent_and_valid():
        return _page(found, form), 422 if form.errors else 200
    try:
        callbacks.close(callback_id, note=form.note.data.strip(), by=g.actor, at=clock.now())
    except callbacks.AlreadyTakenError:
        raise ConflictError from None
    return redirect(url_for("staff.callbacks_list", did="done"), 303)


@door.post("/callbacks/<int:callback_id>/take")
@needs(Permission.CALL_BACK)
def callback_take(callback_id: int) -> ResponseReturnValue:
    """This colleague makes the call."""
    try:
        found = callbacks.take(callback_id, by=g.actor, at=clock.now())
    except callbacks.AlreadyTakenError:
        raise ConflictError from None
    return redirect(url_for("staff.callback", callback_id=callback_id), 303) if found else abort(404)


def _page(found: CallbackView, form: NoteForm) -> str:
    return render_template(
        "staff/callbacks/callback.html",
        call=found,
        form=form,
        now=clock.now(),
        names=_names([found]),
        subject=SUBJECTS[found.subject],
        is_mine=found.taken_by == g.actor.login_id,
    )


def _names(found: list[CallbackView]) -> dict[int, str]:
    ids = {one for call in found for one in (call.taken_by, call.done_by) if one is not None}
    lines = {one: identity.login_line(one) for one in ids}
    return {one: line.name if line else "" for one, line in lines.items()}
