"""Ask to be called: a name, a number, about what, and one of the next half days when somebody is there."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import RadioField, SelectChoice, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from webapp.domain import callbacks
from webapp.domain.callbacks import Subject
from webapp.kit import clock, opening_hours
from webapp.kit.db import SAFE_METHODS
from webapp.kit.fields import FundForm
from webapp.kit.fund import facts
from webapp.kit.i18n import LANGUAGES, NAMES, day_month, language, weekday
from webapp.kit.opening_hours import Span
from webapp.kit.sealing import blind_index
from webapp.kit.throttle import TooManyTriesError
from webapp.views import entrance
from webapp.views.localized import localized
from webapp.views.visitor import comes_back_filled, door, links
from webapp.views.visitor.contact import SLUGS

ASK: Final = {"fr": "etre-rappele", "nl": "bel-mij", "de": "rueckruf", "en": "call-me"}
HOME: Final = {code: f"{SLUGS[code]}/{slug}" for code, slug in ASK.items()}
#: Half days to choose from, and the minutes that one must still have before it is offered.
OFFERED: Final = 6
MINUTES_LEFT: Final = 45
LONGEST_WORDS: Final = 1_000

SUBJECTS: Final = {
    Subject.CONTRIBUTIONS: _l("My contributions: how much, why, by when"),
    Subject.DIFFICULTIES: _l("I cannot pay, or had a letter from a bailiff"),
    Subject.START_OR_STOP: _l("Starting, changing or stopping my activity"),
    Subject.FAMILY: _l("A child, an illness, care, a death"),
    Subject.PENSION: _l("My pension"),
    Subject.COMPANY: _l("My company"),
    Subject.OTHER: _l("Something else"),
}
_SIGNS: Final = re.compile(r"[ .\-/()\u00a0\u202f]")
_NUMBER: Final = re.compile(r"(\+|00)[1-9]\d{6,13}|0[1-9]\d{7,8}")


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


class CallbackForm(FundForm):
    """What we need to call, and no more."""

    name = StringField(
        _l("Your name"),
        [DataRequired(_l("Write your name, so that we know whom to ask for.")), Length(max=120)],
        filters=[_stripped],
        render_kw={"autocomplete": "name"},
    )
    phone = TelField(
        _l("Telephone number"),
        [DataRequired(_l("Write the number on which we can call you.")), Length(max=30)],
        filters=[_stripped],
        description=_l("For example 0470 12 34 56, or with + and the country in front."),
    )
    reads = SelectField(
        _l("In which language?"), choices=[SelectChoice(code, NAMES[code]) for code in LANGUAGES]
    )
    subject = SelectField(
        _l("What is it about?"), choices=[SelectChoice(one.value, words) for one, words in SUBJECTS.items()]
    )
    when = RadioField(
        _l("When may we call?"),
        [InputRequired(_l("Choose when we may call."))],
        validate_choice=False,
        description=_l("Belgian time."),
    )
    words = TextAreaField(
        _l("What should we know before we call?"),
        [Length(max=LONGEST_WORDS, message=_l("This text is too long: at most 1000 signs."))],
        filters=[_stripped],
        description=_l(
            "Write no national number, account number or anything about health: we ask when we call."
        ),
    )

    def validate_phone(self, field: TelField) -> None:
        """A number that can exist in Belgium, or one with its country."""
        if not _NUMBER.fullmatch(_SIGNS.sub("", field.data)):
            raise ValidationError(
                _("Write a telephone number such as 0470 12 34 56, or with + and the country in front.")
            )

    def validate_when(self, field: RadioField) -> None:
        """A half day that is still to come."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("This time has passed meanwhile. Choose another one."))


@localized(door, HOME, methods=("GET", "POST"))
@comes_back_filled
def callback() -> AnyResponse:
    """The form; sent twice it promises one call, also by way of the back button."""
    now = clock.now()
    spans = _offered(now)
    first = {
        "reads": language(),
        "when": _value(spans[0]) if spans else "",
    }
    form = CallbackForm.from_request(data=first)
    form.when.choices = [SelectChoice(_value(span), _words(span)) for span in spans]
    if not form.is_sent_and_valid():
        return _page(form)
    try:
        asked = _ask(form, next(span for span in spans if _value(span) == form.when.data), at=now)
    except TooManyTriesError as full:
        return entrance.too_many(full)
    again = 1 if asked.asked_at < now else None
    return redirect(url_for("visitor.callback_promised", key=asked.key, again=again), 303)


@localized(door, {code: f"{slug}/<key>" for code, slug in HOME.items()}, methods=("GET", "POST"))
@comes_back_filled
def callback_promised(key: str) -> AnyResponse:
    """When we call, and under which reference; nothing of who asked. The button takes the wish back.

    An old token does no harm there: the address itself is known to whoever asked alone.
    """
    if request.method not in SAFE_METHODS:
        callbacks.withdraw(key, at=clock.now())
        return redirect(url_for("visitor.callback_promised", key=key), 303)
    found = callbacks.promised(key)
    if found is None:
        abort(404)
    span = Span(found.call_from.astimezone(clock.BELGIUM), found.call_until.astimezone(clock.BELGIUM))
    answer = make_response(
        render_template(
            "visitor/callback_promised.html",
            promised=found,
            span=span,
            again="again" in request.args,
            **_around(),
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _ask(form: CallbackForm, span: Span, *, at: datetime) -> callbacks.CallbackView:
    """What is asked is its own key, unreadable: a page opened anew by the back button would bring another."""
    phone = _SIGNS.sub("", form.phone.data)
    same = (form.name.data, phone, form.reads.data, form.subject.data, form.when.data, form.words.data or "")
    return callbacks.ask(
        key=blind_index("\0".join(same), place="callback.same").hex(),
        name=form.name.data,
        phone=phone,
        words=form.words.data or "",
        language=form.reads.data,
        subject=Subject(form.subject.data),
        span=(span.opens_at, span.closes_at),
        address=entrance.address(),
        at=at,
    )


def _offered(at: datetime) -> list[Span]:
    """The next half days with time enough to call in."""
    fund = facts()
    found = opening_hours.spans_from(fund["hours"], at=at, closed_on=fund.get("closed_on", ()))
    usable = (span for span in found if (span.closes_at - at).total_seconds() >= MINUTES_LEFT * 60)
    return [span for span, _number in zip(usable, range(OFFERED), strict=False)]


def _value(span: Span) -> str:
    return f"{span.opens_at:%Y-%m-%dT%H:%M}"


def _words(span: Span) -> str:
    day = f"{weekday(span.opens_at.date())} {day_month(span.opens_at.date())}"
    part = _("in the morning") if span.is_morning else _("in the afternoon")
    return f"{day}, {part} ({span.words})"


def _around() -> dict[str, Any]:
    crumbs = [{"text": links.page_link("contact")["text"], "href": url_for("visitor.contact")}]
    return {"crumbs": crumbs, "contact_url": url_for("visitor.contact"), **links.frame()}


def _page(form: CallbackForm) -> Response:
    status = 200 if request.method in SAFE_METHODS else 422
    answer = make_response(render_template("visitor/callback.html", form=form, **_around()), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
