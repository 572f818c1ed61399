"""Was this page useful? One touch answers, a few words may follow; they reach whoever writes the page."""

from __future__ import annotations

from typing import Final

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.domain import remarks
from webapp.kit import clock
from webapp.kit.db import SAFE_METHODS
from webapp.kit.fields import FundForm
from webapp.kit.guides import Guide, guides
from webapp.kit.i18n import language
from webapp.kit.throttle import TooManyTriesError
from webapp.views import entrance
from webapp.views.localized import localized
from webapp.views.visitor import comes_back_filled, door, links

SLUGS: Final = {"fr": "votre-avis", "nl": "uw-mening", "de": "ihre-meinung", "en": "your-opinion"}
ANSWERS: Final = {"yes": True, "no": False}


class WordsForm(FundForm):
    """What helped or what is missing."""

    words = TextAreaField(
        _l("Your remark"),
        [
            DataRequired(_l("Write a few words, or go back to the page.")),
            Length(max=remarks.LONGEST, message=_l("This text is too long: at most 2000 signs.")),
        ],
        description=_l("Write no name and no number of a person: we cannot answer here. Numbers are masked."),
    )


@localized(door, SLUGS, methods=("POST",))
@comes_back_filled
def opinion() -> AnyResponse:
    """Count the answer and ask, once, for a few words.

    The two buttons carry no token, so that the pages they stand on are the same for everybody and may be
    kept: the answer is nobody's, and another site's form is refused by its origin.
    """
    page, useful = _guide(request.form.get("page", "")), ANSWERS.get(request.form.get("answer", ""))
    if page is None or useful is None:
        abort(404)
    try:
        key = remarks.answer(
            page=page.name, language=language(), useful=useful, address=entrance.address(), at=clock.now()
        )
    except TooManyTriesError as full:
        return entrance.too_many(full)
    return redirect(url_for("visitor.opinion_words", key=key), 303)


@localized(door, {code: f"{slug}/<key>" for code, slug in SLUGS.items()}, methods=("GET", "POST"))
@comes_back_filled
def opinion_words(key: str) -> AnyResponse:
    """Thanks, and room for a few words."""
    found = remarks.remark_by(key)
    page = _guide(found.page) if found else None
    if found is None or page is None:
        abort(404)
    form = WordsForm.from_request()
    if form.is_sent_and_valid():
        remarks.explain(key, words=form.words.data)
        return redirect(url_for("visitor.opinion_words", key=key, thanks=1), 303)
    status = 200 if request.method in SAFE_METHODS else 422
    shown = render_template(
        "visitor/opinion.html", form=form, useful=found.useful, page=links.guide_link(page), **links.frame()
    )
    answer = make_response(shown, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _guide(name: str) -> Guide | None:
    return guides(current_app.extensions["content"]).find(name)
