"""What lateness costs: 3 % a quarter and 7 % on 1 January for persons, 1 % a month for companies.

General regulation (Royal Decree of 19 December 1967), art. 44 and 44bis; law of 30 December 1992, title III.
Increases are counted on the unpaid principal only, never on earlier increases. Each one is rounded half up
to the cent when it falls.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from webapp.rules.allocation import Payment
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter, last_day_of_month, share_cents

QUARTERLY: Final = "contributions.late_quarterly"
ONCE: Final = "contributions.late_on_1_january"


class Claim(StrEnum):
    """Why the money was claimed; it decides until when it could be paid without increase.

    CONTRIBUTION: until the end of the quarter of the claim. REGULARISATION: until the end of the quarter
    after the statement (art. 44 § 3). FIRST_NOTICE: one of the first two quarters of a starter who
    affiliated in time, one quarter more (art. 44 § 2). LATE_AFFILIATION: from the quarter itself.
    """

    CONTRIBUTION = "contribution"
    REGULARISATION = "regularisation"
    FIRST_NOTICE = "first_notice"
    LATE_AFFILIATION = "late_affiliation"


@dataclass(frozen=True, slots=True)
class Increases:
    """The increases on one claim so far, in cents."""

    three_percent_cents: int
    seven_percent_cents: int

    @property
    def total_cents(self) -> int:
        """Both together."""
        return self.three_percent_cents + self.seven_percent_cents


def late(
    *,
    due_cents: int,
    quarter: Quarter,
    claimed_in: Quarter,
    payments: Iterable[Payment],
    on: date,
    law: Law,
    claim: Claim = Claim.CONTRIBUTION,
    summoned_on: date | None = None,
) -> Explained[Increases]:
    """The increases a person owes on a day for one claim (general regulation, art. 44 and 44bis).

    At the end of each quarter from the first payable one: 3 % of what is unpaid, the last time in the quarter
    before a summons or writ (`summoned_on`). On 1 January after the year of the claim: 7 %, once, of what is
    unpaid then. `payments` are those that went to this claim, with the day they were credited.
    """
    paid = tuple(payments)
    last = Quarter.of(on).previous if summoned_on is None else Quarter.of(min(on, summoned_on)).previous
    work = Working(law.book.on(max(claimed_in.first_day, law.book.entry(QUARTERLY).lines[0].since)))
    three = 0
    for ended in Quarter.range(_payable_in(quarter, claimed_in, claim), last):
        open_cents = _open(due_cents, paid, ended.last_day)
        if open_cents:
            cents = share_cents(open_cents, work.decimal(QUARTERLY))
            three += cents
            work.step("late_quarter", cents=cents, article="gr67_44", quarter=ended, open=open_cents)
    year_end = date(_claim_year(claimed_in, claim), 12, 31)
    before_court = summoned_on is not None and summoned_on <= year_end
    seven = 0
    if on > year_end and not before_court:
        seven = _on_new_year(work, _open(due_cents, paid, year_end), year_end + timedelta(days=1))
    work.step("increases_total", cents=three + seven)
    return work.result(Increases(three, seven))


def _payable_in(quarter: Quarter, claimed_in: Quarter, claim: Claim) -> Quarter:
    """The quarter at whose end the first 3 % can fall."""
    if claim is Claim.LATE_AFFILIATION:
        return quarter
    if claim is Claim.CONTRIBUTION:
        return max(quarter, claimed_in)
    return claimed_in.next


def _claim_year(claimed_in: Quarter, claim: Claim) -> int:
    """The year of a claim for the 7 %: statements and first notices of a Q4 count as next year's."""
    fourth = claimed_in.next.year != claimed_in.year
    moves = claim in {Claim.REGULARISATION, Claim.FIRST_NOTICE}
    return claimed_in.year + 1 if fourth and moves else claimed_in.year


def _on_new_year(work: Working, open_cents: int, day: date) -> int:
    """The 7 % of art. 44bis on what was unpaid at the end of the year of the claim."""
    if not open_cents:
        return 0
    cents = share_cents(open_cents, work.decimal(ONCE))
    work.step("late_new_year", cents=cents, article="gr67_44bis", day=day, open=open_cents)
    return cents


def company_late(
    *, due_cents: int, due_on: date, payments: Iterable[Payment], on: date, law: Law
) -> Explained[int]:
    """The increase a company owes on a day: 1 % per calendar month of delay on the unpaid part.

    The month of payment counts too; the first is the month after the due day.
    """
    paid = tuple(payments)
    work = Working(law)
    total = 0
    month_end = last_day_of_month(due_on)
    while month_end < on:
        open_cents = _open(due_cents, paid, month_end)
        month_end = last_day_of_month(month_end, 1)
        if open_cents:
            cents = share_cents(open_cents, work.decimal("company.late_monthly"))
            total += cents
            work.step("late_month", cents=cents, article="law92_title3", day=month_end, open=open_cents)
    work.step("increases_total", cents=total)
    return work.result(total)


def _open(due_cents: int, paid: tuple[Payment, ...], on: date) -> int:
    """What is unpaid at the end of a day."""
    return max(due_cents - sum(payment.cents for payment in paid if payment.on <= on), 0)
