"""`POST /api/v1/contribution`: what a year and a quarter cost, in any category, on any kind of income."""

from __future__ import annotations

from typing import Any, Final, Literal

from flask import Response
from flask_babel import gettext as _
from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly, quarterly_amounts
from webapp.rules.law import MissingValue, NotInForce, law_on
from webapp.rules.units import QUARTERS_A_YEAR, Quarter
from webapp.views.api import advantages, answers, door, refusals
from webapp.views.api.answers import Euro
from webapp.views.api.fields import CategoryName, Cents, Count, Percent, Question, Year
from webapp.views.api.quarters import quarters_of, starting_quarters_of

GIVEN: Final[JsonDict] = {"required": ["net_income"], "properties": {"net_income": {"not": {"type": "null"}}}}


class ContributionQuestion(Question):
    """A year, a category and an income; nothing in it says who."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2025,
                    "category": "main",
                    "net_income": "30000.00",
                    "quarters": 4,
                    "kind": "final",
                    "management_fee_percent": "3.05",
                },
                {"year": 2024, "category": "secondary", "kind": "starter"},
            ],
            # An income unless the kind is starter; a reference year of its own for provisional only.
            "allOf": [
                {"anyOf": [GIVEN, {"required": ["kind"], "properties": {"kind": {"const": "starter"}}}]},
                {
                    "anyOf": [
                        {"properties": {"reference_quarters": {"const": QUARTERS_A_YEAR}}},
                        {"required": ["kind"], "properties": {"kind": {"const": "provisional"}}},
                    ]
                },
            ],
        }
    )

    year: Year
    category: CategoryName
    net_income: Cents | None = Field(
        default=None,
        description="Net professional income in euro: of the year (final) or of the reference year "
        "(provisional). Needed unless the kind is starter, which does not use it. A loss is written 0.",
    )
    quarters: Count = Field(
        default=QUARTERS_A_YEAR,
        description="Quarters of activity in the year. Of a final contribution also those in which the "
        "income was earned: with fewer than four it is brought to a full year first.",
    )
    kind: Literal[Kind.FINAL, Kind.PROVISIONAL, Kind.STARTER] = Field(
        default=Kind.FINAL,
        description="final: on the income of the year itself. provisional: on that of the reference year, "
        "three years before, revalued. starter: no income is known, a flat base.",
    )
    management_fee_percent: Percent = Field(
        default="0.00",
        validate_default=True,
        description="The management fee of the fund for that year, in percent of the contribution.",
    )
    quarter: Count | None = Field(
        default=None,
        description="Answer for this quarter, and by its law. Without it: for the first quarter of the year "
        "whose law knows what is asked, and the yearly amounts add up the quarters, each by its own law.",
    )
    reference_quarters: Count = Field(
        default=QUARTERS_A_YEAR,
        description="Of a provisional contribution: quarters of activity in the reference year.",
    )
    first_quarter: bool = Field(
        default=False,
        description="Primostarter: the first quarter of activity is among the quarters; its cut counts once. "
        "True is refused for other categories.",
    )
    artist: bool = Field(
        default=False,
        description="Primostarter with a certificate of arts work: eight quarters instead of four. How many "
        "quarters does not change what one costs. True is refused for other categories.",
    )
    opt_out: bool = Field(
        default=False,
        description="Pension age without pension, or a survivor's pension: the request of article 37/1 is "
        "made (since 2025Q4). True is refused elsewhere.",
    )


class QuarterAmounts(answers.Answer):
    """What one quarter costs."""

    quarter: str = Field(description="The quarter that the quarterly amounts are for.", examples=["2025Q1"])
    quarterly: Euro = Field(description="The contribution of the quarter, without fee.")
    fee_quarterly: Euro = Field(description="The management fee on it.")
    quarterly_with_fee: Euro
    base_income: Euro = Field(description="The income counted: annualised, revalued, raised to the floor.")


class YearAmounts(QuarterAmounts):
    """What the year costs, and the quarter that is shown in full."""

    annual: Euro = Field(
        description="The contribution of a full year without fee and without the cut of a first quarter. "
        "Where the law changes within the year: the sum of the quarters in `by_quarter`."
    )
    annual_with_fee: Euro = Field(
        description="The sum of as many rounded quarters with fee as `annual_quarters` says."
    )
    annual_quarters: int = Field(description="How many quarters `annual_with_fee` adds up.")
    by_quarter: list[QuarterAmounts] = Field(description="Each quarter that was counted, by its own law.")


class ContributionAnswer(answers.ExplainedAnswer, YearAmounts):
    """What the year and a quarter cost, and why."""


@door.post("/contribution")
def contribution() -> Response:
    """What a year and a quarter cost."""
    question = answers.asked(ContributionQuestion)
    check(question)
    try:
        return answers.answer(found(question))
    except MissingValue as missing:
        named = question.quarter is not None and isinstance(missing, NotInForce)
        raise refusals.of_missing(missing, field="quarter" if named else "year") from None


def check(question: ContributionQuestion) -> None:
    """Refuse what contradicts itself, and what would change nothing."""
    if question.net_income is None and question.kind is not Kind.STARTER:
        raise refusals.Refused.field(
            "net_income",
            _("This kind needs an income, 0 if there was none. Only the kind starter goes without one."),
        )
    if question.reference_quarters != QUARTERS_A_YEAR and question.kind is not Kind.PROVISIONAL:
        raise refusals.Refused.field(
            "reference_quarters",
            _("Only a provisional contribution has a reference year; other kinds need quarters alone."),
        )
    flags = {name: getattr(question, name) for name in ("first_quarter", "opt_out", "artist")}
    if wrong := tuple(advantages.misplaced(question.category, quarters_counted(question), **flags)):
        raise refusals.Refused(*wrong)


def found(question: ContributionQuestion) -> ContributionAnswer:
    """The answer by the rules."""
    facts, counted = arguments(question), quarters_counted(question)
    shown = counted[0]
    why = quarterly(**facts, quarter=shown, law=law_on(shown.first_day), first_quarter=question.first_quarter)
    others = [quarterly_amounts(**facts, quarter=one, law=law_on(one.first_day)) for one in counted[1:]]
    amounts = [why.value, *others]
    each = {shown: why.value} | {
        one: found for one, found in zip(counted[1:], others, strict=True) if one != shown
    }
    return ContributionAnswer(
        **_amounts(shown, why.value),
        annual=answers.euro(_annual_cents(amounts)),
        annual_with_fee=answers.euro(sum(one.total_cents for one in amounts)),
        annual_quarters=len(amounts),
        by_quarter=[QuarterAmounts(**_amounts(one, found)) for one, found in each.items()],
        **answers.explained(why),
    )


def _annual_cents(amounts: list[QuarterlyContribution]) -> int:
    """The year rounded once where one law holds in all of it, else the sum of its rounded quarters."""
    years = {one.annual_cents for one in amounts}
    return years.pop() if len(years) == 1 else sum(one.quarterly_cents for one in amounts)


def arguments(question: ContributionQuestion) -> dict[str, Any]:
    """What the rule is told about each quarter."""
    final = question.kind is Kind.FINAL
    return {
        "category": question.category,
        "income_cents": question.net_income or 0,
        "fee_percent": question.management_fee_percent,
        "kind": question.kind,
        "earned_in_quarters": question.quarters if final else question.reference_quarters,
        "opt_out": question.opt_out,
    }


def quarters_counted(question: ContributionQuestion) -> list[Quarter]:
    """The quarters that the year adds up, the one that is shown first. A named quarter stands for all."""
    if question.quarter is not None:
        return [Quarter(question.year, question.quarter)] * question.quarters
    quarters = starting_quarters_of if question.first_quarter else quarters_of
    return list(quarters(question.year, question.category)[: question.quarters])


def _amounts(quarter: Quarter, amounts: QuarterlyContribution) -> dict[str, Any]:
    return {
        "quarter": str(quarter),
        "quarterly": answers.euro(amounts.quarterly_cents),
        "fee_quarterly": answers.euro(amounts.fee_cents),
        "quarterly_with_fee": answers.euro(amounts.total_cents),
        "base_income": answers.euro(amounts.base_income_cents),
    }
