"""Contributions by category: the edges of every scale, a twin in decimals, and what must hold for any income."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly, quarterly_amounts
from webapp.rules.explained import Explained
from webapp.rules.law import Law, MissingValue, law_on
from webapp.rules.units import Quarter

FEE = Decimal("4.05")
CATEGORIES = st.sampled_from(list(Category))
NOW = Quarter(2026, 4)
QUARTERS = st.builds(Quarter, st.integers(2019, 2026), st.integers(1, 4))
INCOMES = st.integers(-50_000_00, 150_000_00)


def reckon(
    category: Category | str,
    income_cents: int,
    quarter: Quarter = NOW,
    *,
    fee: Decimal = FEE,
    kind: Kind = Kind.FINAL,
    **more: bool | int,
) -> QuarterlyContribution:
    return quarterly_amounts(
        category=Category(category),
        income_cents=income_cents,
        quarter=quarter,
        fee_percent=fee,
        law=law_on(quarter.first_day),
        kind=kind,
        **more,  # type: ignore[arg-type]
    )


# --- the edges of the scales, 2026


@pytest.mark.parametrize(
    ("category", "income", "annual"),
    [
        ("main", 17374_07, 3561_69),
        ("main", 17374_08, 3561_69),
        ("main", 17374_09, 3561_69),
        ("main", 17374_60, 3561_79),
        ("main", -1, 3561_69),
        ("secondary", 1922_15, 0),
        ("secondary", 1922_16, 394_04),
        ("secondary", 1922_17, 394_04),
        ("pensioner", 3844_31, 0),
        ("pensioner", 3844_32, 565_12),
        ("student", 8687_04, 0),
        ("student", 8687_05, 0),
        ("student", 8687_10, 1),
        ("student", 17374_07, 1780_84),
        ("student", 17374_08, 3561_69),
        ("article_37", 1922_15, 0),
        ("article_37", 9101_25, 1865_76),
        ("article_37", 9101_26, 3561_69),
        ("main", 75024_54, 15380_03),
        ("main", 75024_61, 15380_04),
        ("main", 110562_42, 20412_19),
        ("main", 110562_43, 20412_19),
        ("main", 999999_99, 20412_19),
    ],
)
def test_a_cent_below_on_and_above(category: str, income: int, annual: int) -> None:
    assert reckon(category, income).annual_cents == annual


def test_the_day_before_and_the_day_of_the_pension_reform() -> None:
    before, after = Quarter(2025, 3), Quarter(2025, 4)
    category = Category.PENSION_AGE_WITHOUT_PENSION
    assert reckon(category, 3763_50, before).annual_cents == 0
    assert reckon(category, 3763_51, before).annual_cents == 771_52
    assert reckon(category, 3763_50, after).quarterly_cents == 871_71
    assert reckon(category, 3763_50, after, opt_out=True).annual_cents == 0
    assert reckon(category, 3763_51, after, opt_out=True).annual_cents == 771_52


def test_the_primostarters_cut_lowers_the_first_quarter_before_the_fee() -> None:
    found = reckon("primostarter", 0, first_quarter=True, fee=Decimal("4.10"))
    assert (found.quarterly_cents, found.fee_cents, found.total_cents) == (341_30, 13_99, 355_29)
    assert reckon("main", 0, first_quarter=True) == reckon("main", 0)


def test_a_starter_pays_on_a_flat_base_whatever_income_is_named() -> None:
    assert reckon("primostarter", 0, kind=Kind.STARTER).quarterly_cents == 890_42
    assert reckon("student", 99999_00, kind=Kind.STARTER).quarterly_cents == 98_51
    assert reckon("pensioner", 0, kind=Kind.STARTER).quarterly_cents == 141_28


def test_provisional_2026_waits_for_its_coefficient() -> None:
    with pytest.raises(
        MissingValue, match=r"contributions\.revaluation_coefficient has no value on 2026-10-01"
    ):
        reckon("main", 30000_00, kind=Kind.PROVISIONAL)
    assert reckon("main", 30000_00, Quarter(2025, 1), kind=Kind.PROVISIONAL).base_income_cents == 32769_92


def test_a_year_whose_law_is_not_published_is_missing() -> None:
    with pytest.raises(MissingValue):
        reckon("main", 30000_00, Quarter(2027, 1))


# --- the explanation


def test_the_explanation_names_every_value_with_its_day() -> None:
    explained = quarterly(
        category=Category.MAIN,
        income_cents=120000_00,
        quarter=Quarter(2026, 4),
        fee_percent=FEE,
        law=law_on(date(2026, 1, 1)),
    )
    assert [step.code for step in explained.steps] == [
        "income_final",
        "above_floor",
        "band_1",
        "band_2",
        "beyond_threshold_2",
        "year",
        "quarter",
        "fee",
        "total",
    ]
    assert {value.name for value in explained.values()} == {
        "contributions.floor_main",
        "contributions.threshold_1",
        "contributions.rate_1",
        "contributions.threshold_2",
        "contributions.rate_2",
    }
    assert explained.law_on == date(2026, 10, 1)
    assert explained.steps[-1].cents == explained.value.total_cents


# --- for any income


@given(category=CATEGORIES, income=INCOMES, quarter=QUARTERS, quarters=st.integers(1, 4), flag=st.booleans())
def test_the_short_way_equals_the_explained_way(
    category: Category, income: int, quarter: Quarter, quarters: int, flag: bool
) -> None:
    facts = {
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


@given(category=CATEGORIES, income=INCOMES, quarter=QUARTERS)
def test_never_below_zero_never_above_the_maximum(category: Category, income: int, quarter: Quarter) -> None:
    found = reckon(category, income, quarter)
    assert 0 <= found.quarterly_cents <= reckon("main", 10**11, quarter).quarterly_cents
    assert found.total_cents == found.quarterly_cents + found.fee_cents


@given(category=CATEGORIES, income=INCOMES, more=st.integers(0, 20_000_00), quarter=QUARTERS)
def test_more_income_never_costs_less(category: Category, income: int, more: int, quarter: Quarter) -> None:
    assert (
        reckon(category, income, quarter).annual_cents
        <= reckon(category, income + more, quarter).annual_cents
    )


@given(income=INCOMES, quarter=QUARTERS)
def test_no_category_but_the_reduced_ones_pays_less_than_its_floor(income: int, quarter: Quarter) -> None:
    for category in ("main", "primostarter", "spouse_maxi", "spouse_mini"):
        assert (
            reckon(category, income, quarter).quarterly_cents >= reckon(category, 0, quarter).quarterly_cents
        )


@given(category=CATEGORIES, income=INCOMES, quarter=QUARTERS, quarters=st.integers(1, 4))
def test_a_twin_in_decimals_finds_the_same(
    category: Category, income: int, quarter: Quarter, quarters: int
) -> None:
    law = law_on(quarter.first_day)
    base = rounded(Decimal(max(income, 0)) * 4 / quarters)
    annual = twin(category, base, law)
    found = reckon(category, income, quarter, earned_in_quarters=quarters)
    assert found.annual_cents == rounded(annual)
    assert found.quarterly_cents == rounded(annual / 4)
    assert found.fee_cents == rounded(rounded(annual / 4) * FEE / 100)


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def twin(category: Category, income: Decimal, law: Law) -> Decimal:  # noqa: C901, PLR0911 – one case a category
    """The scales once more, written the way a textbook writes them. Cents, exact."""
    c = {name.removeprefix("contributions."): law(name) for name in law.book.names() if wanted(name)}

    def banded(amount: Decimal, first: str = "rate_1", second: str = "rate_2") -> Decimal:
        one = min(amount, Decimal(c["threshold_1"]))
        two = max(min(amount, Decimal(c["threshold_2"])) - c["threshold_1"], Decimal(0))
        return one * c[first] + two * c[second]

    reformed = law.day >= date(2025, 10, 1)
    match category:
        case Category.MAIN:
            return banded(max(income, c["floor_main"]))
        case Category.PRIMOSTARTER:
            return banded(max(income, c["floor_primostarter"]))
        case Category.SPOUSE_MAXI:
            return banded(max(income, c["floor_spouse_maxi"]))
        case Category.SPOUSE_MINI:
            return banded(max(income, c["floor_main"]), "rate_1_spouse_mini", "rate_2_spouse_mini")
        case Category.SECONDARY:
            return banded(income) if income >= c["exempt_secondary"] else Decimal(0)
        case Category.PENSIONER:
            paid = banded(income, "rate_1_pensioner", "rate_2_pensioner")
            return paid if income >= c["exempt_pension_age"] else Decimal(0)
        case Category.PENSION_AGE_WITHOUT_PENSION if reformed:
            return banded(max(income, c["floor_main"]))
        case Category.PENSION_AGE_WITHOUT_PENSION:
            return banded(income) if income >= c["exempt_pension_age"] else Decimal(0)
        case Category.STUDENT if income < c["floor_main"]:
            return max(income - c["exempt_student"], Decimal(0)) * c["rate_1"]
        case Category.STUDENT:
            return banded(income)
        case Category.ARTICLE_37 if income >= c["ceiling_article_37"]:
            return banded(max(income, c["floor_main"]))
        case _:
            return banded(income) if income >= c["exempt_secondary"] else Decimal(0)


def wanted(name: str) -> bool:
    parts = ("threshold", "floor", "exempt", "ceiling", "rate_")
    return name.startswith("contributions.") and name.partition(".")[2].startswith(parts)
