"""`POST /api/v1/late-payment`: what lateness costs on a day, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final

from flask import Response
from flask_babel import gettext as _
from pydantic import ConfigDict, Field

from webapp.rules.allocation import Payment
from webapp.rules.explained import Explained
from webapp.rules.increases import Claim, Increases, late
from webapp.rules.law import law_on
from webapp.views.api import answers, door, refusals
from webapp.views.api.answers import Euro
from webapp.views.api.fields import Cents, ClaimName, LawDay, NamedQuarter, Question, last_day
from webapp.views.api.refusals import Wrong

#: As many claims as anybody has, and as many payments on one.
MOST: Final = 100


class PaymentMade(Question):
    """Money that was credited to the fund for this claim."""

    on: LawDay
    amount: Cents


class LateItem(Question):
    """A contribution that was claimed, and what was paid of it."""

    due: Cents = Field(description="What was claimed.")
    quarter: NamedQuarter = Field(description="The quarter of the contribution.")
    claimed_in: NamedQuarter = Field(description="The quarter in which it was claimed for the first time.")
    payments: Annotated[list[PaymentMade], Field(max_length=MOST)] = Field(default=[])
    claim: ClaimName = Field(
        default=Claim.CONTRIBUTION,
        description="regularisation, first_notice (a starter affiliated in time) and late_affiliation have "
        "other terms.",
    )
    summoned_on: LawDay | None = Field(
        default=None, description="The day of a summons or writ: the increases stop before its quarter."
    )


class LateQuestion(Question):
    """Claims, and the day on which the cost of lateness is asked."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "due": "2000.00",
                            "quarter": "2023Q1",
                            "claimed_in": "2023Q1",
                            "payments": [{"on": "2023-12-05", "amount": "2000.00"}],
                        }
                    ],
                    "on": "2024-01-02",
                }
            ]
        }
    )

    items: Annotated[list[LateItem], Field(min_length=1, max_length=MOST)]
    on: LawDay


class Increase(answers.Answer):
    """The increases on one claim, or on all together."""

    three_percent: Euro = Field(description="For each quarter that ended with something unpaid.")
    seven_percent: Euro = Field(description="Once, on 1 January after the year of the claim.")
    total: Euro


class ExplainedIncrease(answers.ExplainedAnswer, Increase):
    """The increases on one claim, and why."""


class LateAnswer(Increase):
    """The increases on each claim in the order asked, and together."""

    items: list[ExplainedIncrease]


@door.post("/late-payment")
def late_payment() -> Response:
    """What lateness costs on a day."""
    question = answers.asked(LateQuestion)
    if wrong := tuple(contradictions(question)):
        raise refusals.Refused(*wrong)
    found = [increases(item, on=question.on) for item in question.items]
    together = Increases(
        sum(one.value.three_percent_cents for one in found),
        sum(one.value.seven_percent_cents for one in found),
    )
    items = [ExplainedIncrease(**amounts(one.value), **answers.explained(one)) for one in found]
    return answers.answer(LateAnswer(**amounts(together), items=items))


def contradictions(question: LateQuestion) -> Iterator[Wrong]:
    """Claims before their quarter, which no kind of claim knows, and days before the claim."""
    for place, item in enumerate(question.items):
        if item.claimed_in < item.quarter:
            sentence = _(
                "Nothing is claimed before its quarter: write %(quarter)s or a later one.",
                quarter=str(item.quarter),
            )
            yield Wrong(field=f"items.{place}.claimed_in", message=sentence)
        if item.summoned_on is not None and item.summoned_on < _claimed_since(item):
            yield Wrong(field=f"items.{place}.summoned_on", message=_not_claimed_yet(_claimed_since(item)))
    claimed = max(_claimed_since(item) for item in question.items)
    if question.on < claimed:
        yield Wrong(field="on", message=_not_claimed_yet(claimed))


def _claimed_since(item: LateItem) -> date:
    """The first day of the claim; who affiliated late owes as if claimed in the quarter itself."""
    return (item.quarter if item.claim is Claim.LATE_AFFILIATION else item.claimed_in).first_day


def _not_claimed_yet(since: date) -> str:
    return str(
        _(
            "The day is from %(first)s to %(last)s: before, not everything in the question was claimed yet.",
            first=since.isoformat(),
            last=last_day().isoformat(),
        )
    )


def increases(item: LateItem, *, on: date) -> Explained[Increases]:
    """One claim by the rules."""
    return late(
        due_cents=item.due,
        quarter=item.quarter,
        claimed_in=item.claimed_in,
        payments=[Payment(paid.on, paid.amount) for paid in item.payments],
        on=on,
        law=law_on(on),
        claim=item.claim,
        summoned_on=item.summoned_on,
    )


def amounts(found: Increases) -> dict[str, Any]:
    """Increases as decimal strings."""
    return {
        "three_percent": answers.euro(found.three_percent_cents),
        "seven_percent": answers.euro(found.seven_percent_cents),
        "total": answers.euro(found.total_cents),
    }
