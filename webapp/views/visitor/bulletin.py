"""The bulletin for everybody: subscribe, confirm, change or leave, and read every issue that was sent.

What the subscribe form answers never tells whether an address is known here.
"""

from __future__ import annotations

from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import EmailField, SelectChoice, SelectField
from wtforms.validators import Email, InputRequired, Length

from webapp.domain import bulletins
from webapp.kit import clock
from webapp.kit.db import SAFE_METHODS
from webapp.kit.fields import FundForm
from webapp.kit.i18n import LANGUAGES, NAMES, language
from webapp.kit.throttle import TooManyTriesError
from webapp.views import entrance
from webapp.views.localized import localized
from webapp.views.visitor import comes_back_filled, door, links

#: The version of the sentence beside the button; another sentence gets another one.
CONSENT = "2026-11"
LONGEST_EMAIL = 254
HOME = bulletins.HOME
ASKED = {"fr": "presque-fini", "nl": "bijna-klaar", "de": "fast-fertig", "en": "almost-there"}
FEED = {code: f"{slug}/feed.xml" for code, slug in HOME.items()}
BOTH = ("GET", "POST")


def _below(slugs: dict[str, str], rest: str = "") -> dict[str, str]:
    return {code: f"{HOME[code]}/{slug}{rest}" for code, slug in slugs.items()}


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


class SubscribeForm(FundForm):
    """Where the bulletin should go; the language is that of the page."""

    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Write your e-mail address.")),
            Length(max=LONGEST_EMAIL, message=_l("This address is too long.")),
            Email(_l("Write an e-mail address like name@example.be.")),
        ],
        filters=[_stripped],
        render_kw={"autocomplete": "email"},
    )


class ConfirmForm(FundForm):
    """A button: links in mails are followed by machines too, so only a button changes something."""


class ChoicesForm(FundForm):
    """In which language the bulletin comes."""

    reads = SelectField(
        _l("Language of the newsletter"), choices=[SelectChoice(code, NAMES[code]) for code in LANGUAGES]
    )


@localized(door, HOME, methods=BOTH)
@comes_back_filled
def bulletin() -> AnyResponse:
    """What one gets, the form, and the archive."""
    form = SubscribeForm.from_request()
    if not form.is_sent_and_valid():
        return _page("visitor/bulletin/home.html", form, issues=_in_my_language())
    try:
        bulletins.subscribe(
            email=form.email.data,
            language=language(),
            consent=f"{CONSENT}-{language()}",
            address=entrance.address(),
            at=clock.now(),
        )
    except TooManyTriesError as full:
        return entrance.too_many(full)
    return redirect(url_for("visitor.bulletin_asked"), 303)


@localized(door, _below(ASKED))
def bulletin_asked() -> str:
    """What to do now; the same for everybody."""
    return render_template("visitor/bulletin/asked.html", **links.frame())


@localized(door, _below(bulletins.CONFIRM, "/<token>"), methods=BOTH)
@comes_back_filled
def bulletin_confirm(token: str) -> AnyResponse:
    """The page behind the link of the mail; its button confirms."""
    form = ConfirmForm.from_request()
    asked = bulletins.asked_by(token, at=clock.now())
    if asked is None:
        return _page("visitor/bulletin/lapsed.html", form, status=404)
    if not form.is_sent_and_valid():
        return _page("visitor/bulletin/confirm.html", form, asked=asked)
    bulletins.confirm(token, at=clock.now())
    return redirect(url_for("visitor.bulletin_choices", token=asked.token, welcome=1), 303)


@localized(door, _below(bulletins.CHOICES, "/<token>"), methods=BOTH)
@comes_back_filled
def bulletin_choices(token: str) -> AnyResponse:
    """A subscriber's own page: her language, or leave."""
    found = bulletins.by_token(token)
    if found is None:
        abort(404)
    form = ChoicesForm.from_request(data={"reads": found.language})
    if not form.is_sent_and_valid():
        return _page("visitor/bulletin/choices.html", form, subscriber=found, leave_url=leave_url(token))
    bulletins.change(token, language=form.reads.data)
    return redirect(url_for("visitor.bulletin_choices", token=token, changed=1), 303)


@localized(door, {code: f"{slug}/<int:number>" for code, slug in HOME.items()})
def bulletin_issue(number: int) -> str:
    """One issue of the archive, as it was sent."""
    found = bulletins.published(number)
    if not found:
        abort(404)
    issue = found[0]
    subject, body = issue.texts[language()]
    return render_template(
        "visitor/bulletin/issue.html",
        issue=issue,
        subject=subject,
        body=bulletins.body_html(body, language=language()),
        **links.frame(),
    )


@localized(door, FEED)
def bulletin_feed() -> Response:
    """The archive as an Atom feed, for those who would rather fetch than receive."""
    words = {
        issue.id: bulletins.body_html(issue.texts[language()][1], language=language())
        for issue in bulletins.published()
    }
    shown = render_template("visitor/bulletin/feed.xml", issues=_in_my_language(), words=words)
    return Response(shown, mimetype="application/atom+xml")


def leave_url(token: str) -> str:
    """Where the button "leave" leads: the very address of the one-click link."""
    return url_for("machine.unsubscribe", token=token)


def _in_my_language() -> list[dict[str, Any]]:
    """The issues of the archive with their subjects in the language of the page."""
    return [
        {
            "id": issue.id,
            "number": issue.number,
            "subject": issue.texts[language()][0],
            "sent_at": issue.released_at,
            "href": url_for("visitor.bulletin_issue", number=issue.number),
        }
        for issue in bulletins.published()
    ]


def _page(template: str, form: Any, *, status: int = 200, **context: Any) -> Response:
    """A page with a form: 422 when it refuses what was sent; never kept by anybody."""
    if request.method not in SAFE_METHODS:
        status = 422 if status == 200 else status  # noqa: PLR2004 - 200 OK
    answer = make_response(render_template(template, form=form, **links.frame(), **context), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
