"""One of each explanation about lateness, companies and terms, for the test that reads everything aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.rules import (
    company,
    company_exemptions,
    due_days,
    fund_change,
    increases,
    limitation,
    payment_plan,
    reductions,
    supplementary_pension,
)
from webapp.rules.careers import Category
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

LAW = law_on(date(2025, 11, 22))
Q4 = Quarter(2025, 4)


def explained() -> Iterator[Explained[Any]]:
    """Every branch that has a sentence of its own."""
    yield from _lateness()
    yield from _limitation()
    yield from _unjustified()
    yield from _companies()
    yield from _plans_and_changes()
    yield from _pensions()
    yield from _days()


def _days() -> Iterator[Explained[Any]]:
    yield due_days.of_quarter(Q4, LAW)
    yield due_days.of_quarter(Q4, LAW, started_in=Q4)
    yield due_days.to_order(Q4.last_day, LAW)


def _lateness() -> Iterator[Explained[Any]]:
    claimed: dict[str, Any] = {
        "due_cents": 100_00,
        "quarter": Q4,
        "claimed_in": Q4,
        "payments": (),
        "on": date(2026, 2, 1),
    }

    yield increases.after_reduction(reduced_cents=50_00, law=LAW, **claimed)
    yield increases.after_settlement(final_cents=1, settled_on=date(2026, 1, 2), law=LAW, **claimed)


def _limitation() -> Iterator[Explained[Any]]:
    days = (date(2020, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), date(2040, 1, 1))
    means = (*limitation.Means, *limitation.Means)
    acts = [limitation.Interruption(day, how) for day, how in zip(days, means, strict=False)]
    yield limitation.of_regularisation(2018, law=LAW, interruptions=acts)


def _unjustified() -> Iterator[Explained[Any]]:
    yield reductions.unjustified_quarters(2023, stated_on=date(2025, 5, 1), law=LAW)
    yield reductions.unjustified_by_day(
        year=2023,
        final_cents=9_00,
        reduced_cents=1_00,
        unreduced_cents=8_00,
        payments=(),
        stated_on=date(2025, 5, 1),
        law=LAW,
    )


def _companies() -> Iterator[Explained[Any]]:
    here = company_exemptions
    old = [here.Member(is_manager=manager, self_employed_quarters=13) for manager in (True, False)]
    yield company.yearly(year=2021, balance_sheet_total_cents=1_00, law=LAW)
    yield here.starter(
        year=2025,
        incorporated_on=date(2020, 1, 1),
        legal_form=here.LegalForm.PUBLIC_LIMITED,
        registration=here.Registration.NONE,
        members=old,
        sworn_statement=False,
        law=LAW,
    )
    yield here.inactive(year=2024, inactive_since=date(2024, 1, 2), certificate=False, law=LAW)
    for year in (2024, 2025, 2026):
        yield here.insolvent(year=year, event=here.Insolvency.BANKRUPTCY, on=date(2025, 3, 1), law=LAW)


def _plans_and_changes() -> Iterator[Explained[Any]]:
    yield payment_plan.schedule(
        [payment_plan.OpenClaim(1000_00, Q4, Q4)],
        instalments=6,
        first_on=date(2025, 12, 15),
        on=date(2025, 12, 1),
        months_at_most=12,
        law=LAW,
        first_share=Decimal("0.2"),
    )
    begun: dict[str, Any] = {"asked_on": date(2025, 5, 1), "started_on": date(2020, 1, 1), "law": LAW}
    declared: dict[str, Any] = {**begun, "declared_on": date(2020, 5, 1)}
    yield fund_change.earliest(declared_on=date(2019, 1, 1), open_cents=1, **begun)
    yield fund_change.earliest(pension_age_on=date(2026, 1, 1), **declared)
    yield fund_change.earliest(early_pension_on=date(2025, 1, 1), **declared)
    yield fund_change.earliest(changed_on=date(2026, 1, 1), **declared)


def _pensions() -> Iterator[Explained[Any]]:
    here = supplementary_pension
    for income in (1, 20000_00):
        premiums = here.from_reference_income(year=2025, income_cents=income, law=LAW)
        yield here.room(premiums, plan=here.PensionPlan.SOCIAL, paid_cents=1_00, law=LAW)
    for category in (Category.MAIN, Category.SECONDARY, Category.STUDENT, Category.PENSIONER):
        for cents in (0, 1000_00):
            yield here.open_to(category=category, quarterly_cents=cents, quarter=Q4, law=LAW)
    yield here.from_starter_base(year=2025, law=LAW)
    for due in (0, 1):
        yield here.deductible(
            year=2025, premium_cents=1, maximum_cents=1, due_cents=due, payments=(), law=LAW
        )
