"""A question that cannot be answered: problem+json (RFC 9457) that names each field, what it may be, and why.

A wrong question never gets a number. What the law has and we do not know is refused too, by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final

from flask import Response, json, make_response
from flask_babel import gettext as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import HTTPException

from webapp.kit import i18n
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind
from webapp.rules.increases import Claim
from webapp.rules.law import MissingValue, NotInForce, law_book
from webapp.views.api.fields import (
    LARGEST_EURO,
    MOST_PERCENT,
    OLDEST_COMPANY,
    first_year,
    last_day,
    last_year,
)

MIME: Final = "application/problem+json"
#: The field that an error of the whole question is put to.
WHOLE: Final = "question"
#: The kinds a program may ask for; an expected income is a final one that has not come yet.
KINDS: Final = (Kind.FINAL, Kind.PROVISIONAL, Kind.STARTER)
#: The amounts that may turn out to be a loss.
INCOMES: Final = frozenset({"net_income", "income_n3", "reference_income"})
CHOICES: Final[Mapping[str, tuple[StrEnum, ...]]] = {
    "category": tuple(Category),
    "kind": KINDS,
    "claim": tuple(Claim),
}


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One thing that is wrong: the field as the question writes it, and the sentence about it."""

    field: str
    message: str


class Refused(HTTPException):
    """A question that we understood and cannot answer; it never gets a number."""

    code = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *wrong: Wrong, **facts: Any) -> None:
        super().__init__()
        self.wrong, self.facts = wrong, facts

    @classmethod
    def field(cls, name: str, message: str) -> Refused:
        """Refuse for one field."""
        return cls(Wrong(field=name, message=message))


class Malformed(HTTPException):
    """A body that is no JSON at all, or JSON that says one thing twice."""

    code = HTTPStatus.BAD_REQUEST

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__()
        self.wrong = wrong


def of_validation(errors: ValidationError) -> Refused:
    """The refusal for what a model found: every field with its sentence."""
    details = errors.errors(include_url=False, include_input=False)
    return Refused(*(Wrong(field=_field(error), message=sentence(error)) for error in details))


def of_missing(missing: MissingValue, *, field: str) -> Refused:
    """The refusal where the law has a value that we do not know on the day, or did not have it yet."""
    entry = law_book().entry(missing.name) if missing.name in law_book().names() else None
    label = entry.label[i18n.language()] if entry else missing.name
    words = {"label": label, "name": missing.name, "day": i18n.day(missing.day)}
    if isinstance(missing, NotInForce) and entry:
        message = _(
            "“%(label)s” (%(name)s) did not exist on %(day)s: it begins on %(since)s.",
            since=i18n.day(entry.lines[0].since),
            **words,
        )
    else:
        message = _(
            "“%(label)s” (%(name)s) is not known to us on %(day)s: it is not published, or we have not read "
            "it. Without it there is no amount; we do not guess.",
            **words,
        )
    facts = {"name": missing.name, "on": missing.day.isoformat(), "why": missing.why}
    return Refused(Wrong(field=field, message=message), missing=facts)


def problem(code: int, error: Exception) -> Response:
    """An error as problem+json, in the language being spoken."""
    body: dict[str, Any] = {"type": "about:blank", "title": _title(code), "status": code}
    if isinstance(error, Refused | Malformed) and error.wrong:
        body["errors"] = [{"field": one.field, "message": one.message} for one in error.wrong]
    if isinstance(error, Refused):
        body |= error.facts
    answer = make_response(json.dumps(body, ensure_ascii=False), code)
    answer.mimetype = MIME
    answer.headers["Cache-Control"] = "no-store"
    if isinstance(error, HTTPException) and (more := getattr(error, "valid_methods", None)):
        answer.headers["Allow"] = ", ".join(sorted(more))
    return answer


def _title(code: int) -> str:
    said = _TITLES.get(code)
    return str(said() if said else _("Something went wrong on our side."))


_TITLES: Final[Mapping[int, Callable[[], str]]] = {
    400: lambda: _("The body is not JSON that we can read."),
    404: lambda: _("There is nothing at this address. /api/v1/openapi.json lists what there is."),
    405: lambda: _("This address does not answer this method."),
    413: lambda: _("The question is too large."),
    415: lambda: _("Send the question as application/json."),
    422: lambda: _("We cannot answer this question as it is asked."),
    429: lambda: _("Too many questions in a short time. Ask again after the seconds of Retry-After."),
    503: lambda: _("We cannot answer now. Ask again in a few seconds."),
}


def _field(error: ErrorDetails) -> str:
    return ".".join(str(part) for part in error["loc"]) or WHOLE


def sentence(error: ErrorDetails) -> str:
    """What is wrong with one field, as people say it: what it may be, and what for."""
    name = str(error["loc"][-1]) if error["loc"] else WHOLE
    return sentence_of(error["type"], name, **(error.get("ctx") or {}))


def sentence_of(kind: str, name: str, **facts: Any) -> str:
    """The sentence for a kind of mistake in a field."""
    known = _SENTENCES.get(kind)
    if known is None:
        return str(_("This field is not of the form that the description asks for."))
    return str(known(name, facts))


def _range(_name: str, _facts: Mapping[str, Any]) -> str:
    """Counts and numbers of quarters are the only numbers with two ends that no year of the law sets."""
    return str(_("Write a whole number from 1 to 4: a year has four quarters."))


def _negative(name: str, _facts: Mapping[str, Any]) -> str:
    if name in INCOMES:
        return str(
            _(
                "An income is from 0 to %(most)s euro, never below. Write a loss as 0: the law counts it as "
                "nothing.",
                most=f"{LARGEST_EURO}.99",
            )
        )
    return str(
        _(
            "This amount is from 0 to %(most)s euro, never below: write it without a minus sign.",
            most=f"{LARGEST_EURO}.99",
        )
    )


def _choice(name: str, facts: Mapping[str, Any]) -> str:
    known = ", ".join(CHOICES[name]) if name in CHOICES else str(facts.get("expected", ""))
    return str(_("This is none of: %(choices)s. The law has other rules for each.", choices=known))


_SENTENCES: Final[Mapping[str, Callable[[str, dict[str, Any]], str]]] = {
    "missing": lambda _name, _facts: _("This field is missing; there is no answer without it."),
    "extra_forbidden": lambda _name, _facts: _(
        "We know no such field here, and we ignore none: a misspelt one would change the amount."
    ),
    "model_type": lambda _name, _facts: _("This must be a JSON object with the fields of the description."),
    "model_attributes_type": lambda _name, _facts: _(
        "This must be a JSON object with the fields of the description."
    ),
    "int_type": lambda _name, _facts: _("This must be a whole number, written without quotes."),
    "bool_type": lambda _name, _facts: _("This must be true or false, written without quotes."),
    "list_type": lambda _name, _facts: _("This must be a list."),
    "string_type": lambda _name, _facts: _("This must be a text."),
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "too_short": lambda _name, facts: _(
        "This list needs at least %(least)s.", least=str(facts["min_length"])
    ),
    "too_long": lambda _name, facts: _("This list takes at most %(most)s.", most=str(facts["max_length"])),
    "enum": _choice,
    "literal_error": _choice,
    "money_type": lambda _name, _facts: _(
        "Write an amount in euro as a decimal string, such as “30000.50”, or as a number, such as 30000.50."
    ),
    "money_negative": _negative,
    "money_form": lambda _name, _facts: _(
        "Write an amount from 0 to %(most)s euro with a point and at most two decimals, such as 30000.00. "
        "The law counts in whole cents.",
        most=f"{LARGEST_EURO}.99",
    ),
    "percent_type": lambda _name, _facts: _(
        "Write a percentage as a decimal string, such as “3.95”, or as a number, such as 3.95."
    ),
    "percent_negative": lambda _name, _facts: _(
        "A percentage is from 0 to %(most)s: a fund asks a part of the contribution.", most=str(MOST_PERCENT)
    ),
    "percent_form": lambda _name, _facts: _(
        "Write a percentage from 0 to %(most)s with a point and at most four decimals, for example 3.95.",
        most=str(MOST_PERCENT),
    ),
    "day_form": lambda _name, _facts: _("Write a day that exists as YYYY-MM-DD, for example 2025-03-01."),
    "day_reach": lambda _name, _facts: _(
        "The day is from %(first)s-01-01 to %(last)s: on others we do not hold the law, or nothing can be "
        "claimed any more.",
        first=str(first_year()),
        last=last_day().isoformat(),
    ),
    "incorporated_reach": lambda _name, _facts: _(
        "The day of incorporation is from %(first)s to %(last)s: an earlier one can only be a slip of the "
        "pen, and for a later one we do not hold the law.",
        first=OLDEST_COMPANY.isoformat(),
        last=f"{last_year()}-12-31",
    ),
    "quarter_form": lambda _name, _facts: _("Write a quarter as its year, Q and 1 to 4, for example 2025Q1."),
    "year_reach": lambda _name, _facts: _(
        "The year is from %(first)s to %(last)s: for others we do not hold the law, so there is no amount.",
        first=str(first_year()),
        last=str(last_year()),
    ),
    "quarter_reach": lambda _name, _facts: _(
        "The quarter is from %(first)sQ1 to %(last)sQ4: for others we do not hold the law, so there is no "
        "amount.",
        first=str(first_year()),
        last=str(last_year()),
    ),
}
