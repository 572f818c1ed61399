"""Instalments: every cent once, on working days, with the increases that go on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reading import aloud, codes
from webapp.rules.deadlines import is_working_day
from webapp.rules.explained import Explained
from webapp.rules.increases import Claim
from webapp.rules.law import law_on
from webapp.rules.payment_plan import OpenClaim, Plan, PlanTooLong, schedule
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 1, 1))
Q1, Q4 = Quarter(2025, 1), Quarter(2025, 4)


def plan(*claims: OpenClaim, **more: Any) -> Explained[Plan]:
    facts = {
        "instalments": 3,
        "first_on": date(2025, 5, 15),
        "on": date(2025, 5, 2),
        "months_at_most": 12,
        "law": LAW,
        **more,
    }
    return schedule(claims or (OpenClaim(1000_00, Q1, Q1),), **facts)


def test_equal_parts_and_the_last_takes_what_remains() -> None:
    found = plan().value
    assert found.instalments_cents == (333_33, 333_33, 333_34)
    assert found.pay_on == (date(2025, 5, 15), date(2025, 6, 13), date(2025, 7, 15))
    assert found.principal_cents == 1000_00


def test_increases_go_on_at_each_end_of_a_quarter_on_what_is_open() -> None:
    found = plan()
    assert found.value.increases_cents == 10_00
    assert found.value.total_cents == 1010_00
    assert codes(found) == [
        "plan_principal",
        "plan_each",
        "plan_last",
        "plan_quarter",
        "plan_total",
        "plan_kept",
    ]
    assert "33334 will still be open" in aloud(found)[3]
    assert found.steps[3].values[0].name == "contributions.late_quarterly"
    assert Explained.from_json(found.as_json(), Plan) == found


@pytest.mark.parametrize(
    ("first_on", "cents"), [(date(2025, 6, 30), 0), (date(2025, 7, 1), 30_00), (date(2025, 10, 1), 60_00)]
)
def test_paid_at_once_by_the_end_of_the_quarter_costs_nothing_more(first_on: date, cents: int) -> None:
    assert plan(instalments=1, first_on=first_on).value.increases_cents == cents


def test_a_plan_over_new_year_pays_the_seven_percent_on_what_was_claimed_in_the_year() -> None:
    claim = OpenClaim(1200_00, Q4, Q4)
    found = plan(claim, instalments=4, first_on=date(2025, 12, 15), on=date(2025, 12, 1))
    assert found.value.increases_cents == 27_00 + 63_00
    assert "plan_new_year" in codes(found)
    moved = OpenClaim(1200_00, Quarter(2023, 1), Q4, Claim.REGULARISATION)
    later = plan(moved, instalments=4, first_on=date(2025, 12, 15), on=date(2025, 12, 1))
    assert later.value.increases_cents == 0


def test_what_fell_before_the_plan_is_not_in_it() -> None:
    old = OpenClaim(1000_00, Quarter(2023, 1), Quarter(2023, 1))
    assert plan(old).value.increases_cents == plan().value.increases_cents


def test_the_oldest_claim_is_paid_first() -> None:
    claims = [OpenClaim(300_00, Q4, Q4), OpenClaim(300_00, Q1, Q1)]
    facts = {"instalments": 2, "first_on": date(2025, 12, 31), "on": date(2025, 12, 1)}
    found = plan(*claims, **facts)
    assert found.value.increases_cents == 9_00 + 21_00
    assert found.value == plan(*reversed(claims), **facts).value


def test_a_larger_first_payment() -> None:
    found = plan(first_share=Decimal("0.2"), instalments=4)
    assert found.value.instalments_cents == (200_00, 266_66, 266_66, 266_68)
    assert codes(found)[1] == "plan_first"
    assert aloud(found)


@pytest.mark.parametrize(("instalments", "good"), [(12, True), (13, False)])
def test_never_longer_than_the_fund_grants(instalments: int, good: bool) -> None:
    if good:
        assert len(plan(instalments=instalments).value.pay_on) == instalments
    else:
        with pytest.raises(PlanTooLong, match="grants 12 instalments, not 13"):
            plan(instalments=instalments)


@pytest.mark.parametrize(
    "more",
    [
        {"instalments": 0},
        {"first_on": date(2025, 5, 1)},
        {"first_share": Decimal(1)},
        {"first_share": Decimal("0.000001")},
    ],
)
def test_a_payment_of_nothing_or_in_the_past_is_no_plan(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"cannot be divided|begins with a payment"):
        plan(**more)


def test_three_cents_make_three_payments_but_not_four() -> None:
    assert plan(OpenClaim(3, Q1, Q1)).value.instalments_cents == (1, 1, 1)
    with pytest.raises(ValueError, match="3 cents cannot be divided"):
        plan(OpenClaim(3, Q1, Q1), instalments=4)


def test_the_last_day_of_each_month_before_a_weekend_or_a_holiday() -> None:
    found = plan(instalments=5, first_on=date(2025, 12, 31), on=date(2025, 12, 1)).value
    assert found.pay_on == (
        date(2025, 12, 31),
        date(2026, 1, 30),
        date(2026, 2, 27),
        date(2026, 3, 31),
        date(2026, 4, 30),
    )


@given(
    st.integers(1_00, 100_000_00),
    st.integers(1, 24),
    st.dates(date(2025, 5, 6), date(2027, 12, 31)),
    st.sampled_from([Decimal(0), Decimal("0.2"), Decimal("0.5")]),
)
def test_every_cent_is_asked_once_on_a_working_day(
    cents: int, instalments: int, first_on: date, share: Decimal
) -> None:
    found = plan(
        OpenClaim(cents, Q1, Q1),
        instalments=instalments,
        first_on=first_on,
        first_share=share,
        months_at_most=24,
    ).value
    assert sum(found.instalments_cents) == cents
    assert all(is_working_day(day) for day in found.pay_on)
    assert list(found.pay_on) == sorted(set(found.pay_on))
    assert found.increases_cents >= 0
