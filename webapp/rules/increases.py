"""What lateness costs: 3 % a quarter and 7 % on 1 January for persons, 1 % a month for companies.

General regulation (Royal Decree of 19 December 1967), art. 44 and 44bis; law of 30 December 1992, title III.
Increases are counted on the unpaid principal only, never on earlier increases. Each one is rounded half up
to the cent when it falls, by the rate of the day on which it falls.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from webapp.rules.allocation import Payment
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.law_files import exact_decimal
from webapp.rules.units import Quarter, last_day_of_month, share_cents

QUARTERLY: Final = "contributions.late_quarterly"
ONCE: Final = "contributions.late_on_1_january"
MONTHLY: Final = "company.late_monthly"


class Claim(StrEnum):
    """Why the money was claimed; it decides until when it could be paid without increase.

    CONTRIBUTION: until the end of the quarter of the claim. REGULARISATION: a statement or a correction,
    until the end of the quarter after it (art. 44 § 3). FIRST_NOTICE: one of the first two quarters of a
    starter who affiliated in time, until the end of the quarter after the notice (art. 44 § 2).
    LATE_AFFILIATION: of somebody who did not, from the quarter itself (art. 44 § 3, second paragraph).
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
    unpaid then, unless a summons or writ came in that year. `payments` are those that went to this claim,
    with the day they were credited: the last day of a quarter is in time, the day after is not.
    """
    paid = tuple(payments)
    last = Quarter.of(on if summoned_on is None else min(on, summoned_on)).previous
    work = Working(law.book.on(max(claimed_in.first_day, law.book.entry(QUARTERLY).lines[0].since)))
    three = 0
    for ended in Quarter.range(_payable_in(quarter, claimed_in, claim), last):
        open_cents = _open(due_cents, paid, ended.last_day)
        if open_cents:
            cents = share_cents(open_cents, _rate(work, QUARTERLY, ended.last_day))
            three += cents
            work.step("late_quarter", cents=cents, article="gr67_44", quarter=ended, open=open_cents)
    year_end = date(_claim_year(quarter, claimed_in, claim), 12, 31)
    before_court = summoned_on is not None and summoned_on <= year_end
    seven = 0
    if on > year_end and not before_court:
        seven = _on_new_year(work, _open(due_cents, paid, year_end), year_end + timedelta(days=1))
    work.step("increases_total", cents=three + seven)
    return work.result(Increases(three, seven))


def after_reduction(
    *,
    due_cents: int,
    reduced_cents: int,
    quarter: Quarter,
    claimed_in: Quarter,
    payments: Iterable[Payment],
    on: date,
    law: Law,
    claim: Claim = Claim.CONTRIBUTION,
    summoned_on: date | None = None,
) -> Explained[Increases]:
    """The increases once the amount itself was lowered: they follow it down (art. 44 § 5 and 44bis § 5).

    That is an approved request for a reduction of the provisional contribution, or a supplement that was
    corrected downwards; everything is counted anew, as if the lower amount had been claimed at once. Raises
    ValueError if the amount is not lower.
    """
    if not 0 <= reduced_cents <= due_cents:
        raise ValueError(f"{reduced_cents} cents are no reduction of {due_cents}")
    paid = tuple(payments)
    before, after = (
        late(
            due_cents=cents,
            quarter=quarter,
            claimed_in=claimed_in,
            payments=paid,
            on=on,
            law=law,
            claim=claim,
            summoned_on=summoned_on,
        )
        for cents in (due_cents, reduced_cents)
    )
    work = Working(law.book.on(after.law_on))
    work.step("late_follows", cents=reduced_cents, article="gr67_44", before=due_cents)
    value = work.include(after)
    gone = before.value.total_cents - value.total_cents
    work.step("late_fell_away", cents=gone, article="gr67_44", before=before.value.total_cents)
    return work.result(value)


def after_settlement(
    *,
    due_cents: int,
    final_cents: int,
    settled_on: date,
    quarter: Quarter,
    claimed_in: Quarter,
    payments: Iterable[Payment],
    on: date,
    law: Law,
    claim: Claim = Claim.CONTRIBUTION,
    summoned_on: date | None = None,
) -> Explained[Increases]:
    """The increases once the final contribution turns out lower: what had fallen by then stays (art. 44 § 5).

    Paragraph 5 names the approved reduction only. The difference is a credit of the day of the statement, so
    from then on less is open; before it nothing changes.
    """
    credit = max(due_cents - final_cents, 0)
    work = Working(law.book.on(max(claimed_in.first_day, law.book.entry(QUARTERLY).lines[0].since)))
    if credit:
        work.step("late_stays", cents=-credit, article="gr67_44", day=settled_on, final=final_cents)
    found = late(
        due_cents=due_cents,
        quarter=quarter,
        claimed_in=claimed_in,
        payments=(*payments, Payment(settled_on, credit)),
        on=on,
        law=law,
        claim=claim,
        summoned_on=summoned_on,
    )
    return work.result(work.include(found))


def company_late(
    *,
    due_cents: int,
    due_on: date,
    payments: Iterable[Payment],
    on: date,
    law: Law,
    summoned_on: date | None = None,
) -> Explained[int]:
    """The increase a company owes on a day: 1 % per calendar month of delay on the unpaid part.

    The first month is the one after the due day; that of the payment, or of the court action (`summoned_on`),
    is the last and counts too. Due by law, also where an exemption was given wrongly.
    """
    paid = tuple(payments)
    work = Working(law)
    until = on if summoned_on is None else min(on, summoned_on)
    total = 0
    month_end = last_day_of_month(due_on)
    while month_end < until:
        open_cents = _open(due_cents, paid, month_end)
        month_end = last_day_of_month(month_end, 1)
        if open_cents:
            cents = share_cents(open_cents, _rate(work, MONTHLY, month_end))
            total += cents
            work.step("late_month", cents=cents, article="law92_title3", day=month_end, open=open_cents)
    work.step("increases_total", cents=total)
    return work.result(total)


def _payable_in(quarter: Quarter, claimed_in: Quarter, claim: Claim) -> Quarter:
    """The quarter at whose end the first 3 % can fall."""
    if claim is Claim.LATE_AFFILIATION:
        return quarter
    if claim is Claim.CONTRIBUTION:
        return max(quarter, claimed_in)
    return claimed_in.next


def _claim_year(quarter: Quarter, claimed_in: Quarter, claim: Claim) -> int:
    """The year in which something counts as claimed, for the 7 % (art. 44bis § 2 and 3).

    Statements and first notices of a fourth quarter count as next year's. What somebody owes who did not
    affiliate in time counts as claimed in the year to which it belongs. In each case it is the year in which
    the claim is first payable: nothing is increased on a 1 January before that.
    """
    return _payable_in(quarter, claimed_in, claim).year


def _on_new_year(work: Working, open_cents: int, day: date) -> int:
    """The 7 % of art. 44bis on what was unpaid at the end of the year of the claim."""
    if not open_cents:
        return 0
    cents = share_cents(open_cents, _rate(work, ONCE, day))
    work.step("late_new_year", cents=cents, article="gr67_44bis", day=day, open=open_cents)
    return cents


def _rate(work: Working, name: str, day: date) -> Decimal:
    """A rate on the day an increase falls; for days before our files begin, the first one written there."""
    book = work.law.book
    value = book.on(max(day, book.entry(name).lines[0].since)).value(name)
    work.note(value)
    return exact_decimal(value)


def _open(due_cents: int, paid: tuple[Payment, ...], on: date) -> int:
    """What is unpaid at the end of a day."""
    return max(due_cents - sum(payment.cents for payment in paid if payment.on <= on), 0)
