"""The explained amount in words: what a page, a letter or a PDF needs to draw the receipt.

A rule's result carries codes and facts; here they become lines in the reader's language, the same on
every medium: a sentence, an amount, the values of the law with since when and from where, the article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.kit.i18n import day, day_month, language, locale, money, number, percent
from webapp.rules import wording
from webapp.rules.explained import Explained, Step
from webapp.rules.law_files import Value
from webapp.rules.units import Quarter

#: A confidence below this one is said on the line.
SURE: Final = "sourced"


@dataclass(frozen=True, kw_only=True)
class ValueLine:
    """A value of the law under a line; `confidence` is empty when it was read at its source."""

    label: str
    value: str
    since: date
    source: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a receipt; `amount` is cents or None."""

    text: str
    amount: int | None
    values: tuple[ValueLine, ...]
    article: str | None


def lines(explained: Explained[Any], *, with_sources: bool = False) -> list[Line]:
    """The lines of the receipt in the language being spoken.

    Everybody reads the article. Where we ourselves read a value is for staff only: `with_sources`.
    """
    return [_line(step, with_sources=with_sources) for step in explained.steps]


def as_fact(explained: Explained[Any], *, total_cents: int) -> dict[str, Any]:
    """The receipt as a fact of a letter, in the language being spoken: worded steps, plain JSON."""
    return {
        "law_on": explained.law_on.isoformat(),
        "total": total_cents,
        "steps": [
            {"text": line.text, "amount": line.amount, "notes": list(_notes(line))}
            for line in lines(explained)
        ],
    }


def value_words(value: Value) -> str:
    """A value of the law as people write it, by its unit."""
    return _by_unit(value.unit, value.value)


def quarter_words(quarter: Quarter) -> str:
    """A quarter in words: 4th quarter 2026."""
    return str(format_date(quarter.first_day, "QQQQ y", locale=locale()))


def _line(step: Step, *, with_sources: bool) -> Line:
    spoken = language()
    return Line(
        text=wording.sentence(step, spoken, FORMATTERS),
        amount=step.cents,
        values=tuple(_value_line(value, spoken, with_sources=with_sources) for value in step.values),
        article=wording.article_name(step.article, spoken),
    )


def _value_line(value: Value, spoken: str, *, with_sources: bool) -> ValueLine:
    return ValueLine(
        label=value.label[spoken],
        value=value_words(value),
        since=value.since,
        source=value.source if with_sources else "",
        confidence="" if value.confidence == SURE else value.confidence,
    )


def _notes(line: Line) -> list[str]:
    notes = [
        _("%(label)s: %(value)s, since %(day)s", label=value.label, value=value.value, day=day(value.since))
        for value in line.values
    ]
    return [*notes, line.article] if line.article else notes


def _by_unit(unit: str, value: Any) -> str:
    if unit == "euro":
        return money(value)
    if unit == "share":
        return percent(value)
    if unit == "month_day":
        month, of_month = (int(part) for part in str(value).split("-"))
        return day_month(date(2000, month, of_month))
    if unit in {"coefficient", "index"}:
        return number(value)
    return _counted(unit, int(value))


def _counted(unit: str, count: int) -> str:
    words: Mapping[str, Any] = {
        "days": lambda: ngettext("%(num)s day", "%(num)s days", count),
        "working_days": lambda: ngettext("%(num)s working day", "%(num)s working days", count),
        "weeks": lambda: ngettext("%(num)s week", "%(num)s weeks", count),
        "months": lambda: ngettext("%(num)s month", "%(num)s months", count),
        "quarters": lambda: ngettext("%(num)s quarter", "%(num)s quarters", count),
        "years": lambda: ngettext("%(num)s year", "%(num)s years", count),
        "vouchers": lambda: ngettext("%(num)s voucher", "%(num)s vouchers", count),
        "credits": lambda: ngettext("%(num)s credit", "%(num)s credits", count),
        "points": lambda: ngettext("%(num)s point", "%(num)s points", count),
        "calendar_year": lambda: str(count),
        "hours": lambda: ngettext("%(num)s hour", "%(num)s hours", count),
    }
    return str(words[unit]())


def _share(value: Any) -> str:
    return percent(Decimal(value))


FORMATTERS: Final[wording.Formatters] = {
    "money": money,
    "percent": _share,
    "day": day,
    "number": number,
    "year": str,
    "quarter": lambda value: quarter_words(
        value if isinstance(value, Quarter) else Quarter.parse(str(value))
    ),
}
