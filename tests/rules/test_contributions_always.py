"""What must hold for every category, income and quarter of the contributions."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.rules.contribution_twin import Scales
from webapp.rules.careers import Category, scale_of, tariff_of
from webapp.rules.contributions import (
    Kind,
    QuarterlyContribution,
    assess,
    quarterly,
    quarterly_amounts,
)
from webapp.rules.explained import Explained, Step
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

FEE = Decimal("4.05")
CATEGORIES = st.sampled_from(list(Category))
QUARTERS = st.builds(Quarter, st.integers(2019, 2026), st.integers(1, 4))
INCOMES = st.integers(-50_000_00, 150_000_00)
WITH_FLOOR = (Category.MAIN, Category.PRIMOSTARTER, Category.SPOUSE_MAXI, Category.SPOUSE_MINI)


def reckon(
    category: Category, income_cents: int, quarter: Quarter, *, opt_out: bool = False, earned_in: int = 4
) -> QuarterlyContribution:
    return quarterly_amounts(
        category=category,
        income_cents=income_cents,
        quarter=quarter,
        fee_percent=FEE,
        law=law_on(quarter.first_day),
        opt_out=opt_out,
        earned_in_quarters=earned_in,
    )


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


@given(category=CATEGORIES, income=INCOMES, quarter=QUARTERS, quarters=st.integers(1, 4), flag=st.booleans())
def test_the_short_way_equals_the_explained_way(
    category: Category, income: int, quarter: Quarter, quarters: int, flag: bool
) -> None:
    facts: dict[str, Any] = {
        "category": category,
        "income_cents": income,
        "quarter": quarter,
        "fee_percent": FEE,
        "law": law_on(quarter.first_day),
        "earned_in_quarters": quarters,
        "opt_out": flag,
        "first_quarter": flag,
    }
    explained = quarterly(**facts)
    assert quarterly_amounts(**facts) == explained.value
    assert Explained.from_json(explained.as_json(), QuarterlyContribution) == explained


@given(category=CATEGORIES, income=INCOMES, quarter=QUARTERS, opt_out=st.booleans())
def test_never_below_zero_never_above_the_maximum(
    category: Category, income: int, quarter: Quarter, opt_out: bool
) -> None:
    found = reckon(category, income, quarter, opt_out=opt_out)
    assert 0 <= found.quarterly_cents <= reckon(Category.MAIN, 10**11, quarter).quarterly_cents
    assert found.total_cents == found.quarterly_cents + found.fee_cents


@given(
    category=CATEGORIES,
    income=INCOMES,
    more=st.integers(0, 20_000_00),
    quarter=QUARTERS,
    opt_out=st.booleans(),
)
def test_more_income_never_costs_less(
    category: Category, income: int, more: int, quarter: Quarter, opt_out: bool
) -> None:
    less = reckon(category, income, quarter, opt_out=opt_out)
    assert less.annual_cents <= reckon(category, income + more, quarter, opt_out=opt_out).annual_cents


@given(category=CATEGORIES, income=INCOMES, quarter=QUARTERS, quarters=st.integers(1, 4))
def test_a_year_is_four_quarters_within_rounding(
    category: Category, income: int, quarter: Quarter, quarters: int
) -> None:
    found = reckon(category, income, quarter, earned_in=quarters)
    assert abs(found.annual_cents - 4 * found.quarterly_cents) <= 2


@given(category=st.sampled_from(WITH_FLOOR), income=INCOMES, quarter=QUARTERS)
def test_who_has_a_minimum_income_never_pays_less_than_on_it(
    category: Category, income: int, quarter: Quarter
) -> None:
    assert reckon(category, income, quarter).quarterly_cents >= reckon(category, 0, quarter).quarterly_cents


@given(
    category=CATEGORIES, income=INCOMES, quarter=QUARTERS, quarters=st.integers(1, 4), opt_out=st.booleans()
)
def test_a_twin_in_decimals_finds_the_same(
    category: Category, income: int, quarter: Quarter, quarters: int, opt_out: bool
) -> None:
    base = rounded(Decimal(max(income, 0)) * 4 / quarters)
    annual = Scales(law_on(quarter.first_day)).yearly(category, base, opt_out=opt_out)
    found = reckon(category, income, quarter, earned_in=quarters, opt_out=opt_out)
    assert found.annual_cents == rounded(annual)
    assert found.quarterly_cents == rounded(annual / 4)
    assert found.fee_cents == rounded(rounded(annual / 4) * FEE / 100)


@given(
    category=CATEGORIES,
    quarter=QUARTERS,
    opt_out=st.booleans(),
    limit=st.sampled_from(("floor_cents", "exempt_below_cents", "free_up_to_cents", "floor_from_cents")),
    beside=st.integers(-3, 3),
    anywhere=st.integers(1, 150_000_00),
)
@example(
    category=Category.STUDENT,
    quarter=Quarter(2026, 1),
    opt_out=False,
    limit="floor_from_cents",
    beside=0,
    anywhere=1,
)
def test_a_cent_more_costs_at_most_its_rate_except_where_the_law_jumps(
    *, category: Category, quarter: Quarter, opt_out: bool, limit: str, beside: int, anywhere: int
) -> None:
    law = law_on(quarter.first_day)
    tariff = tariff_of(scale_of(category, law, opt_out=opt_out), law)
    jumps = Scales(law).jumps(category, opt_out=opt_out)
    for income in (anywhere, (getattr(tariff, limit) or anywhere) + beside):
        step = assess(income, tariff).rate_units(tariff) - assess(income - 1, tariff).rate_units(tariff)
        if income in jumps:
            assert step > 1_000 * tariff.rate_1, "a jump is no matter of cents"
        else:
            assert 0 <= step <= tariff.rate_1


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("opt_out", [False, True])
def test_every_jump_of_2026_lies_between_two_cents(category: Category, opt_out: bool) -> None:
    quarter = Quarter(2026, 1)
    for income in Scales(law_on(quarter.first_day)).jumps(category, opt_out=opt_out):
        below = reckon(category, income - 1, quarter, opt_out=opt_out)
        on = reckon(category, income, quarter, opt_out=opt_out)
        assert on.quarterly_cents - below.quarterly_cents > 90_00


# --- an old due can be reckoned again from what it stored


def step_of(explained: Explained[QuarterlyContribution], code: str) -> Step | None:
    return next((step for step in explained.steps if step.code == code), None)


def facts_stored(explained: Explained[QuarterlyContribution]) -> dict[str, Any]:
    """The inputs of a final contribution as its steps tell them; category and request stand on the due."""
    income, annualised = explained.steps[0], step_of(explained, "income_annualised")
    fee = step_of(explained, "fee")
    return {
        "income_cents": income.cents,
        "quarter": Quarter.of(explained.law_on),
        "law": law_on(explained.law_on),
        "kind": Kind(income.code.removeprefix("income_")),
        "earned_in_quarters": annualised.facts["quarters"] if annualised else 4,
        "fee_percent": Decimal(str(fee.facts["percent"])) * 100 if fee else Decimal(0),
        "first_quarter": step_of(explained, "first_quarter_cut") is not None,
    }


@given(
    category=CATEGORIES,
    income=INCOMES,
    quarter=QUARTERS,
    earned_in=st.integers(1, 4),
    fee=st.sampled_from([Decimal(0), Decimal("3.05"), Decimal("4.25")]),
    opt_out=st.booleans(),
    first=st.booleans(),
)
def test_a_final_contribution_is_found_again_from_its_stored_explanation(
    *,
    category: Category,
    income: int,
    quarter: Quarter,
    earned_in: int,
    fee: Decimal,
    opt_out: bool,
    first: bool,
) -> None:
    drawn = quarterly(
        category=category,
        income_cents=income,
        quarter=quarter,
        fee_percent=fee,
        law=law_on(quarter.first_day),
        earned_in_quarters=earned_in,
        opt_out=opt_out,
        first_quarter=first,
    )
    stored = json.dumps(drawn.as_json())
    read = Explained.from_json(json.loads(stored), QuarterlyContribution)
    assert read == drawn
    assert quarterly(category=category, opt_out=opt_out, **facts_stored(read)) == drawn
