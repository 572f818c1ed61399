"""One of each explanation about persons and their quarters, for the test that reads everything aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.rules import exemptions, provisional, quarters_due, regularisation
from webapp.rules.careers import Category, Change, categories_of_year
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.primostarter import primostarter
from webapp.rules.units import Quarter

LAW = law_on(date(2025, 11, 22))
FEE = Decimal("4.05")
FIRST, SECOND, THIRD, LAST = Quarter.of_year(2025)


def explained() -> Iterator[Explained[Any]]:
    """Every branch that has a sentence of its own."""
    yield from _careers()
    yield from _primostarters()
    yield quarters_due.quarters_after_birth(date(2026, 1, 1), LAW)
    yield from _quarters()
    yield from _bases()
    yield from _settlements()
    yield from _exemptions()


def _careers() -> Iterator[Explained[Any]]:
    changes = (Change(date(2024, 1, 1), Category.SECONDARY), Change(date(2025, 5, 2), Category.MAIN))
    yield categories_of_year(2025, changes, LAW)
    for category in Category:
        yield categories_of_year(2025, [Change(date(2025, 2, 1), category)], LAW)


def _primostarters() -> Iterator[Explained[Any]]:
    ill = (Quarter(2024, 3), Quarter(2024, 4))
    old = {Quarter(2024, 2): Category.MAIN}
    yield primostarter(first=Quarter(2018, 1), before={}, law=LAW)
    yield primostarter(first=FIRST, before={}, law=LAW, artist=Quarter.of_year(2026))
    yield primostarter(first=FIRST, before=old, law=LAW, ill=ill)


def _quarters() -> Iterator[Explained[Any]]:
    start = date(2020, 1, 1)
    for activity in (
        quarters_due.Activity(started_on=date(2025, 4, 1), died_on=date(2025, 8, 1)),
        quarters_due.Activity(started_on=start, ended_on=date(2025, 4, 1), pension_on=date(2025, 6, 1)),
        quarters_due.Activity(
            started_on=start,
            illnesses=(quarters_due.Illness(date(2025, 1, 5), date(2025, 3, 9), resumed=True),),
            births=(date(2025, 2, 1),),
            bridging_right=(THIRD,),
            exempt=(LAST,),
        ),
    ):
        yield quarters_due.quarters_due(2025, activity, LAW)


def _bases() -> Iterator[Explained[Any]]:
    for year in (2021, 2022):
        income = provisional.YearIncome(year=year, cents=30_000_00, known_on=date(2024, 1, 1), quarters=2)
        base = provisional.provisional_base(quarter=FIRST, began=Quarter(2015, 1), incomes=[income], law=LAW)
        yield base
        yield provisional.provisional(
            category=Category.MAIN, quarter=FIRST, base=base, fee_percent=FEE, law=LAW
        )
    yield provisional.provisional_base(quarter=FIRST, began=Quarter(2023, 2), incomes=(), law=LAW)
    for debt in (0, 1):
        yield provisional.paying_more(
            category=Category.MAIN, current_quarterly_cents=1, quarter=FIRST, law=LAW, open_debt_cents=debt
        )


def _settlements() -> Iterator[Explained[Any]]:
    owed = [
        regularisation.QuarterOwed(FIRST, Category.SECONDARY),
        regularisation.QuarterOwed(SECOND, Category.MAIN),
    ]
    yield regularisation.settle_year(
        owed=owed,
        income_cents=9_000_00,
        paid_cents=0,
        fee_percent=FEE,
        statement_on=date(2027, 5, 4),
        law=LAW,
        data_received_on=date(2027, 4, 9),
    )


def _exemptions() -> Iterator[Explained[Any]]:
    for category, income in (
        (Category.MAIN, 0),
        (Category.SECONDARY, 0),
        (Category.STUDENT, 1),
        (Category.STUDENT, 50_000_00),
    ):
        yield exemptions.may_ask(category, LAW, income_cents=income)
    yield exemptions.request_from(FIRST, LAW)
    yield exemptions.request_until(LAST, LAW)
    yield exemptions.supplement_request_until(date(2025, 5, 4), LAW)
