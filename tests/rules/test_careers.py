"""Categories, their scales and when a change takes effect."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.rules.careers import (
    Category,
    Change,
    categories_of_year,
    category_change_takes_effect,
    scale_of,
    tariff_of,
)
from webapp.rules.contributions import QuarterlyContribution, quarterly
from webapp.rules.explained import Explained
from webapp.rules.law import NotInForce, law_on
from webapp.rules.units import Quarter


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_scale_and_its_article(category: Category) -> None:
    law = law_on(date(2026, 1, 1))
    scale = scale_of(category, law)
    assert scale.category is category
    assert tariff_of(scale, law).starter_base_cents > 0


def test_the_primostarter_exists_since_april_2018() -> None:
    before = law_on(date(2018, 3, 31))
    with pytest.raises(NotInForce):
        tariff_of(scale_of(Category.PRIMOSTARTER, before), before)


def final(
    category: Category, income_cents: int, quarter: str, *, opt_out: bool = False
) -> Explained[QuarterlyContribution]:
    asked = Quarter.parse(quarter)
    return quarterly(
        category=category,
        income_cents=income_cents,
        quarter=asked,
        fee_percent=Decimal(0),
        law=law_on(asked.first_day),
        opt_out=opt_out,
    )


@pytest.mark.parametrize(
    ("category", "income", "annual", "last_code"),
    [
        (Category.ARTICLE_37_MANDATE, 1922_15, 0, "exempt_below"),
        (Category.ARTICLE_37_MANDATE, 1922_16, 3561_69, "floor_applies"),
        (Category.ARTICLE_37_MANDATE, 17374_60, 3561_79, "above_floor"),
        (Category.EARLY_PENSION_SUSPENDED, 3844_31, 0, "exempt_below"),
        (Category.EARLY_PENSION_SUSPENDED, 3844_32, 788_09, "whole_income_counts"),
    ],
)
def test_a_mandate_and_a_suspended_pension_a_cent_below_and_on_their_limit(
    category: Category, income: int, annual: int, last_code: str
) -> None:
    found = final(category, income, "2026Q1")
    assert found.value.annual_cents == annual
    assert last_code in [step.code for step in found.steps]


def test_an_early_pension_suspended_pays_the_normal_rate_before_and_after_october_2025() -> None:
    for quarter in ("2025Q3", "2025Q4"):
        assert final(Category.EARLY_PENSION_SUSPENDED, 10000_00, quarter).value.annual_cents == 2050_00


def test_a_survivors_pension_pays_like_a_pensioner_until_september_2025_and_then_with_the_floor() -> None:
    before, after = final(Category.SURVIVOR_PENSION, 10000_00, "2025Q3"), "2025Q4"
    assert before.value == final(Category.PENSIONER, 10000_00, "2025Q3").value
    assert before.value.annual_cents == 1470_00
    assert final(Category.SURVIVOR_PENSION, 10000_00, after).value.quarterly_cents == 871_71


@pytest.mark.parametrize(("income", "annual"), [(3763_50, 0), (3763_51, 553_24), (90000_00, 13140_62)])
def test_a_survivor_who_asks_pays_like_a_pensioner_again_but_we_say_that_we_derived_it(
    income: int, annual: int
) -> None:
    found = final(Category.SURVIVOR_PENSION, income, "2025Q4", opt_out=True)
    assert found.value == final(Category.PENSIONER, income, "2025Q4").value
    assert found.value.annual_cents == annual
    assert found.confidence == "derived"
    assert any(value.name.endswith("survivor_on_request") and value.note for value in found.values())


def test_opting_out_changes_nothing_for_others() -> None:
    law = law_on(date(2026, 1, 1))
    assert scale_of(Category.MAIN, law, opt_out=True) == scale_of(Category.MAIN, law)


@pytest.mark.parametrize(
    ("event", "becomes", "from_day"),
    [
        (date(2026, 4, 1), Category.SECONDARY, date(2026, 4, 1)),
        (date(2026, 4, 2), Category.SECONDARY, date(2026, 7, 1)),
        (date(2026, 6, 30), Category.MAIN, date(2026, 4, 1)),
    ],
)
def test_a_change_takes_effect_with_a_quarter(event: date, becomes: Category, from_day: date) -> None:
    assert category_change_takes_effect(event, becomes=becomes).first_day == from_day


@pytest.mark.parametrize(
    ("was", "becomes", "from_day"),
    [
        (Category.MAIN, Category.SPOUSE_MAXI, date(2026, 7, 1)),
        (Category.SPOUSE_MINI, Category.SPOUSE_MAXI, date(2026, 4, 1)),
        (Category.SPOUSE_MAXI, Category.MAIN, date(2026, 4, 1)),
        (Category.ARTICLE_37, Category.MAIN, date(2026, 4, 1)),
        (Category.MAIN, Category.PENSIONER, date(2026, 4, 1)),
    ],
)
def test_what_the_old_and_the_new_category_do_to_the_first_quarter(
    was: Category, becomes: Category, from_day: date
) -> None:
    assert category_change_takes_effect(date(2026, 4, 2), becomes=becomes, was=was).first_day == from_day


# --- a year, quarter by quarter


def year(*changes: tuple[str, Category]) -> list[str]:
    """2014, as in the published examples."""
    events = [Change(date.fromisoformat(on), becomes) for on, becomes in changes]
    found = categories_of_year(2014, events, law_on(date(2026, 1, 1)))
    assert Explained.from_json(found.as_json(), tuple) == found
    return [str(category or "none") for category in found.value]


def test_employment_that_ends_makes_the_occupation_main_from_its_quarter_on() -> None:
    found = year(("2010-01-01", Category.SECONDARY), ("2014-02-15", Category.MAIN))
    assert found == ["main"] * 4


def test_employment_that_starts_makes_it_secondary_from_the_next_quarter_on() -> None:
    found = year(("2010-01-01", Category.MAIN), ("2014-02-15", Category.SECONDARY))
    assert found == ["main", "secondary", "secondary", "secondary"]


def test_a_start_counts_from_its_own_quarter_in_every_category() -> None:
    assert year(("2014-05-20", Category.SECONDARY)) == ["none", "secondary", "secondary", "secondary"]


def test_a_later_event_overrides_one_that_has_not_taken_effect() -> None:
    found = year(
        ("2010-01-01", Category.MAIN), ("2014-02-15", Category.SECONDARY), ("2014-03-20", Category.MAIN)
    )
    assert found == ["main"] * 4


def test_there_and_back_within_a_year() -> None:
    found = year(
        ("2010-01-01", Category.MAIN), ("2014-04-01", Category.SECONDARY), ("2014-12-31", Category.MAIN)
    )
    assert found == ["main", "secondary", "secondary", "main"]


def test_a_year_says_its_changes_and_the_quarters_of_each_category() -> None:
    changes = [Change(date(2024, 1, 1), Category.SECONDARY), Change(date(2026, 5, 2), Category.MAIN)]
    found = categories_of_year(2026, changes, law_on(date(2026, 1, 1)))
    assert [(step.code, step.facts.get("count")) for step in found.steps] == [
        ("category_changes", None),
        ("as_secondary", 1),
        ("as_main", 3),
    ]
