"""Ready-made amounts equal what was published for every year from 2018 to 2026."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.rules import amounts
from webapp.rules.amounts import AMOUNTS
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, NotInForce, law_on
from webapp.rules.units import cents_of

PUBLISHED = tomllib.loads(
    (Path(__file__).parent / "published_amounts.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
LINES = [
    pytest.param(name, int(year), cents_of(line["euro"]), id=f"{name} {year}")
    for name, years in PUBLISHED.items()
    for year, line in years.items()
]


@pytest.mark.parametrize(("name", "year", "cents"), LINES)
def test_published_amount(name: str, year: int, cents: int) -> None:
    assert AMOUNTS[name](law_on(date(year, 12, 31))).value == cents


@pytest.mark.parametrize("name", AMOUNTS)
def test_the_last_step_is_the_amount_and_the_receipt_can_be_stored(name: str) -> None:
    explained = AMOUNTS[name](law_on(date(2025, 11, 22)))
    assert explained.steps[-1].cents == explained.value
    assert explained.values()
    assert Explained.from_json(explained.as_json(), int) == explained


@pytest.mark.parametrize("name", AMOUNTS)
def test_every_amount_is_listed_in_the_docstring(name: str) -> None:
    assert name in (amounts.__doc__ or "")


def test_an_amount_that_is_not_published_is_missing() -> None:
    with pytest.raises(MissingValue):
        AMOUNTS["company_large"](law_on(date(2026, 1, 1)))


def test_the_first_quarter_of_a_primostarter_has_no_cut_before_april_2022() -> None:
    before = law_on(date(2022, 3, 31))
    assert (
        AMOUNTS["primostarter_first_quarter"](before).value
        == AMOUNTS["primostarter_minimum_quarter"](before).value
    )
    with pytest.raises(NotInForce):
        AMOUNTS["primostarter_first_quarter_cut"](before)


def test_a_receipt_of_the_minimum_speaks_of_no_persons_income() -> None:
    codes = [step.code for step in AMOUNTS["main_minimum_quarter"](law_on(date(2026, 1, 1))).steps]
    assert codes == ["lowest_contribution", "band_1", "year", "quarter"]


def test_an_amount_on_derived_values_says_so() -> None:
    law = law_on(date(2026, 11, 22))
    assert AMOUNTS["main_minimum_quarter"](law).confidence == "sourced"
    assert AMOUNTS["maternity_week_first4"](law).confidence == "derived"


def test_twelve_weeks_of_rest_are_four_at_the_first_rate_and_eight_at_the_second() -> None:
    law = law_on(date(2022, 8, 1))
    assert AMOUNTS["maternity_rest_total"](law).value == 4 * 798_42 + 8 * 730_26
