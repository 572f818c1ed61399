"""Bank statements: what came in, and a new file from the browser, whole into the books or refused whole."""

from __future__ import annotations

from typing import Final

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.domain import identity, payments
from webapp.domain.payments import BadStatementError
from webapp.kit import clock
from webapp.kit.db import session
from webapp.rules.numbers import written_iban
from webapp.views.staff import door, needs
from webapp.views.statement_words import refusal_words

#: A larger file is booked by a worker, so that nobody waits at the page.
AT_ONCE: Final = 2 * 1024 * 1024


@door.get("/statements", endpoint="statements")
@needs(identity.Permission.MATCH_PAYMENTS)
def statement_list() -> ResponseReturnValue:
    """The statements in the books, the files that wait, and the balance of each bank account."""
    return _page()


@door.post("/statements", endpoint="statement_upload")
@needs(identity.Permission.MATCH_PAYMENTS)
def upload() -> ResponseReturnValue:
    """Import the file that was chosen."""
    sent = request.files.get("statement")
    if sent is None or not sent.filename:
        return _page(wrong=_("Choose the file that your bank gave you."), file_name=""), 422
    content = sent.read()
    if len(content) > AT_ONCE:
        payments.receive(content, name=sent.filename, by=g.actor, at=clock.now())
        return redirect(url_for("staff.statements", waits=1), 303)
    try:
        done = payments.import_statement(content, name=sent.filename, by=g.actor, at=clock.now())
    except BadStatementError as refused:
        session.rollback()
        reason = refusal_words(refused.code, refused.line, refused.facts)
        return _page(wrong=reason, file_name=sent.filename), 422
    again = {"again": 1} if done.already or not done.statements else {}
    return redirect(url_for("staff.statements", file=done.file_id, **again), 303)


def _page(*, wrong: str = "", file_name: str = "") -> str:
    waiting = [
        (file, refusal_words(file.because, file.line, file.facts) if file.because else "")
        for file in payments.files_received()
    ]
    balances = {written_iban(iban): cents for iban, cents in sorted(payments.bank_accounts().items())}
    return render_template(
        "staff/statements/index.html",
        statements=payments.statements(),
        files=waiting,
        balances=balances,
        total=payments.suspense_total(),
        done=_done_words(),
        wrong=wrong,
        file_name=file_name,
    )


def _done_words() -> str:
    """What became of the file that was just sent."""
    if request.args.get("waits"):
        return _("The file has arrived. It is large: it is being booked now, look again in a minute.")
    done = payments.outcome_of(request.args.get("file", 0, type=int))
    if done is None:
        return ""
    if request.args.get("again"):
        return _("Everything in this file was imported before: nothing was booked twice.")
    movements = ngettext("%(num)s movement", "%(num)s movements", done.lines)
    return _(
        "Booked: %(movements)s, %(matched)s led to their account, %(suspense)s in suspense.",
        movements=movements,
        matched=done.matched,
        suspense=done.suspense,
    )
