"""Ready-made amounts equal what was published for every year from 2018 to 2026."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.rules import amounts
from webapp.rules.amounts import AMOUNTS, Amount
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, quarterly
from webapp.rules.explained import Explained
from webapp.rules.law import Law, MissingValue, NotInForce, law_on
from webapp.rules.units import Quarter, cents_of

PUBLISHED = tomllib.loads(
    (Path(__file__).parent / "published_amounts.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
LINES = [
    pytest.param(name, line.get("on", date(int(year), 12, 31)), cents_of(line["euro"]), id=f"{name} {year}")
    for name, years in PUBLISHED.items()
    for year, line in years.items()
]


def pension_age_without_pension(law: Law) -> Explained[int]:
    """What is asked at pension age, without a pension, while no income is known; no text quotes it by name."""
    explained = quarterly(
        category=Category.PENSION_AGE_WITHOUT_PENSION,
        income_cents=0,
        quarter=Quarter.of(law.day),
        fee_percent=Decimal(0),
        law=law,
        kind=Kind.STARTER,
    )
    return explained.map(lambda contribution: contribution.quarterly_cents)


ASKED: dict[str, Amount] = {
    **AMOUNTS,
    "pension_age_without_pension_provisional_quarter": pension_age_without_pension,
}


@pytest.mark.parametrize(("name", "on", "cents"), LINES)
def test_published_amount(name: str, on: date, cents: int) -> None:
    assert ASKED[name](law_on(on)).value == cents


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name.endswith("_quarter")])
def test_every_quarter_of_the_table_has_a_line_for_each_year_in_which_it_exists(name: str) -> None:
    first = 2022 if "first_quarter" in name else 2018
    last = 2025 if "without_pension" in name else 2026
    assert [int(year) for year in PUBLISHED[name]] == list(range(first, last + 1))


def test_the_provisional_amount_without_a_pension_ends_with_september_2025() -> None:
    before, after = law_on(date(2025, 9, 30)), law_on(date(2025, 10, 1))
    assert pension_age_without_pension(before).value == 192_88
    assert pension_age_without_pension(after).value == AMOUNTS["main_minimum_quarter"](after).value


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
