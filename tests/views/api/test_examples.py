"""Every published example that a program can ask comes out of the door to the cent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.rules.test_examples import examples
from webapp.rules.units import Quarter, cents_of, fee_cents


def money(value: Decimal) -> str:
    return f"{value:.2f}"


def of_quarterly(day: date, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    quarters = given.get("earned_in_quarters", 4)
    return "contribution", {
        "year": day.year,
        "quarter": Quarter.of(day).number,
        "category": given["category"],
        "net_income": money(given.get("income", Decimal(0))),
        "kind": given.get("kind", "final"),
        "reference_quarters" if given.get("kind") == "provisional" else "quarters": quarters,
        "management_fee_percent": str(given.get("fee_percent", 0)),
        "opt_out": given.get("opt_out", False),
        "first_quarter": given.get("first_quarter", False),
    }


def of_company(day: date, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    asked: dict[str, Any] = {"year": day.year}
    if "balance_sheet_total" in given:
        asked["balance_sheet_total"] = money(given["balance_sheet_total"])
    if "incorporated_on" in given:
        asked["incorporated_on"] = given["incorporated_on"].isoformat()
    return "company-contribution", asked


def of_late(day: date, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    payments = [
        {"on": paid["on"].isoformat(), "amount": money(paid["amount"])} for paid in given.get("payments", [])
    ]
    item = {name: given[name] for name in ("quarter", "claimed_in", "claim") if name in given}
    if "summoned_on" in given:
        item["summoned_on"] = given["summoned_on"].isoformat()
    item |= {"due": money(given["due"]), "payments": payments}
    return "late-payment", {"items": [item], "on": day.isoformat()}


def of_late_until_court(day: date, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return of_late(day, given)


def of_settlement(day: date, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    quarters = [Quarter.parse(name) for name in given["owed"]]
    return "regularisation", {
        "year": quarters[0].year,
        "quarters": len(quarters),
        "category": next(iter(given["owed"].values())),
        "net_income": money(given["income"]),
        "paid": money(given.get("paid", Decimal(0))),
        "management_fee_percent": str(given.get("fee_percent", 0)),
        "statement_on": day.isoformat(),
    }


def of_supplementary_pension(day: date, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "supplementary-pension", {"year": day.year} | {name: money(income) for name, income in given.items()}


ASKED: dict[str, Callable[[date, dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    name.removeprefix("of_"): way for name, way in list(globals().items()) if name.startswith("of_")
}
#: What an example expects, in the words of the door.
WORDS = {
    "annual": "annual",
    "quarterly": "quarterly",
    "fee": "fee_quarterly",
    "total": "quarterly_with_fee",
    "base_income": "base_income",
    "total_of_four_quarters": "annual_with_fee",
    "day": "due_on",
    "final": "final_with_fee",
}


def can_be_asked(example: dict[str, Any]) -> bool:
    """Whether the door has the question; a year of two categories is settled at the counter."""
    return example["rule"] in ASKED and len(set(example["given"].get("owed", {"": ""}).values())) == 1



def of_the_answer(answer: dict[str, Any], word: str, given: dict[str, Any]) -> Any:
    """One expected figure; two that the door does not give are made of those it gives."""
    four = 4 * cents_of(Decimal(answer.get("quarterly", 0)))
    if word == "fee_of_four_quarters":
        return 4 * Decimal(answer["fee_quarterly"])
    if word == "four_quarters_with_fee_on_the_year":
        return Decimal(four + fee_cents(four, given["fee_percent"])) / 100
    if "items" in answer:
        return Decimal(answer["items"][0][word])
    found = answer[WORDS.get(word, word)]
    if word == "day":
        return date.fromisoformat(found)
    return found if word == "size" else Decimal(found)


SENT = [param for param in examples() if can_be_asked(param.values[0])]


@pytest.mark.parametrize("example", SENT)
def test_an_example_comes_out_to_the_cent(ask, example):
    endpoint, question = ASKED[example["rule"]](example["day"], example["given"])
    answer = ask(endpoint, question)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    told = answer.get_json()
    expected = example["expect"]
    assert {word: of_the_answer(told, word, example["given"]) for word in expected} == expected, example["source"]


def test_every_rule_that_the_door_knows_has_examples():
    assert {param.values[0]["rule"] for param in SENT} == set(ASKED)
    assert len(SENT) > 80


ONE_OF_EACH = list({param.values[0]["rule"]: param.values[0] for param in SENT}.values())


@pytest.mark.parametrize("example", ONE_OF_EACH, ids=lambda example: example["rule"])
def test_each_step_of_each_answer_has_the_promised_form(ask, example):
    endpoint, question = ASKED[example["rule"]](example["day"], example["given"])
    told = ask(endpoint, question).get_json()
    steps = [step for one in told.get("items", [told]) for step in one["explanation"]]
    values = [value for step in steps for value in step["values"]]
    assert values
    assert all(step.keys() >= {"text", "amount", "values", "article"} for step in steps)
    assert all(value.keys() >= {"name", "value", "unit", "since", "source"} for value in values)
    assert all(step["amount"] is None or money(Decimal(step["amount"])) == step["amount"] for step in steps)
    assert all(isinstance(step["article"], str | None) for step in steps)
