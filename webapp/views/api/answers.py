"""What programs are answered: money as decimal strings, every step with its values, sources and article."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar

from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from webapp.kit import i18n, receipts
from webapp.rules import wording
from webapp.rules.edition import rules_edition
from webapp.rules.explained import Explained, Step
from webapp.rules.law_files import LawValue, Value
from webapp.views.api import body, refusals
from webapp.views.api.fields import Question

JSON: Final = "application/json"
Asked = TypeVar("Asked", bound=Question)

Euro = Annotated[str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", examples=["1537.50"])]
IsoDay = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2025-01-01"])]


class Answer(BaseModel):
    """What we answer; nothing else stands in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LawFact(Answer):
    """A value of the law as it holds on the day: an amount, a share (0.205 is 20.5 %), a count."""

    name: str = Field(description="Its name in /api/v1/law.")
    label: str = Field(description="What it is, in the language asked for.")
    value: str | int = Field(
        description="euro: two places; share, coefficient, index: a decimal; month_day: MM-DD; else a count."
    )
    unit: str
    since: IsoDay
    source: str = Field(description="Where the value was read.")
    confidence: str = Field(description="sourced, derived or remembered: how sure we are of it.")


class ExplainedStep(Answer):
    """One step of the calculation."""

    text: str = Field(description="The step in plain words, in the language asked for.")
    amount: Euro | None = Field(description="The amount after this step, if it gives one.")
    values: list[LawFact] = Field(description="The values of the law that the step read.")
    article: str | None = Field(description="The article of the law that says so.")


class ExplainedAnswer(Answer):
    """An answer that says how it was found."""

    explanation: list[ExplainedStep]
    law_on: IsoDay = Field(description="The day whose law was applied.")
    confidence: str = Field(description="That of the least sure value that was read.")
    edition: str = Field(description="The rules and values by which it was counted; another one may differ.")


def asked(model: type[Asked]) -> Asked:
    """The question of this request, read strictly.

    Raises:
        HTTPException: another media type, no JSON, a key twice, or wrong fields, each with its sentence.
    """
    if request.mimetype != JSON:
        raise UnsupportedMediaType
    try:
        return model.model_validate(body.read(request.get_data()))
    except ValidationError as errors:
        raise refusals.of_validation(errors) from None


def answer(found: BaseModel) -> Response:
    """An answer as JSON; what was not said of it stays away."""
    return Response(found.model_dump_json(exclude_unset=True), mimetype=JSON)


def explained(result: Explained[Any]) -> dict[str, Any]:
    """The fields of `ExplainedAnswer` for a result of the rules, in the language being spoken."""
    spoken = i18n.language()
    return {
        "explanation": [_step(step, spoken) for step in result.steps],
        "law_on": result.law_on.isoformat(),
        "confidence": result.confidence,
        "edition": rules_edition(),
    }


def _step(step: Step, spoken: str) -> ExplainedStep:
    return ExplainedStep(
        text=wording.sentence(step, spoken, receipts.FORMATTERS),
        amount=euro_or_none(step.cents),
        values=[law_fact(value, spoken) for value in step.values],
        article=wording.article_name(step.article, spoken),
    )


def euro(cents: int) -> str:
    """Cents as a decimal string with two places."""
    sign, whole = "-" if cents < 0 else "", abs(cents)
    return f"{sign}{whole // 100}.{whole % 100:02}"


def euro_or_none(cents: int | None) -> str | None:
    """An amount that may be missing."""
    return None if cents is None else euro(cents)


def bare(unit: str, value: LawValue) -> str | int:
    """A value of the law as programs read it."""
    if unit == "euro" and isinstance(value, int):
        return euro(value)
    return format(value, "f") if isinstance(value, Decimal) else value


def law_fact(value: Value, spoken: str) -> LawFact:
    """A value of the law with since when and from where."""
    return LawFact(
        name=value.name,
        label=value.label[spoken],
        value=bare(value.unit, value.value),
        unit=value.unit,
        since=value.since.isoformat(),
        source=value.source,
        confidence=value.confidence,
    )
