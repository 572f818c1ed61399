"""Answers to the examples about lateness, companies and terms: euro in, the rule, euro and days out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.rules import (
    company_exemptions,
    deadlines,
    fees,
    fund_change,
    increases,
    limitation,
    payment_plan,
    reductions,
    supplementary_pension,
)
from webapp.rules.allocation import Payment
from webapp.rules.careers import Category
from webapp.rules.law import law_on
from webapp.rules.units import Quarter, cents_of


def euro(cents: int) -> Decimal:
    return Decimal(cents) / 100


def payments(given: dict[str, Any]) -> list[Payment]:
    return [Payment(paid["on"], cents_of(paid["amount"])) for paid in given.get("payments", [])]


def claimed(day: date, given: dict[str, Any]) -> dict[str, Any]:
    """What every question about one late claim has in common."""
    return {
        "due_cents": cents_of(given["due"]),
        "quarter": Quarter.parse(given["quarter"]),
        "claimed_in": Quarter.parse(given["claimed_in"]),
        "payments": payments(given),
        "on": day,
        "law": law_on(day),
        "claim": increases.Claim(given.get("claim", "contribution")),
        "summoned_on": given.get("summoned_on"),
    }


def in_euro(found: increases.Increases) -> dict[str, Any]:
    return {
        "three_percent": euro(found.three_percent_cents),
        "seven_percent": euro(found.seven_percent_cents),
        "total": euro(found.total_cents),
    }


def of_late_until_court(day: date, given: dict[str, Any]) -> dict[str, Any]:
    return in_euro(increases.late(**claimed(day, given)).value)


def of_late_after_reduction(day: date, given: dict[str, Any]) -> dict[str, Any]:
    reduced = cents_of(given["reduced"])
    return in_euro(increases.after_reduction(reduced_cents=reduced, **claimed(day, given)).value)


def of_late_after_settlement(day: date, given: dict[str, Any]) -> dict[str, Any]:
    final, settled_on = cents_of(given["final"]), given["settled_on"]
    facts = claimed(day, given)
    return in_euro(increases.after_settlement(final_cents=final, settled_on=settled_on, **facts).value)


def of_company_late(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = increases.company_late(
        due_cents=cents_of(given["due"]),
        due_on=given["due_on"],
        payments=payments(given),
        on=day,
        law=law_on(given["due_on"]),
        summoned_on=given.get("summoned_on"),
    )
    return {"total": euro(found.value)}


def of_unjustified_reduction(day: date, given: dict[str, Any]) -> dict[str, Any]:
    year = given["year"]
    counted = reductions.unjustified_quarters(year, stated_on=day, law=law_on(day)).value
    found = reductions.unjustified_by_day(
        year=year,
        final_cents=cents_of(given["final"]),
        reduced_cents=cents_of(given["reduced"]),
        unreduced_cents=cents_of(given["unreduced"]),
        payments=payments(given),
        stated_on=day,
        law=law_on(day),
    )
    return {"quarters": counted, "total": euro(found.value)}


def of_limitation(day: date, given: dict[str, Any]) -> dict[str, Any]:
    rules = {
        "contribution": limitation.of_contribution,
        "regularisation": limitation.of_regularisation,
        "refund": limitation.of_refund,
        "regularisation_refund": limitation.of_regularisation_refund,
    }
    acts = [
        limitation.Interruption(act["on"], limitation.Means(act["means"]))
        for act in given.get("interruptions", [])
    ]
    found = rules[given["of"]](given["year"], law=law_on(day), interruptions=acts).value
    return {"day": found.until, "passed": found.has_passed(on=day)}


def of_payment_plan(day: date, given: dict[str, Any]) -> dict[str, Any]:
    claim = payment_plan.OpenClaim(
        cents_of(given["due"]), Quarter.parse(given["quarter"]), Quarter.parse(given["claimed_in"])
    )
    found = payment_plan.schedule(
        [claim],
        instalments=given["instalments"],
        first_on=given["first_on"],
        on=day,
        months_at_most=given["months_at_most"],
        law=law_on(day),
        first_share=Decimal(given.get("first_share", 0)),
    ).value
    return {
        "days": list(found.pay_on),
        "amounts": [euro(cents) for cents in found.instalments_cents],
        "increases": euro(found.increases_cents),
        "total": euro(found.total_cents),
    }


def of_fund_change(day: date, given: dict[str, Any]) -> dict[str, Any]:
    facts = {name: value for name, value in given.items() if name != "open"}
    found = fund_change.earliest(
        asked_on=day, open_cents=cents_of(given.get("open", 0)), law=law_on(day), **facts
    ).value
    return {"day": found.on, "ask_until": found.ask_until, "obstacles": list(found.obstacles)}


def of_starting_company(day: date, given: dict[str, Any]) -> dict[str, Any]:
    here = company_exemptions
    found = here.starter(
        year=day.year,
        incorporated_on=given["incorporated_on"],
        legal_form=here.LegalForm(given["legal_form"]),
        registration=here.Registration(given["registration"]),
        members=[here.Member(**member) for member in given["members"]],
        sworn_statement=given.get("sworn_statement", True),
        law=law_on(day),
    ).value
    return {"verdict": found.verdict, "refusals": list(found.refusals)}


def of_inactive_company(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = company_exemptions.inactive(year=day.year, law=law_on(day), **given).value
    return {"verdict": found.verdict, "refusals": list(found.refusals)}


def of_company_in_trouble(day: date, given: dict[str, Any]) -> dict[str, Any]:
    event = company_exemptions.Insolvency(given["event"])
    found = company_exemptions.insolvent(year=day.year, event=event, on=given["on"], law=law_on(day))
    return {"verdict": found.value.verdict, "confidence": found.confidence}


def of_pension_room(day: date, given: dict[str, Any]) -> dict[str, Any]:
    here, law = supplementary_pension, law_on(day)
    if "reference_income" in given:
        income = cents_of(given["reference_income"])
        premiums = here.from_reference_income(year=day.year, income_cents=income, law=law)
    else:
        premiums = here.from_starter_base(year=day.year, law=law)
    paid = cents_of(given.get("paid", 0))
    found = here.room(premiums, plan=here.PensionPlan(given["plan"]), paid_cents=paid, law=law).value
    return {"maximum": euro(found.maximum_cents), "left": euro(found.left_cents)}


def of_pension_access(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = supplementary_pension.open_to(
        category=Category(given["category"]),
        quarterly_cents=cents_of(given["quarterly"]),
        quarter=Quarter.of(day),
        law=law_on(day),
    )
    return {"access": found.value}


def of_pension_deduction(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = supplementary_pension.deductible(
        year=day.year,
        premium_cents=cents_of(given["premium"]),
        maximum_cents=cents_of(given["maximum"]),
        due_cents=cents_of(given["due"]),
        payments=payments(given),
        law=law_on(day),
    )
    return {"deductible": euro(found.value)}


def of_fund_fee(day: date, given: dict[str, Any]) -> dict[str, Any]:
    found = fees.fee_of(fees.Fund(given["fund"]), year=day.year, law=law_on(day))
    return {"share": found.value, "confidence": found.confidence}


def of_term(day: date, given: dict[str, Any]) -> dict[str, Any]:
    return {"day": getattr(deadlines, given["term"])(day, law_on(day))}


RULES: dict[str, Callable[[date, dict[str, Any]], dict[str, Any]]] = {
    name.removeprefix("of_"): rule for name, rule in list(globals().items()) if name.startswith("of_")
}
