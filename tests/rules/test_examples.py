"""Worked examples in TOML, published by others or counted by hand: one runner, readable by a jurist.

Each rule of an example has one function here that turns euro into cents, calls the rule, and gives back euro.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.rules import persons_answered, terms_answered
from webapp.rules import amounts, company, deadlines, quarters_due, reductions, supplementary_pension
from webapp.rules.allocation import Payment
from webapp.rules.careers import Category, category_change_takes_effect
from webapp.rules.contributions import Kind, quarterly, quarterly_amounts
from webapp.rules.increases import Claim, late
from webapp.rules.law import law_on
from webapp.rules.units import Quarter, cents_of, fee_cents

FOLDER = Path(__file__).parent / "examples"


def examples() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["example"]
        found += [pytest.param(example, id=f"{path.stem}: {example['name']}") for example in table]
    return found


def euro(cents: int) -> Decimal:
    return Decimal(cents) / 100


def cents(given: dict[str, Any], name: str) -> int | None:
    return cents_of(given[name]) if name in given else None


def of_quarterly(day: date, given: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "category": Category(given["category"]),
        "income_cents": cents(given, "income") or 0,
        "quarter": Quarter.of(day),
        "fee_percent": Decimal(given.get("fee_percent", 0)),
        "law": law_on(day),
        "kind": Kind(given.get("kind", "final")),
        "earned_in_quarters": given.get("earned_in_quarters", 4),
        "opt_out": given.get("opt_out", False),
        "first_quarter": given.get("first_quarter", False),
    }
    found = quarterly(**facts).value
    assert quarterly_amounts(**facts) == found
    four = 4 * found.quarterly_cents
    return {
        "annual": euro(found.annual_cents),
        "quarterly": euro(found.quarterly_cents),
        "fee": euro(found.fee_cents),
        "total": euro(found.total_cents),
        "base_income": euro(found.base_income_cents),
        "fee_of_four_quarters": euro(4 * found.fee_cents),
        "total_of_four_quarters": euro(4 * found.total_cents),
        "four_quarters_with_fee_on_the_year": euro(four + fee_cents(four, facts["fee_percent"])),
    }


def of_first_quarter_cut(day: date, given: dict[str, Any]) -> dict[str, Any]:
    cut = amounts.AMOUNTS["primostarter_first_quarter_cut"](law_on(day)).value
    return {"total": euro(cut + fee_cents(cut, given["fee_percent"]))}


def of_company(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = company.yearly(
        year=day.year,
        balance_sheet_total_cents=cents(given, "balance_sheet_total"),
        incorporated_on=given.get("incorporated_on"),
        law=law_on(day),
    ).value
    return {"size": found.size, "amount": euro(found.amount_cents), "day": found.due_on}


def of_late(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = late(
        due_cents=cents_of(given["due"]),
        quarter=Quarter.parse(given["quarter"]),
        claimed_in=Quarter.parse(given["claimed_in"]),
        payments=[Payment(paid["on"], cents_of(paid["amount"])) for paid in given.get("payments", [])],
        on=day,
        law=law_on(day),
        claim=Claim(given.get("claim", "contribution")),
    ).value
    return {
        "three_percent": euro(found.three_percent_cents),
        "seven_percent": euro(found.seven_percent_cents),
        "total": euro(found.total_cents),
    }


def of_kept_increases(_day: date, given: dict[str, Any]) -> dict[str, Any]:
    """Increases are counted on what was claimed, so a lower final contribution leaves them as they are."""
    return {"cancelled": given["provisional"] - given["final"], "increases_still_due": given["charged"]}


def of_supplement_due(day: date, _given: dict[str, Any]) -> dict[str, Any]:
    return {"day": deadlines.supplement_due_on(day, law_on(day))}


def of_starter_due(day: date, given: dict[str, Any]) -> dict[str, Any]:
    started = Quarter.parse(given["started_in"])
    return {
        "day": deadlines.starter_due_on(Quarter.parse(given["quarter"]), started_in=started, law=law_on(day))
    }


def of_change_of_category(day: date, given: dict[str, Any]) -> dict[str, Any]:
    return {"day": category_change_takes_effect(day, becomes=Category(given["becomes"])).first_day}


def of_quarters_after_birth(day: date, _given: dict[str, Any]) -> dict[str, Any]:
    return {
        "quarters": [str(quarter) for quarter in quarters_due.quarters_after_birth(day, law_on(day)).value]
    }


def of_reduction(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = reductions.advice(
        category=Category.MAIN,
        expected_income_cents=cents_of(given["expected_income"]),
        current_quarterly_cents=cents_of(given["current"]),
        quarter=Quarter.of(day),
        fee_percent=Decimal(0),
        law=law_on(day),
    ).value
    return {"base_income": euro(found.accepted_income_cents)}


def of_supplementary_pension(day: date, given: dict[str, Any]) -> dict[str, Any]:
    law = law_on(day)
    if "income_n3" in given:
        income = cents_of(given["income_n3"])
        found = supplementary_pension.from_income(year=day.year, income_n3_cents=income, law=law).value
    else:
        income = cents_of(given["reference_income"])
        found = supplementary_pension.from_reference_income(year=day.year, income_cents=income, law=law).value
    return {
        "indexed_income": euro(found.indexed_income_cents),
        "max_ordinary": euro(found.max_ordinary_cents),
        "max_social": euro(found.max_social_cents),
    }


RULES: dict[str, Callable[[date, dict[str, Any]], dict[str, Any]]] = (
    {name.removeprefix("of_"): rule for name, rule in list(globals().items()) if name.startswith("of_")}
    | terms_answered.RULES
    | persons_answered.RULES
)


@pytest.mark.parametrize("example", examples())
def test_example(example: dict[str, Any]) -> None:
    found = RULES[example["rule"]](example["day"], example["given"])
    expected = example["expect"]
    assert {name: found[name] for name in expected} == expected, example["source"]


@pytest.mark.parametrize("example", examples())
def test_an_example_says_where_it_comes_from(example: dict[str, Any]) -> None:
    assert set(example) <= {"name", "id", "rule", "day", "given", "expect", "source", "note"}
    assert example["source"].strip()
