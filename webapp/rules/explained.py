"""A result that can say how it was found: its steps, the values of the law it read, and the articles.

Steps carry codes and facts, no words: the sentences stand in ``content/law/steps.toml`` in every language
(`webapp.rules.wording`). An `Explained` goes to JSON and back unchanged, so a due stores its explanation
and an old letter can always be explained again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from webapp.rules.law import Law, UnknownName, Value, law_book
from webapp.rules.law_files import exact_decimal, weaker, whole_number
from webapp.rules.units import Quarter

T = TypeVar("T")

#: Cents for money, Decimal for shares and coefficients, dates, quarters, whole numbers, or a code.
Fact = int | Decimal | date | str | Quarter


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the receipt: what was done (`code`), with which facts and values, giving which cents."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    cents: int | None = None
    values: tuple[Value, ...] = ()
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Explained(Generic[T]):
    """A value and the steps that led to it, by the law of one day."""

    value: T
    steps: tuple[Step, ...]
    law_on: date

    @property
    def confidence(self) -> str:
        """How sure the result is: as sure as the least sure value of the law in it."""
        lowest = "sourced"
        for value in self.values():
            lowest = weaker(lowest, value.confidence)
        return lowest

    def values(self) -> tuple[Value, ...]:
        """Every value of the law that was read, each once, in the order of the steps."""
        read = {value.name: value for step in self.steps for value in step.values}
        return tuple(read.values())

    def map(self, change: Callable[[T], Any]) -> Explained[Any]:
        """The same explanation for something taken out of the result, such as one of its amounts."""
        return Explained(change(self.value), self.steps, self.law_on)

    def as_json(self) -> dict[str, Any]:
        """Plain data for a JSON column or the calculation interface."""
        return {
            "value": _value_as_json(self.value),
            "steps": [_step_to_json(step) for step in self.steps],
            "law_on": self.law_on.isoformat(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], of: type[T]) -> Explained[T]:
        """Read back what `as_json` wrote; `of` is the type of the value (int, date or a frozen dataclass)."""
        raw = data["value"]
        value: Any
        if is_dataclass(of) and of is not Quarter:
            value = of(**{part.name: _unpack(raw[part.name]) for part in fields(of)})
        else:
            value = _unpack(raw)
        steps = tuple(_step_from_json(step) for step in data["steps"])
        return cls(value, steps, date.fromisoformat(data["law_on"]))


class Working:
    """The sheet on which a calculation is worked out: it reads the law and notes each step.

    Values read between two steps belong to the later one, so a rule reads what it needs and then says what
    it did with it. Use one per calculation and end with `result`.
    """

    def __init__(self, law: Law) -> None:
        self.law = law
        self._read: list[Value] = []
        self._steps: list[Step] = []

    def value(self, name: str) -> Value:
        """Read a value and remember it for the next step. Raises like `Law.value`."""
        value = self.law.value(name)
        if value not in self._read:
            self._read.append(value)
        return value

    def cents(self, name: str) -> int:
        """Read an amount of money."""
        return whole_number(self.value(name), frozenset({"euro"}))

    def decimal(self, name: str) -> Decimal:
        """Read a share, a coefficient or an index."""
        return exact_decimal(self.value(name))

    def count(self, name: str) -> int:
        """Read a number of days, weeks, quarters and the like."""
        value = self.value(name)
        return whole_number(value, frozenset({value.unit}) - {"euro"})

    def month_day(self, name: str) -> tuple[int, int]:
        """Read a day of every year."""
        self.value(name)
        return self.law.month_day(name)

    def note(self, value: Value) -> None:
        """Remember a value read elsewhere, such as last year's where this one is not published."""
        self._read.append(value)

    def step(self, code: str, *, cents: int | None = None, article: str | None = None, **facts: Fact) -> None:
        """Note a step; it takes along the values read since the last one."""
        self._steps.append(Step(code, facts, cents, tuple(self._read), article))
        self._read = []

    def include(self, other: Explained[T]) -> T:
        """Take over the steps of a calculation this one builds on, and give its value."""
        self._steps.extend(other.steps)
        return other.value

    def result(self, value: T) -> Explained[T]:
        """The worked-out value with all steps."""
        return Explained(value, tuple(self._steps), self.law.day)


def _value_as_json(value: object) -> Any:
    """The result itself: a dataclass by its fields, anything else as a fact."""
    if is_dataclass(value) and not isinstance(value, (type, Quarter)):
        return {part.name: _pack(getattr(value, part.name)) for part in fields(value)}
    return _pack(value)


def _step_to_json(step: Step) -> dict[str, Any]:
    return {
        "code": step.code,
        "facts": {name: _pack(fact) for name, fact in step.facts.items()},
        "cents": step.cents,
        "values": [_value_to_json(value) for value in step.values],
        "article": step.article,
    }


def _step_from_json(data: Mapping[str, Any]) -> Step:
    return Step(
        code=data["code"],
        facts={name: _unpack(fact) for name, fact in data["facts"].items()},
        cents=data["cents"],
        values=tuple(_value_from_json(value) for value in data["values"]),
        article=data["article"],
    )


def _value_to_json(value: Value) -> dict[str, Any]:
    """A value without its label: labels are words, and words are read when they are shown."""
    kept = {part.name: getattr(value, part.name) for part in fields(value) if part.name != "label"}
    return {name: _pack(fact) for name, fact in kept.items()}


def _value_from_json(data: Mapping[str, Any]) -> Value:
    facts = {name: _unpack(fact) for name, fact in data.items()}
    return Value(**facts, label=_label_of(str(facts["name"])))


def _label_of(name: str) -> Mapping[str, str]:
    """Today's label of a value, or its bare name if our files no longer have it."""
    try:
        return law_book().entry(name).label
    except UnknownName:
        return dict.fromkeys(("fr", "nl", "de", "en"), name)


def _pack(fact: Any) -> Any:
    """A fact as JSON that still knows its type: decimals, dates and quarters are tagged."""
    if isinstance(fact, Decimal):
        return {"decimal": str(fact)}
    if isinstance(fact, date):
        return {"day": fact.isoformat()}
    if isinstance(fact, Quarter):
        return {"quarter": str(fact)}
    if isinstance(fact, tuple):
        return [_pack(part) for part in fact]
    return fact


_TAGS: Final[dict[str, Callable[[str], Any]]] = {
    "decimal": Decimal,
    "day": date.fromisoformat,
    "quarter": Quarter.parse,
}


def _unpack(fact: Any) -> Any:
    if isinstance(fact, list):
        return tuple(_unpack(part) for part in fact)
    if isinstance(fact, dict):
        ((tag, text),) = fact.items()
        return _TAGS[tag](text)
    return fact
