"""Contributions by category: the edges of every scale, and the explanation. What always holds: beside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, QuarterlyContribution, quarterly, quarterly_amounts
from webapp.rules.law import MissingValue, law_on
from webapp.rules.units import Quarter

FEE = Decimal("4.05")
NOW = Quarter(2026, 4)


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
        ("article_37_mandate", 1922_15, 0),
        ("article_37_mandate", 1922_16, 3561_69),
        ("early_pension_suspended", 3844_31, 0),
        ("early_pension_suspended", 3844_32, 788_09),
        ("survivor_pension", 3844_31, 3561_69),
        ("survivor_pension", 17374_60, 3561_79),
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


@pytest.mark.parametrize("quarters", [0, 5])
def test_an_income_is_earned_in_one_to_four_quarters(quarters: int) -> None:
    with pytest.raises(ValueError, match="one to four quarters"):
        reckon("main", 30000_00, earned_in_quarters=quarters)


@pytest.mark.parametrize(("category", "kind"), [("baker", "final"), ("main", "guessed")])
def test_an_unknown_code_is_refused_by_both_ways(category: str, kind: str) -> None:
    for rule in (quarterly, quarterly_amounts):
        with pytest.raises(ValueError, match="is not a valid"):
            rule(
                category=category,  # type: ignore[arg-type]
                income_cents=0,
                quarter=NOW,
                fee_percent=FEE,
                law=law_on(NOW.first_day),
                kind=kind,  # type: ignore[arg-type]
            )


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
