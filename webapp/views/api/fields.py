"""What other programs may write in a question: exact money, percents, days and quarters, never a float.

Numbers come as `webapp.views.api.body` read them: whole, or with their decimals as typed.
Each field refuses with a code; the sentences that programs read stand in `webapp.views.api.refusals`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from webapp.rules.careers import Category
from webapp.rules.increases import Claim
from webapp.rules.law import law_book, law_on
from webapp.rules.law_files import INDEX
from webapp.rules.units import QUARTERS_A_YEAR, Quarter, cents_of

#: Ten digits before the point: more than any income, little enough for every column and every sum.
LARGEST_EURO: Final = 9_999_999_999
MOST_PERCENT: Final = 100
CENT: Final = Decimal("0.01")
PERCENT_STEP: Final = Decimal("0.0001")
#: The code of commerce of 1807 brought companies to what is Belgium today; an older day is a slip of the pen.
OLDEST_COMPANY: Final = date(1807, 1, 1)
_MONEY: Final = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")
_PERCENT: Final = re.compile(r"(100|[0-9]{1,2})(\.[0-9]{1,4})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Question(BaseModel):
    """A question of another program: exactly the fields we know, each of exactly its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def first_year() -> int:
    """The first year whose yearly amounts we hold."""
    return law_book().entry(INDEX).lines[0].since.year


def last_year() -> int:
    """The last year whose yearly amounts are published."""
    return law_book().entry(INDEX).lines[-1].since.year


def _year(year: int) -> int:
    if not first_year() <= year <= last_year():
        raise PydanticCustomError("year_reach", "outside the law")
    return year


def last_day() -> date:
    """The last day we count to: later, nothing of the years we know can be claimed (RD 38, art. 16)."""
    end = date(last_year(), 12, 31)
    return end.replace(year=end.year + law_on(end).count("deadlines.limitation_years"))


def not_beyond_the_law(day: date) -> date:
    """A day up to the last one we count to."""
    if day > last_day():
        raise PydanticCustomError("day_reach", "outside the law")
    return day


def _reached(day: date) -> date:
    if day < date(first_year(), 1, 1):
        raise PydanticCustomError("day_reach", "outside the law")
    return not_beyond_the_law(day)


def _incorporated(day: date) -> date:
    if not OLDEST_COMPANY <= day <= date(last_year(), 12, 31):
        raise PydanticCustomError("incorporated_reach", "no day of a company")
    return day


def _decimal(raw: object, kind: str, form: re.Pattern[str], *, step: Decimal, most: Decimal) -> Decimal:
    """A decimal from zero to the most, exactly as written."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
        raise PydanticCustomError(f"{kind}_type", "neither a decimal string nor a number")
    if isinstance(raw, str) and not form.fullmatch(raw.removeprefix("-")):
        raise PydanticCustomError(f"{kind}_form", "not of the form")
    number = Decimal(raw)
    if number < 0 or (isinstance(raw, str) and raw.startswith("-")):
        raise PydanticCustomError(f"{kind}_negative", "below zero")
    if number > most or (whole := number.quantize(step)) != number:
        raise PydanticCustomError(f"{kind}_form", "above the most, or not of whole steps")
    return Decimal(format(abs(whole).normalize(), "f"))


def _cents(raw: object) -> int:
    return cents_of(_decimal(raw, "money", _MONEY, step=CENT, most=LARGEST_EURO + 1 - CENT))


def _percent(raw: object) -> Decimal:
    return _decimal(raw, "percent", _PERCENT, step=PERCENT_STEP, most=Decimal(MOST_PERCENT))


def read_day(raw: object) -> date:
    """A day as ISO writes it, and no other way."""
    if isinstance(raw, str) and _DAY.fullmatch(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise PydanticCustomError("day_form", "not a day")


def _quarter(raw: object) -> Quarter:
    try:
        quarter = Quarter.parse(raw if isinstance(raw, str) else "")
    except ValueError:
        raise PydanticCustomError("quarter_form", "not a quarter") from None
    if not first_year() <= quarter.year <= last_year():
        raise PydanticCustomError("quarter_reach", "outside the law")
    return quarter


def _decimal_schema(pattern: str, largest: float, decimals: str, example: str) -> dict[str, Any]:
    text = {"type": "string", "pattern": f"^{pattern}$"}
    # No multipleOf: many programs test it with binary fractions, and refuse good cents.
    number = {
        "type": "number",
        "minimum": 0,
        "maximum": largest,
        "description": f"At most {decimals} decimals.",
    }
    return {"anyOf": [text, number], "examples": [example, float(example)]}


#: Whole cents; written "30000.00", "30000", 30000 or 30000.00.
Cents = Annotated[
    int,
    BeforeValidator(_cents),
    WithJsonSchema(_decimal_schema(_MONEY.pattern, LARGEST_EURO + 0.99, "two", "30000.00")),
]
Percent = Annotated[
    Decimal,
    BeforeValidator(_percent),
    WithJsonSchema(
        _decimal_schema(r"(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)", MOST_PERCENT, "four", "3.95")
    ),
]
Day = Annotated[
    date,
    BeforeValidator(read_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2025-03-01"]}),
]


#: A day on which the law is applied.
LawDay = Annotated[Day, AfterValidator(_reached)]
#: The day a company was incorporated; most are older than the law we hold.
IncorporationDay = Annotated[Day, AfterValidator(_incorporated)]
#: JSON knows texts only, so the text of a category or claim stands for it.
CategoryName = Annotated[Category, Field(strict=False)]
ClaimName = Annotated[Claim, Field(strict=False)]


class _YearSchema:
    """Says in the document which years there are: those of the law."""

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "integer", "minimum": first_year(), "maximum": last_year(), "examples": [2025]}


class _QuarterSchema:
    """Says in the document which quarters may be named; the years are those of the law."""

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        years = "|".join(str(year) for year in range(first_year(), last_year() + 1))
        return {"type": "string", "pattern": f"^({years})Q[1-4]$", "examples": ["2025Q1"]}


Year = Annotated[int, AfterValidator(_year), _YearSchema()]
Count = Annotated[int, Field(ge=1, le=QUARTERS_A_YEAR)]
NamedQuarter = Annotated[Quarter, PlainValidator(_quarter), _QuarterSchema()]
