"""Bulletins: written per language, declared ready by one, released by another, watched while being sent."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp.domain import bulletins, identity
from webapp.domain.identity import Permission
from webapp.kit import clock
from webapp.kit.db import SAFE_METHODS
from webapp.kit.errors import ConflictError
from webapp.kit.fields import FundForm
from webapp.kit.i18n import LANGUAGES, NAMES
from webapp.kit.parts import asks_for_part, page_or_part
from webapp.views.staff import door, needs

#: HTMX stops asking again when it gets this status.
STOP_ASKING: Final = 286
LONGEST_SUBJECT: Final = 120
LONGEST_BODY: Final = 60_000
ONE: Final = "/bulletins/<int:bulletin_id>"
IN_ONE_LANGUAGE: Final = f"{ONE}/<any({','.join(LANGUAGES)}):written_in>"


class WordsForm(FundForm):
    """The words of an issue in one language."""

    subject = StringField(
        _l("Subject"),
        [InputRequired(_l("Write the subject.")), Length(max=LONGEST_SUBJECT)],
        description=_l("What the mailbox shows: say what is new, in one line."),
    )
    body = TextAreaField(
        _l("Text"),
        [InputRequired(_l("Write the text.")), Length(max=LONGEST_BODY)],
        description=_l(
            "Headings begin with ##, list items with a hyphen. Links: [words](https://…), "
            "or [words](page:contact) for a page of ours."
        ),
        render_kw={"rows": 22},
    )


@door.get("/bulletins")
@needs(Permission.SEE_WORK)
def all_bulletins() -> str:
    """Every issue, the latest first, and who reads."""
    return render_template(
        "staff/bulletins/index.html",
        issues=[(one, bulletins.progress(one.id), _state(one)) for one in bulletins.all_issues()],
        counts=bulletins.subscriber_counts(),
        readers=bulletins.audience_by_language(),
        may_write=g.actor.may(Permission.WRITE_BULLETINS),
    )


@door.post("/bulletins")
@needs(Permission.WRITE_BULLETINS)
def bulletin_begin() -> ResponseReturnValue:
    """Begin the next issue."""
    bulletin_id = bulletins.begin(by=g.actor, at=clock.now())
    return redirect(
        url_for("staff.bulletin_words", bulletin_id=bulletin_id, written_in=g.actor.language), 303
    )


@door.get(ONE)
@needs(Permission.SEE_WORK)
def bulletin(bulletin_id: int) -> ResponseReturnValue:
    """One issue: its words, where it stands, how far it was sent, and whom it did not reach."""
    answer = _overview(_issue(bulletin_id))
    if asks_for_part() and _issue(bulletin_id).state != bulletins.IssueState.SENDING:
        answer.status_code = STOP_ASKING
        answer.headers["HX-Refresh"] = "true"
    return answer


@door.route(IN_ONE_LANGUAGE, methods=("GET", "POST"))
@needs(Permission.WRITE_BULLETINS)
def bulletin_words(bulletin_id: int, written_in: str) -> ResponseReturnValue:
    """Write one language."""
    found = _issue(bulletin_id)
    subject, body = found.texts.get(written_in, ("", ""))
    form = WordsForm.from_request(data={"subject": subject, "body": body})
    if not form.is_sent_and_valid() or not _links_lead_somewhere(form, written_in):
        return _words_page(found, written_in, form)
    _do(
        bulletins.write,
        bulletin_id,
        language=written_in,
        subject=form.subject.data,
        body=form.body.data,
        at=clock.now(),
    )
    return redirect(
        url_for("staff.bulletin_preview", bulletin_id=bulletin_id, written_in=written_in, kept=1), 303
    )


@door.get(f"{IN_ONE_LANGUAGE}/preview")
@needs(Permission.SEE_WORK)
def bulletin_preview(bulletin_id: int, written_in: str) -> str:
    """One language as readers will see it: as a page and as plain text."""
    found = _issue(bulletin_id)
    subject, body = found.texts.get(written_in, ("", ""))
    return render_template(
        "staff/bulletins/preview.html",
        html=bulletins.body_html(body, language=written_in),
        text=bulletins.body_text(body, language=written_in),
        subject=subject,
        **_frame(found, written_in, "staff.bulletin_preview"),
    )


@door.get(f"{IN_ONE_LANGUAGE}/mail")
@needs(Permission.SEE_WORK)
def bulletin_mail(bulletin_id: int, written_in: str) -> Response:
    """The very mail, to open in a mail program."""
    found = _issue(bulletin_id)
    if written_in in found.missing:
        abort(404)
    raw = bulletins.trial_for(
        found,
        email=identity.email_of(g.actor.login_id),
        language=written_in,
        thing=f"bulletin-look-{found.id}",
    )
    answer = make_response(raw)
    answer.headers["Content-Type"] = "message/rfc822"
    answer.headers["Content-Disposition"] = f'attachment; filename="bulletin-{found.number}-{written_in}.eml"'
    return answer


@door.post(f"{IN_ONE_LANGUAGE}/trial")
@needs(Permission.WRITE_BULLETINS)
def bulletin_trial(bulletin_id: int, written_in: str) -> ResponseReturnValue:
    """Send one language to the person who asks."""
    _issue(bulletin_id)
    try:
        bulletins.ask_trial(bulletin_id, language=written_in, by=g.actor, at=clock.now())
    except bulletins.IncompleteError:
        abort(404)
    return redirect(
        url_for("staff.bulletin_preview", bulletin_id=bulletin_id, written_in=written_in, trial=1), 303
    )


@door.post(f"{ONE}/ready")
@needs(Permission.WRITE_BULLETINS)
def bulletin_ready(bulletin_id: int) -> ResponseReturnValue:
    """Declare it ready for a second person."""
    found = _issue(bulletin_id)
    if found.missing:
        said = _("Not ready: %(languages)s is missing.", languages=_names(found.missing))
        return _overview(found, said=said, status=422)
    _do(bulletins.mark_ready, bulletin_id)
    return redirect(url_for("staff.bulletin", bulletin_id=bulletin_id), 303)


@door.post(f"{ONE}/take-back")
@needs(Permission.WRITE_BULLETINS)
def bulletin_take_back(bulletin_id: int) -> ResponseReturnValue:
    """Make it a draft again."""
    _issue(bulletin_id)
    _do(bulletins.take_back, bulletin_id)
    return redirect(url_for("staff.bulletin", bulletin_id=bulletin_id), 303)


@door.route(f"{ONE}/release", methods=("GET", "POST"))
@needs(Permission.RELEASE_BULLETINS)
def bulletin_release(bulletin_id: int) -> ResponseReturnValue:
    """Who will get it, and the button of the second person."""
    found = _issue(bulletin_id)
    if request.method in SAFE_METHODS:
        return _release_page(found)
    try:
        _do(bulletins.release, bulletin_id, fingerprint=request.form.get("words", ""), at=clock.now())
    except bulletins.SecondPersonNeededError:
        return _release_page(found, _("You declared it ready yourself: a second person must release it."))
    except bulletins.WordsChangedError:
        return _release_page(found, _("The words have changed since you opened this page. Read them again."))
    return redirect(url_for("staff.bulletin", bulletin_id=bulletin_id), 303)


def _do(deed: Any, bulletin_id: int, **values: Any) -> None:
    """Let the room do it; an issue that moved on meanwhile is a conflict, told plainly."""
    try:
        deed(bulletin_id, by=g.actor, **values)
    except bulletins.AlreadyReleasedError as reason:
        raise ConflictError from reason


def _issue(bulletin_id: int) -> bulletins.IssueView:
    found = bulletins.issue(bulletin_id)
    if found is None:
        abort(404)
    return found


def _links_lead_somewhere(form: WordsForm, written_in: str) -> bool:
    bad = bulletins.bad_links(form.body.data, language=written_in)
    if bad:
        form.body.errors = [_("This link leads nowhere: %(target)s", target=target) for target in bad]
    return not bad


def _overview(found: bulletins.IssueView, *, said: str = "", status: int = 200) -> Response:
    may_see_readers = g.actor.may(Permission.WRITE_BULLETINS) or g.actor.may(Permission.RELEASE_BULLETINS)
    return page_or_part(
        "staff/bulletins/issue.html",
        "staff/bulletins/_progress.html",
        status=status,
        issue=found,
        progress=bulletins.progress(found.id),
        state=_state(found),
        said=said,
        troubles=bulletins.troubles(found.id) if may_see_readers else [],
        trouble_words=_trouble_words(),
        missing=_names(found.missing),
        ready_by=_name(found.ready_by),
        released_by=_name(found.released_by),
        may_write=g.actor.may(Permission.WRITE_BULLETINS),
        may_release=g.actor.may(Permission.RELEASE_BULLETINS),
    )


def _words_page(found: bulletins.IssueView, written_in: str, form: WordsForm) -> Response:
    status = 200 if request.method in SAFE_METHODS else 422
    shown = render_template(
        "staff/bulletins/words.html", form=form, **_frame(found, written_in, "staff.bulletin_words")
    )
    return make_response(shown, status)


def _release_page(found: bulletins.IssueView, said: str = "") -> Response:
    if found.state != bulletins.IssueState.READY:
        raise ConflictError
    readers = bulletins.audience_by_language()
    shown = render_template(
        "staff/bulletins/release.html",
        issue=found,
        readers=readers,
        audience=sum(readers.values()),
        said=said,
        ready_by=_name(found.ready_by),
        is_second=found.ready_by != g.actor.login_id,
    )
    return make_response(shown, 422 if said else 200)


def _frame(found: bulletins.IssueView, written_in: str, endpoint: str) -> dict[str, Any]:
    """What stands around the words of one language: the tabs of the others, and where the issue stands."""
    tabs = [
        {
            "text": NAMES[code],
            "href": url_for(endpoint, bulletin_id=found.id, written_in=code),
            "current": code == written_in,
        }
        for code in LANGUAGES
    ]
    open_still = found.state in {bulletins.IssueState.DRAFT, bulletins.IssueState.READY}
    may_write = open_still and g.actor.may(Permission.WRITE_BULLETINS)
    return {"issue": found, "written_in": written_in, "tabs": tabs, "may_write": may_write}


def _state(found: bulletins.IssueView) -> dict[str, str]:
    words = {
        bulletins.IssueState.DRAFT: ("none", _("being written")),
        bulletins.IssueState.READY: ("due", _("waits for a second person")),
        bulletins.IssueState.SENDING: ("active", _("being sent")),
        bulletins.IssueState.SENT: ("done", _("sent")),
    }
    kind, text = words[found.state]
    return {"kind": kind, "text": text}


def _trouble_words() -> dict[str, str]:
    return {
        bulletins.DeliveryState.REFUSED: _("refused for good"),
        bulletins.DeliveryState.FAILED: _("not accepted in time"),
        bulletins.DeliveryState.IN_DOUBT: _("in doubt: it left, the answer was lost"),
    }


def _names(codes: list[str]) -> str:
    return ", ".join(NAMES[code] for code in codes)


def _name(login_id: int | None) -> str:
    line = identity.login_line(login_id) if login_id is not None else None
    return line.name if line is not None else ""
