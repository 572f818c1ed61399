"""A debt in instalments (general regulation, art. 46): what to pay when, and what it costs while it runs.

The law lets the fund grant terms without naming any. How many months and how much at first are the fund's own
choice and come in as arguments. Increases go on until the principal is paid, and are shown beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.rules.allocation import Item, Payment, Settlement, allocate
from webapp.rules.deadlines import last_working_day_until
from webapp.rules.explained import Explained, Working
from webapp.rules.increases import ONCE, QUARTERLY, Claim, Increases, late
from webapp.rules.law import Law
from webapp.rules.units import Quarter, months_after, share_cents


class PlanTooLong(ValueError):
    """More instalments than the fund grants."""


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """What is still unpaid of one claim: its principal, with what decides its increases."""

    cents: int
    quarter: Quarter
    claimed_in: Quarter
    claim: Claim = Claim.CONTRIBUTION


@dataclass(frozen=True, slots=True)
class Plan:
    """The days to pay, the cents of each, and the increases that will still fall while the plan runs.

    Increases that fell before are not in it, nor are reminder and court costs.
    """

    principal_cents: int
    pay_on: tuple[date, ...]
    instalments_cents: tuple[int, ...]
    increases_cents: int

    @property
    def total_cents(self) -> int:
        """What the debt costs from today on."""
        return self.principal_cents + self.increases_cents


def schedule(
    claims: Sequence[OpenClaim],
    *,
    instalments: int,
    first_on: date,
    on: date,
    months_at_most: int,
    law: Law,
    first_share: Decimal = Decimal(0),
) -> Explained[Plan]:
    """A plan of monthly instalments agreed on a day (general regulation, art. 46).

    Payments go to the oldest claim first. Each falls on the day of the month of `first_on`, or on the last
    working day before it; `first_share` of the principal is paid first, the rest in equal whole cents, and
    the last takes what remains. At each end of a quarter 3 %, and on 1 January after the claim 7 %, of what
    is then open (art. 44 and 44bis). While it is kept there is no writ and no court. Raises `PlanTooLong`,
    or ValueError for a payment of nothing or of a day that has passed.
    """
    principal = sum(claim.cents for claim in claims)
    if instalments > months_at_most:
        raise PlanTooLong(f"the fund grants {months_at_most} instalments, not {instalments}")
    work = Working(law.book.on(on))
    work.step("plan_principal", cents=principal, article="gr67_46", count=instalments)
    pay_on = tuple(last_working_day_until(months_after(first_on, month)) for month in range(instalments))
    if not pay_on or pay_on[0] < on:
        raise ValueError(f"a plan begins with a payment on {on} or later")
    cents = _instalments(work, principal, instalments, first_share, pay_on)
    if min(cents) < 1:
        raise ValueError(f"{principal} cents cannot be divided like this into {instalments} instalments")
    paid = [Payment(day, part) for day, part in zip(pay_on, cents, strict=True)]
    increases = _increases(work, _settled(claims, paid), on, pay_on[-1])
    work.step("plan_total", cents=principal + increases)
    work.step("plan_kept", article="gr67_46", day=pay_on[-1])
    return work.result(Plan(principal, pay_on, cents, increases))


def _instalments(
    work: Working, principal: int, count: int, first_share: Decimal, pay_on: tuple[date, ...]
) -> tuple[int, ...]:
    """The principal cut into whole cents: a larger first part if asked, equal ones, the rest at the end."""
    if count == 1:
        work.step("plan_last", cents=principal, day=pay_on[0])
        return (principal,)
    head: tuple[int, ...] = ()
    if first_share:
        head = (share_cents(principal, first_share),)
        work.step("plan_first", cents=head[0], share=first_share, day=pay_on[0])
    equal = count - len(head)
    left = principal - sum(head)
    each = left // equal
    last = left - each * (equal - 1)
    if equal > 1:
        work.step("plan_each", cents=each, count=equal - 1, day=pay_on[len(head)])
    work.step("plan_last", cents=last, day=pay_on[-1])
    return (*head, *[each] * (equal - 1), last)


def _settled(claims: Sequence[OpenClaim], paid: Iterable[Payment]) -> list[tuple[OpenClaim, Settlement]]:
    """Each claim with the instalments that go to it, the oldest claim first."""
    items = [Item(one.quarter.last_day, f"{place:04}", one.cents) for place, one in enumerate(claims)]
    return [(claims[int(found.item.key)], found) for found in allocate(items, paid).settlements]


def _increases(work: Working, settled: list[tuple[OpenClaim, Settlement]], on: date, last_on: date) -> int:
    """What falls at each end of a quarter from today until the last instalment."""
    total = 0
    for ended in Quarter.range(Quarter.of(on), Quarter.of(last_on)):
        open_cents = sum(_open(found, ended.last_day) for _, found in settled)
        three, seven = 0, 0
        for claim, found in settled:
            before, after = (_owed(work, claim, found, day) for day in (ended.last_day, ended.next.first_day))
            three += after.three_percent_cents - before.three_percent_cents
            seven += after.seven_percent_cents - before.seven_percent_cents
        if three:
            work.note(work.law.book.on(ended.last_day).value(QUARTERLY))
            work.step("plan_quarter", cents=three, article="gr67_44", quarter=ended, open=open_cents)
        if seven:
            day = ended.next.first_day
            work.note(work.law.book.on(day).value(ONCE))
            work.step("plan_new_year", cents=seven, article="gr67_44bis", day=day)
        total += three + seven
    return total


def _owed(work: Working, claim: OpenClaim, found: Settlement, on: date) -> Increases:
    return late(
        due_cents=claim.cents,
        quarter=claim.quarter,
        claimed_in=claim.claimed_in,
        payments=found.payments,
        on=on,
        law=work.law,
        claim=claim.claim,
    ).value


def _open(found: Settlement, on: date) -> int:
    return found.item.cents - sum(payment.cents for payment in found.payments if payment.on <= on)
