"""On which income a quarter is paid: a choice, the base of starters, three years before, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from webapp.domain.affiliates import Stretch
from webapp.domain.contributions import CannotReckonError
from webapp.domain.contributions.basis import (
    Choice,
    Dossier,
    KnownIncome,
    ground_of,
    reckon_final,
    reckon_provisional,
)
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, quarterly_amounts
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

FEE = Decimal(0)
Q2025 = Quarter(2025, 4)


def dossier(since="2015-01-01", **facts):
    stretch = Stretch(category=Category.MAIN, since=date.fromisoformat(since), until=None)
    return Dossier(affiliate_id=1, stretches=(stretch,), **facts)


def income(year, euro, known_on="2024-01-01"):
    return KnownIncome(year=year, cents=euro * 100, known_on=date.fromisoformat(known_on))


def test_her_own_choice_comes_first_from_its_quarter_on():
    choice = Choice(year=2025, cents=20_000_00, from_quarter=Quarter(2025, 3), granted_on=date(2025, 8, 1))
    person = dossier(incomes=(income(2022, 50_000),), choices=(choice,))
    assert reckon_provisional(person, Quarter(2025, 3), fee_percent=FEE).kind is Kind.EXPECTED
    assert reckon_provisional(person, Quarter(2025, 2), fee_percent=FEE).kind is Kind.PROVISIONAL


def test_a_starter_pays_the_flat_base_even_when_an_income_is_known():
    person = dossier(since="2023-07-01", incomes=(income(2022, 50_000),))
    assert reckon_provisional(person, Q2025, fee_percent=FEE).kind is Kind.STARTER


def test_what_became_known_after_1_january_waits_for_the_next_year():
    person = dossier(incomes=(income(2022, 50_000, "2025-01-02"),))
    with pytest.raises(CannotReckonError) as refused:
        reckon_provisional(person, Q2025, fee_percent=FEE)
    assert refused.value.detail == "2022"


def test_while_the_year_of_reference_is_unknown_the_latest_earlier_one_counts_all_year_long():
    person = dossier(incomes=(income(2022, 50_000, "2025-01-02"), income(2021, 20_000), income(2020, 90_000)))
    for quarter in Quarter.of_year(2025):
        reckoned = reckon_provisional(person, quarter, fee_percent=FEE)
        assert reckoned.kind is Kind.PROVISIONAL
        assert reckoned.explained.steps[0].facts["year"] == 2021
        assert reckoned.explained.value.quarterly_cents == 1227_09


def test_the_ground_of_an_earlier_year_gives_a_run_the_same_cents():
    person = dossier(incomes=(income(2021, 20_000),))
    ground = ground_of(person, Q2025)
    amounts = quarterly_amounts(
        category=ground.standing.category,
        income_cents=ground.cents,
        quarter=Q2025,
        fee_percent=FEE,
        law=law_on(Q2025.first_day),
        kind=ground.kind,
        earned_in_quarters=ground.earned_in,
    )
    assert amounts == reckon_provisional(person, Q2025, fee_percent=FEE).explained.value


def test_an_earlier_year_of_two_quarters_is_annualised():
    person = dossier(since="2021-07-01", incomes=(income(2021, 10_000),))
    assert reckon_provisional(person, Q2025, fee_percent=FEE).explained.value.quarterly_cents == 1227_09
    moved = replace(person, stretches=(replace(person.stretches[0], since=date(2020, 10, 1)),))
    assert reckon_provisional(moved, Q2025, fee_percent=FEE).explained.value.quarterly_cents == 871_71


def test_an_index_that_is_missing_for_an_earlier_year_stops_the_reckoning_by_name():
    person = dossier(incomes=(income(2014, 20_000, "2016-01-01"),))
    with pytest.raises(CannotReckonError) as refused:
        ground_of(person, Q2025)
    assert refused.value.detail == "contributions.index_three_years_ago"


def test_the_latest_message_about_a_year_counts():
    person = dossier(incomes=(income(2022, 50_000), income(2022, 30_000, "2024-06-01")))
    reckoned = reckon_provisional(person, Q2025, fee_percent=FEE)
    assert reckoned.explained.value.quarterly_cents == 167946


def test_an_unknown_coefficient_stops_the_reckoning_by_name():
    person = dossier(incomes=(income(2023, 30_000),))
    with pytest.raises(CannotReckonError) as refused:
        reckon_provisional(person, Quarter(2026, 1), fee_percent=FEE)
    assert (refused.value.because, refused.value.detail) == (
        "missing_value",
        "contributions.revaluation_coefficient",
    )


def test_an_exempt_quarter_costs_nothing_before_and_after():
    person = replace(dossier(), exempt=frozenset({"2025Q4"}))
    assert reckon_provisional(person, Q2025, fee_percent=FEE) is None
    assert reckon_final(person, Q2025, on=date(2027, 1, 1), fee_percent=FEE) is None


def test_the_final_amount_stands_on_the_income_of_the_year_itself():
    person = dossier(incomes=(income(2025, 30_000, "2027-05-01"),))
    final = reckon_final(person, Q2025, on=date(2027, 6, 1), fee_percent=FEE)
    assert final.kind is Kind.FINAL
    assert final.explained.value.quarterly_cents == 153750
    with pytest.raises(CannotReckonError):
        reckon_final(person, Q2025, on=date(2027, 4, 1), fee_percent=FEE)
