"""Who comes in here: the fund's own people with their roles, invitations, and access that must end."""

from __future__ import annotations

from typing import Any

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import EmailField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import Email, InputRequired, Length

from webapp.domain import identity
from webapp.domain.identity import Permission, Role
from webapp.kit.db import SAFE_METHODS
from webapp.kit.fields import FundForm
from webapp.kit.i18n import NAMES
from webapp.views.security_words import ACTIVITY
from webapp.views.staff import door, needs

ROLE_WORDS = {
    Role.CASES: _l("Files and requests"),
    Role.PAYMENTS: _l("Payments"),
    Role.RUNS: _l("Runs"),
    Role.EDITOR: _l("Bulletin"),
    Role.SUPERVISOR: _l("Supervision: releases what others prepared"),
    Role.OPERATOR: _l("Operation"),
}
STATE_WORDS = {"open": _l("open"), "invited": _l("invited, not opened yet"), "closed": _l("closed")}
ROLES = [SelectChoice(role.value, words) for role, words in ROLE_WORDS.items()]


class RolesForm(FundForm):
    """What a member of staff may do."""

    roles = SelectMultipleField(_l("Roles"), [InputRequired(_l("Choose at least one role."))], choices=ROLES)


class InviteForm(RolesForm):
    """A colleague who is to come in."""

    name = StringField(_l("Name"), [InputRequired(_l("Write the name.")), Length(max=120)])
    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Write the e-mail address.")),
            Email(_l("Write an e-mail address like name@example.be.")),
        ],
    )
    language = SelectField(_l("Language"), choices=[SelectChoice(code, name) for code, name in NAMES.items()])


@door.get("/people")
@needs(Permission.GIVE_ACCESS)
def people() -> str:
    """The fund's own people."""
    return render_template("staff/people/list.html", people=identity.staff_people(), **_words())


@door.route("/people/invite", methods=("GET", "POST"))
@needs(Permission.GIVE_ACCESS)
def invite_colleague() -> AnyResponse:
    """Invite a colleague; a code reaches her by mail."""
    form = InviteForm.from_request()
    if not form.is_sent_and_valid():
        return _form_page("staff/people/invite.html", form)
    if identity.login_by_email(form.email.data) is not None:
        form.email.errors = [_l("This address has an access already.")]
        return _form_page("staff/people/invite.html", form)
    login_id = identity.invite(
        email=form.email.data, name=form.name.data, language=form.language.data, by=g.actor
    )
    identity.give_roles(login_id=login_id, roles=[Role(role) for role in form.roles.data], by=g.actor)
    return redirect(url_for("staff.colleague", login_id=login_id), 303)


@door.get("/people/<int:login_id>")
@needs(Permission.GIVE_ACCESS)
def colleague(login_id: int) -> AnyResponse:
    """One colleague: roles, access, what happened."""
    return _colleague_page(_line(login_id), RolesForm(data={"roles": list(_line(login_id).roles)}))


@door.post("/people/<int:login_id>/roles")
@needs(Permission.GIVE_ACCESS)
def change_roles(login_id: int) -> AnyResponse:
    """Give other roles; nobody changes her own."""
    line, form = _other(login_id), RolesForm.from_request()
    if not form.is_sent_and_valid():
        return _colleague_page(line, form)
    identity.give_roles(login_id=login_id, roles=[Role(role) for role in form.roles.data], by=g.actor)
    return redirect(url_for("staff.colleague", login_id=login_id), 303)


@door.post("/people/<int:login_id>/access")
@needs(Permission.GIVE_ACCESS)
def change_access(login_id: int) -> AnyResponse:
    """Close or reopen the access, send the code again, or take away a lost second factor."""
    line = _other(login_id)
    deed = request.form.get("deed", "")
    if deed == "close":
        identity.close_login(login_id=login_id, by=g.actor)
    elif deed == "reopen":
        identity.reopen_login(login_id=login_id, by=g.actor)
    elif deed == "code" and line.state == "invited":
        identity.invite(email=line.email, name=line.name, language=line.language, by=g.actor)
    elif deed == "second_factor":
        identity.remove_second_factor(login_id=login_id, by=g.actor)
    else:
        abort(404)
    return redirect(url_for("staff.colleague", login_id=login_id), 303)


def _line(login_id: int) -> identity.LoginLine:
    line = identity.login_line(login_id)
    if line is None or not line.roles:
        abort(404)
    return line


def _other(login_id: int) -> identity.LoginLine:
    """A colleague; one's own rights are in somebody else's hands."""
    if login_id == g.actor.login_id:
        abort(403)
    return _line(login_id)


def _colleague_page(line: identity.LoginLine, form: Any) -> AnyResponse:
    return _form_page("staff/people/colleague.html", form, line=line, activity=_activity(line.id), **_words())


def _activity(login_id: int) -> list[tuple[identity.ActivityLine, Any]]:
    return [(line, ACTIVITY[line.verb]) for line in identity.activity(login_id) if line.verb in ACTIVITY]


def _form_page(template: str, form: Any, **context: Any) -> AnyResponse:
    status = 200 if request.method in SAFE_METHODS else 422
    return make_response(render_template(template, form=form, **context), status)


def _words() -> dict[str, Any]:
    return {"role_words": ROLE_WORDS, "state_words": STATE_WORDS}
