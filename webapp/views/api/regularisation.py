"""`POST /api/v1/regularisation`: a year settled on its real income, with a supplement or a credit."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response
from flask_babel import gettext as _
from pydantic import ConfigDict, Field

from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.regularisation import QuarterOwed, Settlement, settle_year
from webapp.rules.units import QUARTERS_A_YEAR, Quarter
from webapp.views.api import advantages, answers, door, refusals
from webapp.views.api.answers import Euro, IsoDay
from webapp.views.api.fields import CategoryName, Cents, Count, LawDay, Percent, Question, Year
from webapp.views.api.quarters import quarters_of, starting_quarters_of


class RegularisationQuestion(Question):
    """A year, its real income, and what was paid in advance."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2024,
                    "category": "secondary",
                    "net_income": "5500.00",
                    "quarters": 4,
                    "paid": "397.52",
                    "management_fee_percent": "3.95",
                    "statement_on": "2026-05-04",
                }
            ]
        }
    )

    year: Year
    category: CategoryName
    net_income: Cents = Field(description="Net professional income of the year itself. A loss is written 0.")
    quarters: Count = Field(
        default=QUARTERS_A_YEAR,
        description="Quarters of activity in the year, counted from its first one. With fewer than four the "
        "income is brought to a full year first.",
    )
    paid: Cents = Field(description="What was called for the year in advance, with the fee.")
    management_fee_percent: Percent = Field(
        default="0.00",
        validate_default=True,
        description="The management fee of the fund for that year, in percent of the contribution.",
    )
    statement_on: LawDay = Field(description="The day of the statement, after the end of the year.")
    first_quarter: bool = Field(
        default=False,
        description="Primostarter: the first quarter of activity is among the quarters; its cut counts once.",
    )
    opt_out: bool = Field(
        default=False,
        description="Pension age without pension, or a survivor's pension: the request of article 37/1 is "
        "made (since 2025Q4). True is refused elsewhere.",
    )


class Settled(answers.Answer):
    """A year settled; either a supplement or a credit stands in it, not both."""

    final_with_fee: Euro = Field(description="The final contributions of the quarters with the fee.")
    supplement: Euro | None = Field(default=None, description="What is still to pay; absent with a credit.")
    credit: Euro | None = Field(default=None, description="What comes back; absent with a supplement.")
    due_on: IsoDay | None = Field(description="The last day to pay the supplement; null with a credit.")


class RegularisationAnswer(answers.ExplainedAnswer, Settled):
    """A year settled, and why."""


@door.post("/regularisation")
def regularisation() -> Response:
    """Settle a year."""
    question = answers.asked(RegularisationQuestion)
    check(question)
    try:
        found = settlement(question)
    except MissingValue as missing:
        raise refusals.of_missing(missing, field="year") from None
    return answers.answer(RegularisationAnswer(**amounts(found.value), **answers.explained(found)))


def check(question: RegularisationQuestion) -> None:
    """Refuse a statement before the year is over, quarters before the category, advantages of others."""
    if question.statement_on <= date(question.year, 12, 31):
        raise refusals.Refused.field(
            "statement_on",
            _(
                "A year is settled on its real income, so the statement comes after 31 December %(year)s.",
                year=str(question.year),
            ),
        )
    there_are = len(quarters_known(question))
    if there_are < question.quarters:
        raise refusals.Refused.field(
            "quarters",
            _(
                "These rules did not exist yet in all of %(year)s: the quarters are at most %(most)s.",
                year=str(question.year),
                most=str(there_are),
            ),
        )
    counted = quarters_known(question)[: question.quarters]
    flags = {"first_quarter": question.first_quarter, "opt_out": question.opt_out}
    if wrong := tuple(advantages.misplaced(question.category, counted, **flags)):
        raise refusals.Refused(*wrong)


def settlement(question: RegularisationQuestion) -> Explained[Settlement]:
    """The settlement by the rules."""
    owed = [
        QuarterOwed(
            quarter,
            question.category,
            opt_out=question.opt_out,
            first_quarter=question.first_quarter and place == 0,
        )
        for place, quarter in enumerate(quarters_known(question)[: question.quarters])
    ]
    return settle_year(
        owed=owed,
        income_cents=question.net_income,
        paid_cents=question.paid,
        fee_percent=question.management_fee_percent,
        statement_on=question.statement_on,
        law=law_on(question.statement_on),
    )


def quarters_known(question: RegularisationQuestion) -> tuple[Quarter, ...]:
    """The quarters of the year that know what is asked."""
    quarters = starting_quarters_of if question.first_quarter else quarters_of
    return quarters(question.year, question.category)


def amounts(found: Settlement) -> dict[str, Any]:
    """A settlement as decimal strings; when nothing is left to pay it is a credit, be it of nothing."""
    final = {"final_with_fee": answers.euro(found.final_cents)}
    if found.supplement_cents:
        supplement = answers.euro(found.supplement_cents)
        return final | {"supplement": supplement, "due_on": found.due_on.isoformat()}
    return final | {"credit": answers.euro(found.credit_cents), "due_on": None}
