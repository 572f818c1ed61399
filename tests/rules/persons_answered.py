"""Answers to the examples about persons and their quarters: euro in, the rule, euro, days and codes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.rules import exemptions, provisional, quarters_due, regularisation
from webapp.rules.careers import Category, Change, categories_of_year
from webapp.rules.law import law_on
from webapp.rules.primostarter import primostarter
from webapp.rules.units import (
    Quarter,
    cents_of,
    fee_cents,
    quarterly_contribution_cents,
    rate_units,
)


def euro(cents: int) -> Decimal:
    return Decimal(cents) / 100


def quarters(names: list[str]) -> tuple[Quarter, ...]:
    return tuple(Quarter.parse(name) for name in names)


def of_categories_of_year(day: date, given: dict[str, Any]) -> dict[str, Any]:
    changes = [Change(event["on"], Category(event["becomes"])) for event in given["events"]]
    found = categories_of_year(day.year, changes, law_on(day)).value
    return {"categories": [str(category or "none") for category in found]}


def of_primostarter(day: date, given: dict[str, Any]) -> dict[str, Any]:
    before = {Quarter.parse(name): Category(category) for name, category in given.get("before", {}).items()}
    found = primostarter(
        first=Quarter.of(day),
        before=before,
        law=law_on(day),
        ill=quarters(given.get("ill", [])),
        artist=quarters(given.get("artist", [])),
    ).value
    return {"quarters": [str(quarter) for quarter in found.quarters], "cut": found.first_quarter_cut}


def of_quarters_due(day: date, given: dict[str, Any]) -> dict[str, Any]:
    """`illness` is a list of [start, end, resumed]; the other facts are those of the rule."""
    facts = dict(given)
    ill = tuple(quarters_due.Illness(*one) for one in facts.pop("illness", []))
    named: dict[str, Any] = {
        name: quarters(facts.pop(name)) for name in ("bridging_right", "exempt") if name in facts
    }
    activity = quarters_due.Activity(**named, illnesses=ill, births=tuple(facts.pop("births", [])), **facts)
    free = dict(quarters_due.quarters_due(day.year, activity, law_on(day)).value.free)
    return {"quarters": [free.get(quarter, "due") for quarter in Quarter.of_year(day.year)]}


def of_provisional(day: date, given: dict[str, Any]) -> dict[str, Any]:
    """`incomes` is a list of [year, euro, known on, quarters]."""
    incomes = [
        provisional.YearIncome(year=year, cents=cents_of(income), known_on=known, quarters=count)
        for year, income, known, count in given["incomes"]
    ]
    quarter, law = Quarter.of(day), law_on(day)
    base = provisional.provisional_base(
        quarter=quarter, began=Quarter.parse(given["began"]), incomes=incomes, law=law
    )
    found = provisional.provisional(
        category=Category(given["category"]), quarter=quarter, base=base, fee_percent=Decimal(0), law=law
    ).value
    return {
        "kind": str(base.value.kind),
        "year": base.value.year,
        "base_income": euro(found.base_income_cents),
        "quarterly": euro(found.quarterly_cents),
    }


def of_paying_more(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = provisional.paying_more(
        category=Category(given["category"]),
        current_quarterly_cents=cents_of(given["current"]),
        quarter=Quarter.of(day),
        law=law_on(day),
        open_debt_cents=cents_of(given.get("debt", 0)),
    ).value
    return {"maximum": euro(found.maximum_cents), "room": euro(found.room_cents)}


def of_settlement(day: date, given: dict[str, Any]) -> dict[str, Any]:
    """`owed` names quarters and their categories; `day` is that of the statement."""
    owed = [
        regularisation.QuarterOwed(
            Quarter.parse(name), Category(category), first_quarter=name == given.get("first_quarter")
        )
        for name, category in given["owed"].items()
    ]
    found = regularisation.settle_year(
        owed=owed,
        income_cents=cents_of(given["income"]),
        paid_cents=cents_of(given.get("paid", 0)),
        fee_percent=Decimal(given.get("fee_percent", 0)),
        statement_on=day,
        law=law_on(day),
        earned_in_quarters=given.get("earned_in_quarters"),
        data_received_on=given.get("received"),
    ).value
    return {
        "final": euro(found.final_cents),
        "supplement": euro(found.supplement_cents),
        "credit": euro(found.credit_cents),
        "due": found.due_on,
        "statement_until": found.statement_until,
    }


def of_exemption(day: date, given: dict[str, Any]) -> dict[str, Any]:
    law, quarter = law_on(day), Quarter.of(day)
    first = Quarter.parse(given["first_quarter"]) if "first_quarter" in given else None
    may = exemptions.may_ask(Category(given["category"]), law, income_cents=cents_of(given.get("income", 0)))
    until = exemptions.request_until(quarter, law, first_quarter=first).value
    sent = given.get("statement")
    return {
        "may_ask": may.value,
        "until": exemptions.supplement_request_until(sent, law).value if sent else until,
        "from": exemptions.request_from(first, law).value if first else None,
    }


def of_limits_of_2015(day: date, given: dict[str, Any]) -> dict[str, Any]:
    """The two limits for reduced contributions until 2017: the minimum income and its double."""
    rate = rate_units(law_on(day).decimal("contributions.rate_1"))

    def with_fee(limit_cents: int) -> Decimal:
        cents = quarterly_contribution_cents(limit_cents * rate)
        return euro(cents + fee_cents(cents, Decimal(given["fee_percent"])))

    limit = cents_of(given["minimum_income"])
    return {"quarterly_1": with_fee(limit), "limit_2": euro(2 * limit), "quarterly_2": with_fee(2 * limit)}


RULES: dict[str, Callable[[date, dict[str, Any]], dict[str, Any]]] = {
    name.removeprefix("of_"): rule for name, rule in list(globals().items()) if name.startswith("of_")
}
