"""Money that waits for its owner: the list, one movement with suggestions, its place by a second entry."""

from __future__ import annotations

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Optional

from webapp.domain import identity, payments
from webapp.domain.payments import AlreadyAssignedError, LineState, Suggestion, Suspended
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.fields import FundForm
from webapp.kit.i18n import money
from webapp.rules import numbers
from webapp.views.staff import door, needs
from webapp.views.staff.links import account_url

OTHER = "other"


class PlaceForm(FundForm):
    """Where a movement belongs: a suggestion, or what staff found out themselves."""

    account = RadioField(_l("Whose money is it?"), validators=[Optional()], validate_choice=False)
    found = StringField(
        _l("Structured communication or enterprise number"),
        description=_l("For example +++123/4567/89002+++ or 0403.019.261."),
    )

    def offer(self, suggestions: list[Suggestion]) -> None:
        """Put the suggestions and the way to type another into the question."""
        self.account.choices = [
            *(SelectChoice(one.account, suggestion_words(one)) for one in suggestions),
            SelectChoice(OTHER, _("Somebody else, namely:")),
        ]

    def place(self) -> str | None:
        """The chosen account; None, with the error at its field, when nobody stands behind it."""
        if self.account.data and self.account.data != OTHER:
            return str(self.account.data)
        typed = (self.found.data or "").strip()
        account = payments.account_of(typed) if typed else None
        if account is None:
            self.found.errors = [
                _("Nobody here has this reference or number. Check it, or leave the money in suspense.")
                if typed
                else _("Choose a suggestion, or write a reference or an enterprise number.")
            ]
        return account


@door.get("/payments", endpoint="payments")
@needs(identity.Permission.MATCH_PAYMENTS)
def waiting() -> ResponseReturnValue:
    """Every movement in suspense, the oldest first."""
    placed = payments.suspended(request.args.get("placed", 0, type=int))
    return render_template(
        "staff/payments/index.html",
        lines=payments.suspense_lines(after=request.args.get("after", 0, type=int)),
        total=payments.suspense_total(),
        placed=placed,
        placed_with=payments.owner_name(placed.account) if placed and placed.account else "",
    )


@door.route("/payments/<int:line_id>", methods=["GET", "POST"], endpoint="payment")
@needs(identity.Permission.MATCH_PAYMENTS)
def movement(line_id: int) -> ResponseReturnValue:
    """One movement: what the bank said, whose it may be, and the button that books it there."""
    line = payments.suspended(line_id)
    if line is None:
        abort(404)
    suggestions = payments.suggestions_for(line_id)
    form = PlaceForm.from_request()
    form.offer(suggestions)
    if form.is_sent_and_valid() and (account := form.place()):
        return _assign(line, account)
    page = render_template(
        "staff/payments/movement.html", line=line, form=form, suggestions=suggestions, **_owner(line)
    )
    return page, 422 if form.errors else 200


def _assign(line: Suspended, account: str) -> ResponseReturnValue:
    try:
        payments.assign(line.line_id, account=account, by=g.actor, at=clock.now())
    except AlreadyAssignedError:
        session.rollback()
        now = payments.suspended(line.line_id)
        assert now is not None, "movements are never deleted"
        return make_response(render_template("staff/payments/taken.html", line=now, **_owner(now)), 409)
    except payments.UnknownOwnerError:
        abort(404)
    return redirect(url_for("staff.payments", placed=line.line_id), 303)


def _owner(line: Suspended) -> dict[str, object]:
    """How its references are written, where the movement stands now, and who put it there."""
    written = [numbers.written_communication(digits) for digits in line.communications]
    if line.state == LineState.SUSPENSE or line.account is None:
        return {"owner": None, "written": written}
    by = identity.login_line(line.assigned_by) if line.assigned_by else None
    return {
        "written": written,
        "owner": payments.owner_name(line.account),
        "owner_url": account_url(line.account),
        "assigned_by": by.name if by else "",
    }


def suggestion_words(suggestion: Suggestion) -> str:
    """A suggestion in one line: who, why, and what is open there."""
    return _(
        "%(name)s – %(reason)s – %(amount)s open",
        name=suggestion.name,
        reason=reason_words(suggestion),
        amount=money(suggestion.open_cents),
    )


def reason_words(suggestion: Suggestion) -> str:
    """Why an account may be meant."""
    return {
        "number_in_text": _("its enterprise number stands in the text"),
        "mistyped_reference": _("its reference differs in one digit"),
        "paid_before": _("was paid before from this bank account"),
        "amount_and_name": _("this amount is open, and the name is alike"),
        "amount": _("this amount is open"),
    }[suggestion.reason]
