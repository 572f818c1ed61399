"""`GET /api/v1/openapi.json`: the whole door as an OpenAPI 3.1 document, made from the models themselves."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from flask import Response, json
from pydantic import BaseModel, Field
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from webapp import __version__
from webapp.rules.law import LawBook, law_book
from webapp.rules.law_files import INDEX
from webapp.views.api import answers, door, refusals
from webapp.views.api.company_contribution import CompanyAnswer, CompanyQuestion
from webapp.views.api.contribution import ContributionAnswer, ContributionQuestion
from webapp.views.api.fields import Question
from webapp.views.api.late_payment import LateAnswer, LateQuestion
from webapp.views.api.law import KEPT, LawNames, LawValueAnswer
from webapp.views.api.regularisation import RegularisationAnswer, RegularisationQuestion
from webapp.views.api.supplementary_pension import PensionAnswer, PensionQuestion

SCHEMAS: Final = "#/components/schemas"
ABOUT: Final = (
    "What the law asks of the self-employed in Belgium, to the cent, with every step, value, source and "
    "article. No key, no cookie; nothing of a question is kept. Sentences come in the language of "
    "Accept-Language: fr, nl, de or en. Amounts are decimal strings in euro; a question may write them as "
    "numbers too, which are read as typed. What is not published yet is refused by its name, never guessed. "
    "The answers are free to use; they inform and decide nothing."
)


class WrongField(answers.Answer):
    """One thing that is wrong."""

    field: str = Field(description="The field as the question writes it, with points into lists and objects.")
    message: str = Field(description="What it may be and why, in the language asked for.")


class MissingLaw(answers.Answer):
    """A value of the law that the answer needs and that is not known."""

    name: str
    on: answers.IsoDay
    why: str = Field(description="The reason in our files, in English.")


class Problem(answers.Answer):
    """An error as RFC 9457 writes it."""

    type: str
    title: str
    status: int
    errors: list[WrongField] = Field(
        default=[], description="Every field that is wrong, with 422; with 400 the key that stands twice."
    )
    missing: MissingLaw | None = Field(
        default=None, description="With 422: the value of the law that is missing."
    )


#: Every question with its answer: address, what it asks, what it is answered.
QUESTIONS: Final[tuple[tuple[str, type[Question], type[BaseModel]], ...]] = (
    ("contribution", ContributionQuestion, ContributionAnswer),
    ("company-contribution", CompanyQuestion, CompanyAnswer),
    ("late-payment", LateQuestion, LateAnswer),
    ("supplementary-pension", PensionQuestion, PensionAnswer),
    ("regularisation", RegularisationQuestion, RegularisationAnswer),
)
READINGS: Final[tuple[type[BaseModel], ...]] = (LawNames, LawValueAnswer, Problem)
ERRORS: Final = {
    "400": "The body is not JSON, or a key stands twice in it.",
    "404": "No value of the law has this name.",
    "413": "The question is too large.",
    "415": "The question is not sent as application/json.",
    "422": "A field is wrong, or the law of the day is not known.",
    "429": "Too many questions in a minute; Retry-After says when to ask again.",
}


@door.get("/openapi.json")
def description() -> Response:
    """The description of this door for programs."""
    answer = Response(json.dumps(document(), ensure_ascii=False), mimetype=answers.JSON)
    answer.headers["Cache-Control"] = KEPT
    return answer


def document() -> dict[str, Any]:
    """The document; in English, like the names in it. It names the years that the law reaches."""
    return _document(law_book())


@lru_cache(maxsize=2)
def _document(_book: LawBook) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Guichet: the law on contributions as an interface",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _schemas() -> dict[str, Any]:
    asked: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (model, "validation") for _name, model, _answer in QUESTIONS
    ]
    told: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (model, "serialization") for model in (*(answer for _name, _model, answer in QUESTIONS), *READINGS)
    ]
    _names, found = models_json_schema([*asked, *told], ref_template=f"{SCHEMAS}/{{model}}")
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _paths() -> dict[str, Any]:
    law = f"{door.url_prefix}/law"
    asked = {
        f"{door.url_prefix}/{name}": {"post": _operation(name.replace("-", "_"), answer, question)}
        for name, question, answer in QUESTIONS
    }
    return asked | {
        law: {"get": _operation("law_names", LawNames)},
        f"{law}/{{name}}": {"get": _operation("law_value", LawValueAnswer) | {"parameters": _parameters()}},
    }


def _parameters() -> list[dict[str, Any]]:
    day = {"type": "string", "format": "date"}
    name = {"type": "string", "enum": list(law_book().names())}
    return [
        {
            "name": "name",
            "in": "path",
            "required": True,
            "schema": name,
            "example": INDEX,
            "description": "A name of /api/v1/law.",
        },
        {
            "name": "on",
            "in": "query",
            "required": False,
            "schema": day,
            "example": "2025-01-01",
            "description": "The day whose law is meant; today without it.",
        },
    ]


def _operation(name: str, told: type[BaseModel], asked: type[Question] | None = None) -> dict[str, Any]:
    codes = (
        ["422", "429"]
        + (["400", "413", "415"] if asked else [])
        + (["404"] if told is LawValueAnswer else [])
    )
    answer = {"description": (told.__doc__ or "").strip(), "content": {answers.JSON: _of(told)}}
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": (told.__doc__ or "").strip(),
        "responses": {"200": answer} | {code: _error(code) for code in sorted(codes)},
    }
    if asked is not None:
        operation["requestBody"] = {"required": True, "content": {answers.JSON: _of(asked)}}
    return operation


def _error(code: str) -> dict[str, Any]:
    return {"description": ERRORS[code], "content": {refusals.MIME: _of(Problem)}}


def _of(model: type[BaseModel]) -> dict[str, Any]:
    return {"schema": {"$ref": f"{SCHEMAS}/{model.__name__}"}}
