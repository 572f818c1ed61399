"""The facts of a notice: checked against their declared types, then written in the reader's language.

Raw facts are what a room stores: cents, ISO dates, digits. A fact too many, too few or of another type is an
error, when the letter is drawn (`check`) and before anything is printed (`written`), so that no letter leaves
with a hole. A type that ends in `?` may be left out; the text then sees nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from webapp.kit.i18n import day, moment, money, percent
from webapp.kit.texts import Library
from webapp.rules import numbers

Words = Mapping[str, str]
Writer = Callable[[Any, Words], Any]

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ue000\ue001]")
_CONTROL_BUT_LINES: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\ue000\ue001]")
_URL: Final = re.compile(r"https?://[^\s<>\"'()\[\]]{1,900}")
_CODE: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9 -]{2,30})[A-Z0-9]")
_QUARTER: Final = re.compile(r"(\d{4})Q([1-4])")
#: At the end of a type: the fact may be left out.
MAY_LACK: Final = "?"
_LONGEST_LINE: Final = 500
_LONGEST_TEXT: Final = 6000


class BadFactsError(ValueError):
    """Facts that are not as the notice declares them; the sentence names the fact, never its value."""


def words_of(library: Library, language: str) -> dict[str, str]:
    """The fixed words of letters in one language."""
    words: dict[str, str] = library.toml("notices/_words.toml")[language]
    return words


def check(
    declared: Mapping[str, str],
    facts: Mapping[str, Any],
    *,
    kind: str,
    supplied: AbstractSet[str] = frozenset(),
) -> None:
    """Whether raw facts are as declared, in microseconds and without writing them; raises BadFactsError.

    What is `supplied` at printing is not a room's to give. Facts are JSON: days as ISO text, explanations as
    `Explained.as_json()`.
    """
    wanted = {name for name, type_ in declared.items() if not type_.endswith(MAY_LACK)} - supplied
    if differ := (wanted - facts.keys()) | (facts.keys() - (declared.keys() - supplied)):
        raise BadFactsError(f"{kind}: facts too many or too few: {', '.join(sorted(differ))}")
    for name, value in facts.items():
        type_ = declared[name].removesuffix(MAY_LACK)
        if value is None and declared[name] != type_:
            continue
        try:
            SHAPES[type_](value)
        except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
            raise BadFactsError(f"{kind}: {name} is no {type_}") from None


def written(
    declared: Mapping[str, str], facts: Mapping[str, Any], *, kind: str, words: Words
) -> dict[str, Any]:
    """The facts as the reader will see them; raises BadFactsError."""
    lacking = {name for name, type_ in declared.items() if type_.endswith(MAY_LACK)} - facts.keys()
    if differ := (declared.keys() ^ facts.keys()) - lacking:
        raise BadFactsError(f"{kind}: facts too many or too few: {', '.join(sorted(differ))}")
    ready: dict[str, Any] = {}
    for name, declared_as in declared.items():
        type_ = declared_as.removesuffix(MAY_LACK)
        if type_ not in WRITERS:
            raise BadFactsError(f"{kind}: {name} is declared as {type_!r}, which is no type")
        if declared_as != type_ and facts.get(name) is None:
            ready[name] = None
            continue
        try:
            ready[name] = WRITERS[type_](facts[name], words)
        except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
            raise BadFactsError(f"{kind}: {name} is no {type_}") from None  # its value stays out of logs
    return ready


def quarter_words(quarter: str, words: Words) -> str:
    """A quarter such as 2026Q4 in words; raises ValueError."""
    found = _QUARTER.fullmatch(quarter)
    if not found:
        raise ValueError("expected a year, Q and 1 to 4")
    pattern = words["quarter_1"] if found[2] == "1" else words["quarter"]
    return pattern.format(n=found[2], year=found[1])


def _text(value: Any, _words: Words) -> str:
    if not isinstance(value, str) or _CONTROL.search(value) or not 0 < len(value) <= _LONGEST_LINE:
        raise ValueError("one line of text")
    return value


def _long_text(value: Any, _words: Words) -> str:
    if not isinstance(value, str) or _CONTROL_BUT_LINES.search(value) or len(value) > _LONGEST_TEXT:
        raise ValueError("text")
    return value


def _texts(value: Any, words: Words) -> list[str]:
    if not isinstance(value, list | tuple):
        raise TypeError("a list of lines")
    return [_text(part, words) for part in value]


def _money(value: Any, _words: Words) -> str:
    return money(_whole(value))


def _year(value: Any, _words: Words) -> str:
    return str(_whole(value))


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number")
    return value


def _as_day(value: Any) -> date:
    if isinstance(value, datetime):
        raise TypeError("a day, not a moment")
    return value if isinstance(value, date) else date.fromisoformat(value)


def _day(value: Any, _words: Words) -> str:
    return day(_as_day(value))


def _moment(value: Any, _words: Words) -> str:
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError("a moment with its time zone")
    return moment(at)


def _share(value: Any, _words: Words) -> str:
    if isinstance(value, float | bool):
        raise TypeError("an exact share")
    return percent(Decimal(value))


def _iban(value: Any, _words: Words) -> str:
    return numbers.written_iban(numbers.iban(value))


def _communication(value: Any, _words: Words) -> str:
    return numbers.written_communication(numbers.parse_communication(value))


def _communications(value: Any, words: Words) -> list[str]:
    if not isinstance(value, list | tuple):
        raise TypeError("a list of communications")
    return [_communication(part, words) for part in value]


def _url(value: Any, _words: Words) -> str:
    if not _URL.fullmatch(value):
        raise ValueError("an address on the web")
    return str(value)


def _code(value: Any, _words: Words) -> str:
    if not _CODE.fullmatch(value):
        raise ValueError("capitals and digits")
    return str(value)


def _changes(value: Any, words: Words) -> list[dict[str, str]]:
    """Quarters with the amount before and after: [{quarter, before, after}]."""
    return [
        {
            "quarter": quarter_words(part["quarter"], words),
            "before": _money(part["before"], words),
            "after": _money(part["after"], words),
        }
        for part in value
    ]


def _receipt(value: Any, words: Words) -> dict[str, Any]:
    """Worded steps with cents: {law_on, total, steps: [{text, amount or None, notes: [..]}]}."""
    steps = [
        {
            "text": _text(step["text"], words),
            "amount": "" if step.get("amount") is None else _money(step["amount"], words),
            "notes": _texts(step.get("notes", ()), words),
        }
        for step in value["steps"]
    ]
    return {"law_on": _day(value["law_on"], words), "total": _money(value["total"], words), "steps": steps}


#: What a fact may be, and how it is written.
WRITERS: Final[Mapping[str, Writer]] = {
    "text": _text,
    "long_text": _long_text,
    "texts": _texts,
    "money": _money,
    "year": _year,
    "count": _year,
    "quarter": quarter_words,
    "day": _day,
    "moment": _moment,
    "share": _share,
    "iban": _iban,
    "communication": _communication,
    "communications": _communications,
    "url": _url,
    "code": _code,
    "changes": _changes,
    "receipt": _receipt,
}


def _iso_day(value: Any) -> None:
    date.fromisoformat(value)


def _iso_moment(value: Any) -> None:
    if datetime.fromisoformat(value).tzinfo is None:
        raise ValueError("a moment with its time zone")


def _exact(value: Any) -> None:
    if not isinstance(value, str):
        raise TypeError("an exact share, as text")
    Decimal(value)


def _a_quarter(value: Any) -> None:
    if not _QUARTER.fullmatch(value):
        raise ValueError("expected a year, Q and 1 to 4")


def _some_changes(value: Any) -> None:
    for part in value:
        _a_quarter(part["quarter"])
        _whole(part["before"])
        _whole(part["after"])


def _explanation(value: Any) -> None:
    """An explanation as a room stores it, or a receipt that is worded already."""
    if not value["steps"] or not (value.keys() >= {"value", "law_on"} or value.keys() >= {"total", "law_on"}):
        raise ValueError("an explanation")


#: What a raw fact must look like; cheaper than writing it, and without a language.
SHAPES: Final[Mapping[str, Callable[[Any], object]]] = {
    "text": lambda value: _text(value, {}),
    "long_text": lambda value: _long_text(value, {}),
    "texts": lambda value: _texts(value, {}),
    "money": _whole,
    "year": _whole,
    "count": _whole,
    "quarter": _a_quarter,
    "day": _iso_day,
    "moment": _iso_moment,
    "share": _exact,
    "iban": numbers.iban,
    "communication": numbers.parse_communication,
    "communications": lambda value: _communications(value, {}),
    "url": lambda value: _url(value, {}),
    "code": lambda value: _code(value, {}),
    "changes": _some_changes,
    "receipt": _explanation,
}
