"""`POST /api/v1/company-contribution`: what a company pays for a year, and by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response
from flask_babel import gettext as _
from pydantic import ConfigDict, Field

from webapp.rules.company import NEW_YEARS, CompanyContribution, Size, yearly
from webapp.rules.law import MissingValue, law_on
from webapp.views.api import answers, door, refusals
from webapp.views.api.answers import Euro, IsoDay
from webapp.views.api.fields import Cents, IncorporationDay, Question, Year


class CompanyQuestion(Question):
    """A year, the size of a company and its age; nothing in it says which company."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"year": 2025, "balance_sheet_total": "500000.00", "incorporated_on": "2015-03-01"},
                {"year": 2025, "incorporated_on": "2025-11-03"},
            ]
        }
    )

    year: Year
    balance_sheet_total: Cents | None = Field(
        default=None,
        description="Codes 20/58 of the last but one closed financial year. Needed from the third year on.",
    )
    incorporated_on: IncorporationDay | None = Field(
        default=None, description="Without it the company is taken to exist for longer than two years."
    )


class CompanyAmounts(answers.Answer):
    """What a company pays for a year."""

    amount: Euro
    due_on: IsoDay = Field(description="The last day to have it on the fund's account.")
    size: Size = Field(description="The amount that applies: the low one or the high one.")


class CompanyAnswer(answers.ExplainedAnswer, CompanyAmounts):
    """What a company pays for a year, and why."""


@door.post("/company-contribution")
def company_contribution() -> Response:
    """What a company pays for a year."""
    question = answers.asked(CompanyQuestion)
    check(question)
    try:
        found = yearly(
            year=question.year,
            balance_sheet_total_cents=question.balance_sheet_total,
            incorporated_on=question.incorporated_on,
            law=law_on(date(question.year, 1, 1)),
        )
    except MissingValue as missing:
        raise refusals.of_missing(missing, field="year") from None
    return answers.answer(CompanyAnswer(**amounts(found.value), **answers.explained(found)))


def amounts(found: CompanyContribution) -> dict[str, Any]:
    """A company contribution as decimal string, size and day."""
    return {
        "amount": answers.euro(found.amount_cents),
        "due_on": found.due_on.isoformat(),
        "size": Size(found.size),
    }


def check(question: CompanyQuestion) -> None:
    """Refuse a year before the company, and a company without the figure that decides its size."""
    born = question.incorporated_on
    if born is not None and born.year > question.year:
        raise refusals.Refused.field(
            "incorporated_on",
            _(
                "The company was incorporated after %(year)s. It owes nothing for the years before.",
                year=str(question.year),
            ),
        )
    new = law_on(date(question.year, 1, 1)).count(NEW_YEARS)
    if question.balance_sheet_total is None and (born is None or question.year >= born.year + new):
        raise refusals.Refused.field(
            "balance_sheet_total",
            _(
                "The balance-sheet total decides between the low and the high amount. Only a company in its "
                "first %(years)s years goes without: it pays the low one.",
                years=str(new),
            ),
        )
