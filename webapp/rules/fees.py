"""What each fund asks on top of the contribution (Royal Decree no. 38, art. 20 § 4).

The minister sets the fee per fund and year. Only what was published or follows from published amounts stands
in ``content/law/fees.toml``; what our own fund asks is its own fact and stands in ``content/site.toml``.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from webapp.rules.law import Law, Value


class Fund(StrEnum):
    """The funds of which a fee is known for at least one year."""

    ACERTA = "acerta"
    GROUP_S = "group_s"
    INCOZINA = "incozina"
    LIANTIS = "liantis"
    MULTIPEN = "multipen"
    PARTENA = "partena"
    SECUREX = "securex"
    UCM = "ucm"
    XERIUS = "xerius"


def fee_of(fund: Fund, *, year: int, law: Law) -> Value:
    """The fee of a fund in a year, a share of the contribution with its source (art. 20 § 4).

    `law` is any day of the book wanted. Raises `MissingValue` for a year whose fee was not found, or on which
    the sources contradict each other.
    """
    return law.book.on(date(year, 1, 1)).value(f"fees.{fund}")


def fees_in(year: int, *, law: Law) -> tuple[Value, ...]:
    """The fees known of a year, by name of the fund: what a reader may lay side by side."""
    first_day = date(year, 1, 1)
    entries = [law.book.entry(f"fees.{fund}") for fund in Fund]
    return tuple(value for entry in entries for value in entry.history() if value.since == first_day)
