"""`POST /api/v1/supplementary-pension`: the highest premiums of the free one (PLCI/VAPZ)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response
from flask_babel import gettext as _
from pydantic import ConfigDict, Field

from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.supplementary_pension import Premiums, from_income, from_reference_income
from webapp.views.api import answers, door, refusals
from webapp.views.api.answers import Euro
from webapp.views.api.fields import Cents, Question, Year


def _only(name: str, *, without: str) -> dict[str, Any]:
    """One of the two incomes, in the words of the description."""
    return {"required": [name], "properties": {name: {"not": {"type": "null"}}, without: {"type": "null"}}}


class PensionQuestion(Question):
    """A year and one of two incomes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"year": 2024, "income_n3": "10000.00"},
                {"year": 2024, "reference_income": "20000.00"},
            ],
            "oneOf": [
                _only("income_n3", without="reference_income"),
                _only("reference_income", without="income_n3"),
            ],
        }
    )

    year: Year
    income_n3: Cents | None = Field(
        default=None, description="Net professional income of three years before; it is revalued."
    )
    reference_income: Cents | None = Field(
        default=None, description="An income that is already in the prices of the year."
    )


class PensionAmounts(answers.Answer):
    """The income that counts and the highest premiums of the year."""

    indexed_income: Euro
    max_ordinary: Euro = Field(description="The highest ordinary premium.")
    max_social: Euro = Field(description="The highest premium of a social agreement.")


class PensionAnswer(answers.ExplainedAnswer, PensionAmounts):
    """The highest premiums of the year, and why."""


@door.post("/supplementary-pension")
def supplementary_pension() -> Response:
    """The highest premiums of a year."""
    question = answers.asked(PensionQuestion)
    try:
        found = premiums(question)
    except MissingValue as missing:
        raise refusals.of_missing(missing, field="year") from None
    amounts = PensionAmounts(
        indexed_income=answers.euro(found.value.indexed_income_cents),
        max_ordinary=answers.euro(found.value.max_ordinary_cents),
        max_social=answers.euro(found.value.max_social_cents),
    )
    return answers.answer(PensionAnswer(**dict(amounts), **answers.explained(found)))


def premiums(question: PensionQuestion) -> Explained[Premiums]:
    """The answer by the rules, on exactly one income."""
    year, law = question.year, law_on(date(question.year, 1, 1))
    earlier, now = question.income_n3, question.reference_income
    if earlier is not None and now is None:
        return from_income(year=year, income_n3_cents=earlier, law=law)
    if now is not None and earlier is None:
        return from_reference_income(year=year, income_cents=now, law=law)
    raise refusals.Refused.field(
        "income_n3" if now is None else "reference_income",
        _(
            "Give either income_n3, the income of three years before, or reference_income, one in the prices "
            "of the year: the first is revalued, the second is not."
        ),
    )
