"""How much to put aside each month, so that a sum is there on its day."""

from __future__ import annotations

from datetime import date
from typing import Final

from webapp.rules.units import QUARTERS_A_YEAR

MONTHS_A_YEAR: Final = 12
MONTHS_A_QUARTER: Final = MONTHS_A_YEAR // QUARTERS_A_YEAR


def months_between(since: date, until: date) -> int:
    """In how many months something can be put aside before a day, that of the day included; at least one."""
    months = (until.year - since.year) * MONTHS_A_YEAR + until.month - since.month
    return max(months, 1)


def monthly_cents(cents: int, *, months: int) -> int:
    """The same amount each month that makes up a sum, upwards to the cent: it must not fall short."""
    return -(-cents // months)
