"""When a step of a life event is due: a term of the law, counted from the day of the event.

Which steps there are stands in ``content/checklists``; here a day is only counted. A step without a term has
no day of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from webapp.rules.law import Law, Value
from webapp.rules.units import Quarter, last_day_of_month, months_after

Period = Literal["", "month", "quarter", "year"]
UNITS: Final = frozenset({"days", "weeks", "months", "quarters", "years"})


class BadTermError(ValueError):
    """A term of a step that cannot be counted; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """How a day is counted.

    From the event, or from the end of the `after` in which it lies; then the `length` of the law on, or
    `before` it; then to the end of the `until` in which that day lies. `eve`: one day earlier.
    """

    after: Period = ""
    length: str = ""
    before: bool = False
    until: Period = ""
    eve: bool = False

    def day(self, event: date, law: Law) -> date:
        """The day, for an event on a day.

        Raises:
            BadTermError: the length is no number of days, weeks, months, quarters or years.
            MissingValue: the law of the day does not know the length.
        """
        start = _end(event, self.after)
        if self.length:
            start = _moved(start, law.value(self.length), back=self.before)
        return _end(start, self.until) - timedelta(days=int(self.eve))


def _moved(start: date, length: Value, *, back: bool) -> date:
    if length.unit not in UNITS:
        raise BadTermError(f"{length.name} counts in {length.unit}, which is no length of time")
    count = -int(length.value) if back else int(length.value)
    if length.unit in {"days", "weeks"}:
        return start + timedelta(days=count * (7 if length.unit == "weeks" else 1))
    if length.unit == "quarters":
        return months_after(start, 3 * count)
    return months_after(start, count * (12 if length.unit == "years" else 1))


def _end(day: date, period: Period) -> date:
    """The last day of the period in which a day lies; the day itself without a period."""
    if period == "month":
        return last_day_of_month(day)
    if period == "quarter":
        return Quarter.of(day).last_day
    return date(day.year, 12, 31) if period == "year" else day
