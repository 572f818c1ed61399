"""`GET /api/v1/law` and `/api/v1/law/<name>?on=`: the values of the law themselves, with date and source."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask import Response, abort, request
from pydantic import Field
from pydantic_core import PydanticCustomError

from webapp.kit import clock, i18n
from webapp.rules import wording
from webapp.rules.law import MissingValue, law_book, law_on
from webapp.views.api import answers, door, refusals
from webapp.views.api.answers import IsoDay
from webapp.views.api.fields import not_beyond_the_law, read_day

#: The law changes with a new version of the house; programs may keep what they read for an hour.
KEPT: Final = "public, max-age=3600"


class LawNames(answers.Answer):
    """The names of all values of the law."""

    names: list[str]


class LawValueAnswer(answers.LawFact):
    """One value of the law on a day."""

    until: IsoDay | None = Field(description="The last day it holds; null while no end is known.")
    article: str | None = Field(description="The article of the law that fixes it.")
    note: str = Field(description="What is particular about it, in English.")


@door.get("/law")
def law_names() -> Response:
    """Every name there is."""
    _refuse_questions(known=frozenset())
    return _kept(answers.answer(LawNames(names=list(law_book().names()))))


@door.get("/law/<name>")
def law_value(name: str) -> Response:
    """A value on a day, today if none is named."""
    _refuse_questions(known=frozenset({"on"}))
    if name not in law_book().names():
        abort(404)
    try:
        value = law_on(_day()).value(name)
    except MissingValue as missing:
        raise refusals.of_missing(missing, field="on") from None
    spoken = i18n.language()
    found = LawValueAnswer(
        **dict(answers.law_fact(value, spoken)),
        until=None if value.until is None else value.until.isoformat(),
        article=wording.article_name(value.article, spoken),
        note=value.note,
    )
    return _kept(answers.answer(found))


def _day() -> date:
    """The day asked for, or today. Where a value begins it says itself; where the law ends, no value does."""
    if "on" not in request.args:
        return clock.today()
    try:
        return not_beyond_the_law(read_day(request.args["on"]))
    except PydanticCustomError as error:
        raise refusals.Refused.field("on", refusals.sentence_of(error.type, "on")) from None


def _refuse_questions(*, known: frozenset[str]) -> None:
    unknown = [name for name in request.args if name not in known]
    if unknown:
        raise refusals.Refused.field(unknown[0], refusals.sentence_of("extra_forbidden", unknown[0]))


def _kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = KEPT
    return answer
