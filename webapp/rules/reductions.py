"""Paying less during the year: what a lower expected income changes, and what a wrong guess costs.

Royal Decree no. 38, art. 11 § 3 (reduction) and art. 11bis (unjustified reduction). A reduction never refunds
what is already paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from webapp.rules.allocation import Payment
from webapp.rules.careers import Category, scale_of
from webapp.rules.contributions import Kind, quarterly
from webapp.rules.dated import by_law
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import QUARTERS_A_YEAR, Quarter, fee_cents, share_cents

REDUCTION_LIMITS: Final = tuple(f"contributions.reduction_limit_{place}" for place in range(1, 7))


@dataclass(frozen=True, slots=True)
class ReductionAdvice:
    """What a reduction would change, in cents. `accepted_income_cents` is the base it stands on.

    `saving_cents` is per quarter, without fee (zero if it is not less). The risk is that of a year as good as
    the fund assumes today: `risk_base_cents` is what would be missing from this quarter to the year's end,
    `risk_once_cents` the 7 % on it, `risk_per_quarter_cents` the 3 % for each quarter until it is paid.
    """

    accepted_income_cents: int
    quarterly_cents: int
    total_cents: int
    saving_cents: int
    at_minimum: bool
    ask_until: date
    correct_until: date
    risk_base_cents: int
    risk_once_cents: int
    risk_per_quarter_cents: int


def advice(
    *,
    category: Category,
    expected_income_cents: int,
    current_quarterly_cents: int,
    quarter: Quarter,
    fee_percent: Decimal,
    law: Law,
    opt_out: bool = False,
) -> Explained[ReductionAdvice]:
    """What somebody would pay from a quarter on if the fund accepts his expected income (art. 11 § 3).

    `current_quarterly_cents` is called today, without fee. The amount cannot go under the floor of the
    category. Ask before the quarter falls due; if the income turns out higher, pay the difference before the
    end of the year and there is no increase. Until 2021 a main occupation above the highest of six limits
    could not ask at all: then everything stays as it is.
    """
    law = law.book.on(quarter.first_day)
    work = Working(law)
    income = _accepted_income(law, work, category, expected_income_cents)
    if income is None:
        return work.result(_unchanged(expected_income_cents, current_quarterly_cents, quarter, fee_percent))
    reduced = quarterly(
        category=category,
        income_cents=income,
        quarter=quarter,
        fee_percent=fee_percent,
        law=law,
        kind=Kind.EXPECTED,
        opt_out=opt_out,
    )
    amounts = work.include(reduced)
    saving = max(current_quarterly_cents - amounts.quarterly_cents, 0)
    missing = saving * (QUARTERS_A_YEAR + 1 - quarter.number)
    year_end = date(quarter.year, 12, 31)
    once, each = _say_saving(work, saving, missing, current_quarterly_cents, year_end)
    return work.result(
        ReductionAdvice(
            accepted_income_cents=amounts.base_income_cents,
            quarterly_cents=amounts.quarterly_cents,
            total_cents=amounts.total_cents,
            saving_cents=saving,
            at_minimum=_at_minimum(law, category, amounts.base_income_cents, opt_out=opt_out),
            ask_until=quarter.last_day,
            correct_until=year_end,
            risk_base_cents=missing,
            risk_once_cents=once,
            risk_per_quarter_cents=each,
        )
    )


def _unchanged(
    expected_cents: int, current_cents: int, quarter: Quarter, fee_percent: Decimal
) -> ReductionAdvice:
    """Nothing saved and nothing risked: the quarter costs what is called today."""
    return ReductionAdvice(
        accepted_income_cents=expected_cents,
        quarterly_cents=current_cents,
        total_cents=current_cents + fee_cents(current_cents, fee_percent),
        saving_cents=0,
        at_minimum=False,
        ask_until=quarter.last_day,
        correct_until=date(quarter.year, 12, 31),
        risk_base_cents=0,
        risk_once_cents=0,
        risk_per_quarter_cents=0,
    )


def _say_saving(work: Working, saving: int, missing: int, current: int, year_end: date) -> tuple[int, int]:
    """Say what is saved and what a wrong guess costs; gives the one-time and the quarterly surcharge."""
    if not saving:
        work.step("reduction_saves_nothing", cents=0, article="rd38_11_3", current=current)
        return 0, 0
    work.step("reduction_saving", cents=saving, article="rd38_11_3", current=current)
    once = share_cents(missing, work.decimal("contributions.reduction_once"))
    each = share_cents(missing, work.decimal("contributions.reduction_quarterly"))
    work.step("reduction_risk", article="rd38_11bis", missing=missing, once=once, each=each, day=year_end)
    return once, each


def unjustified(
    *,
    final_cents: int,
    reduced_cents: int,
    unreduced_cents: int,
    quarters: int,
    law: Law,
    paid_more_cents: int = 0,
) -> Explained[int]:
    """The increases after a reduction that was not justified (art. 11bis). All cents are of the whole year.

    Base: the final contribution, or the unreduced provisional one if that is lower, minus the reduced one, as
    far as unpaid on 31 December (`paid_more_cents` was paid on top before then). 7 % once, and 3 % for each
    of `quarters`, as `unjustified_quarters` counts them.
    """
    work = Working(law)
    missing = _missing(work, final_cents, reduced_cents, unreduced_cents)
    base = max(missing - paid_more_cents, 0)
    work.step("unjustified_base", cents=base, article="rd38_11bis", final=final_cents, reduced=reduced_cents)
    once = _once(work, base)
    each = share_cents(base, work.decimal("contributions.reduction_quarterly"))
    work.step("unjustified_quarters", cents=each * quarters, article="rd38_11bis", count=quarters, each=each)
    return work.result(once + each * quarters)


def unjustified_quarters(
    year: int, *, stated_on: date, law: Law, paid_on: date | None = None
) -> Explained[int]:
    """How many times the 3 % fall after an unjustified reduction in a year (art. 11bis § 1).

    First after 31 December of the year, then at the end of each quarter, the last time in the quarter before
    that of the payment, or before that in which the fund sent the settlement, whichever comes first.
    """
    work = Working(law.book.on(date(year, 12, 31)))
    until = stated_on if paid_on is None else min(stated_on, paid_on)
    first, last = Quarter(year, QUARTERS_A_YEAR), Quarter.of(until).previous
    count = max(last.minus(first) + 1, 0)
    work.step("unjustified_count", article="rd38_11bis", day=until, first=first, count=count)
    return work.result(count)


def unjustified_by_day(
    *,
    year: int,
    final_cents: int,
    reduced_cents: int,
    unreduced_cents: int,
    payments: Iterable[Payment],
    stated_on: date,
    law: Law,
) -> Explained[int]:
    """The same with days: `payments` came on top of the reduced contribution, the day they were credited.

    Each 3 % falls on what is unpaid at the end of its quarter, the 7 % on what was unpaid on 31 December.
    """
    paid = tuple(payments)
    first = Quarter(year, QUARTERS_A_YEAR)
    work = Working(law.book.on(first.last_day))
    missing = _missing(work, final_cents, reduced_cents, unreduced_cents)
    base = _unpaid(missing, paid, first.last_day)
    work.step("unjustified_base", cents=base, article="rd38_11bis", final=final_cents, reduced=reduced_cents)
    total = _once(work, base)
    for ended in Quarter.range(first, Quarter.of(stated_on).previous):
        open_cents = _unpaid(missing, paid, ended.last_day)
        if open_cents:
            cents = share_cents(open_cents, work.decimal("contributions.reduction_quarterly"))
            work.step(
                "unjustified_quarter", cents=cents, article="rd38_11bis", quarter=ended, open=open_cents
            )
            total += cents
    work.step("increases_total", cents=total)
    return work.result(total)


def _missing(work: Working, final_cents: int, reduced_cents: int, unreduced_cents: int) -> int:
    """What the reduction took away too much: never more than what was asked before it."""
    if unreduced_cents < final_cents:
        work.step("unjustified_cap", cents=unreduced_cents, article="rd38_11bis", final=final_cents)
    return max(min(final_cents, unreduced_cents) - reduced_cents, 0)


def _once(work: Working, base_cents: int) -> int:
    """The 7 % on what was unpaid on 31 December."""
    once = share_cents(base_cents, work.decimal("contributions.reduction_once"))
    work.step("unjustified_once", cents=once, article="rd38_11bis", base=base_cents)
    return once


def _unpaid(missing_cents: int, paid: tuple[Payment, ...], on: date) -> int:
    """What of it is unpaid at the end of a day."""
    return max(missing_cents - sum(payment.cents for payment in paid if payment.on <= on), 0)


def _as_declared(_law: Law, _work: Working, _category: Category, expected_cents: int) -> int | None:
    """Since 1 January 2022 the person names the income himself (art. 11 § 3, amended 23 December 2021)."""
    return expected_cents


def _under_a_limit(law: Law, work: Working, category: Category, expected_cents: int) -> int | None:
    """Until 2021 a main occupation paid on the lowest of six limits not under the expected income.

    None above the highest: the expected income had to lie under one of them.
    """
    if category is not Category.MAIN:
        return expected_cents
    for name in REDUCTION_LIMITS:
        if expected_cents <= law.cents(name):
            limit = work.cents(name)
            work.step("reduction_limit", cents=limit, article="rd38_11_3", income=expected_cents)
            return limit
    work.step(
        "reduction_over_limits",
        article="rd38_11_3",
        income=expected_cents,
        limit=work.cents(REDUCTION_LIMITS[-1]),
    )
    return None


_accepted_income = by_law(
    "the income a reduction stands on", {"2018-01-01": _under_a_limit, "2022-01-01": _as_declared}
)


def _at_minimum(law: Law, category: Category, base_cents: int, *, opt_out: bool) -> bool:
    """Whether the base is the floor of the category, under which nobody can go.

    A student and article 37 have the floor of a main occupation only from a higher income on: no floor here.
    """
    scale = scale_of(category, law, opt_out=opt_out)
    always = scale.floor is not None and scale.floor_from is None
    return always and base_cents <= law.cents(str(scale.floor))
