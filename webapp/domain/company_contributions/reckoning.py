"""What a company owes for a year, or why it cannot be said: the one way from a company's file to the rule."""

from __future__ import annotations

from datetime import date
from typing import Final

from webapp.domain.companies import Subject
from webapp.rules import company
from webapp.rules.company import CompanyContribution
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.law_files import MissingValue

#: The balance sheet that decides is that of the last but one closed financial year.
YEARS_BACK: Final = 2


class NotCallableError(Exception):
    """The contribution of this company and year cannot be reckoned; nothing is guessed.

    `because` is a code for staff: law_unknown (then `detail` names the value), balance_sheet_missing
    (then `detail` is the financial year), closed, or not_yet_founded.
    """

    def __init__(self, because: str, detail: str = "") -> None:
        """Say why, and which value or year is lacking."""
        self.because, self.detail = because, detail
        super().__init__(f"{because}: {detail}" if detail else because)


def reckon(subject: Subject, *, year: int) -> Explained[CompanyContribution]:
    """The contribution of a company for a year with its explanation (law of 30 December 1992, title III).

    Raises:
        NotCallableError: the law of the year or the balance sheet is not known, or the company did not exist.
    """
    if subject.incorporated_on.year > year:
        raise NotCallableError("not_yet_founded")
    if subject.closed_on is not None and subject.closed_on < date(year, 1, 1):
        raise NotCallableError("closed")
    financial_year = year - YEARS_BACK
    try:
        return company.yearly(
            year=year,
            balance_sheet_total_cents=subject.totals.get(financial_year),
            law=law_on(date(year, 1, 1)),
            incorporated_on=subject.incorporated_on,
        )
    except MissingValue as missing:
        raise NotCallableError("law_unknown", missing.name) from missing
    except ValueError as missing:
        raise NotCallableError("balance_sheet_missing", str(financial_year)) from missing
