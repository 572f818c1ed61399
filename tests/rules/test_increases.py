"""Lateness of persons and companies, at the days on which it falls."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reading import aloud, codes
from webapp.rules.allocation import Payment
from webapp.rules.explained import Explained
from webapp.rules.increases import (
    Claim,
    Increases,
    after_reduction,
    after_settlement,
    company_late,
    late,
)
from webapp.rules.law import OUR_FOLDER, law_on, read_law
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 1, 1))
FIRST = Quarter(2025, 1)


def increases(on: date, *payments: Payment, **more: object) -> Increases:
    facts = {"quarter": FIRST, "claimed_in": FIRST, **more}
    return late(due_cents=1000_00, payments=payments, on=on, law=LAW, **facts).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "three", "seven"),
    [
        (date(2025, 3, 31), 0, 0),
        (date(2025, 4, 1), 30_00, 0),
        (date(2025, 6, 30), 30_00, 0),
        (date(2025, 7, 1), 60_00, 0),
        (date(2025, 12, 31), 90_00, 0),
        (date(2026, 1, 1), 120_00, 70_00),
        (date(2027, 1, 1), 240_00, 70_00),
    ],
)
def test_three_percent_at_each_end_of_a_quarter_and_seven_once(on: date, three: int, seven: int) -> None:
    assert increases(on) == Increases(three, seven)


@pytest.mark.parametrize(("paid_on", "three"), [(date(2025, 3, 31), 0), (date(2025, 4, 1), 30_00)])
def test_the_day_the_account_is_credited_decides(paid_on: date, three: int) -> None:
    assert increases(date(2026, 5, 1), Payment(paid_on, 1000_00)) == Increases(three, 0)


def test_only_what_is_still_open_is_increased() -> None:
    found = increases(date(2026, 1, 1), Payment(date(2025, 5, 1), 600_00))
    assert found == Increases(30_00 + 3 * 12_00, 28_00)
    assert found.total_cents == 94_00


def test_increases_are_never_increased() -> None:
    assert increases(date(2026, 4, 1)).three_percent_cents == 5 * 30_00


def test_a_statement_has_one_more_quarter_and_a_fourth_quarter_counts_as_next_year() -> None:
    fourth = Quarter(2024, 4)
    facts = {"quarter": Quarter(2022, 1), "claimed_in": fourth, "claim": Claim.REGULARISATION}
    assert increases(date(2025, 3, 31), **facts) == Increases(0, 0)
    assert increases(date(2025, 4, 1), **facts) == Increases(30_00, 0)
    assert increases(date(2026, 1, 1), **facts) == Increases(4 * 30_00, 70_00)


def test_a_quarter_that_was_claimed_before_it_began_waits_for_its_own_year() -> None:
    facts = {"claimed_in": FIRST.previous}
    assert increases(date(2025, 1, 1), **facts) == Increases(0, 0)
    assert increases(date(2025, 12, 31), **facts) == Increases(90_00, 0)
    assert increases(date(2026, 1, 1), **facts) == Increases(120_00, 70_00)


def test_a_starter_has_one_more_quarter_for_his_first_notice() -> None:
    facts = {"claim": Claim.FIRST_NOTICE}
    assert increases(date(2025, 6, 30), **facts).total_cents == 0
    assert increases(date(2025, 7, 1), **facts).total_cents == 30_00


def test_a_summons_stops_the_increases_the_quarter_before() -> None:
    assert increases(date(2026, 6, 1), summoned_on=date(2025, 8, 15)) == Increases(60_00, 0)
    assert increases(date(2026, 6, 1), summoned_on=date(2026, 2, 15)) == Increases(120_00, 70_00)


@given(st.integers(0, 10_000_00), st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_paying_something_never_costs_more(cents: int, paid_on: date) -> None:
    on = date(2029, 1, 1)
    assert increases(on, Payment(paid_on, cents)).total_cents <= increases(on).total_cents


@pytest.mark.parametrize(
    ("on", "cents"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 4_00),
        (date(2026, 1, 31), 4_00),
        (date(2026, 2, 1), 8_00),
        (date(2026, 12, 31), 48_00),
    ],
)
def test_a_company_owes_one_percent_for_each_month_begun(on: date, cents: int) -> None:
    found = company_late(due_cents=400_00, due_on=date(2025, 12, 31), payments=[], on=on, law=LAW)
    assert found.value == cents


def test_the_month_of_payment_still_counts_for_a_company() -> None:
    paid = [Payment(date(2026, 2, 10), 400_00)]
    found = company_late(
        due_cents=400_00, due_on=date(2025, 12, 31), payments=paid, on=date(2026, 6, 1), law=LAW
    )
    assert found.value == 8_00


def test_who_affiliates_late_pays_from_the_quarter_itself_and_the_seven_percent_of_its_year() -> None:
    facts = {"quarter": Quarter(2024, 1), "claimed_in": FIRST, "claim": Claim.LATE_AFFILIATION}
    assert increases(date(2025, 4, 1), **facts) == Increases(5 * 30_00, 70_00)
    assert increases(date(2025, 12, 31), **facts) == Increases(7 * 30_00, 70_00)
    assert increases(date(2026, 1, 1), **facts) == Increases(8 * 30_00, 70_00)


@pytest.mark.parametrize(
    ("claim", "claimed_in", "first_year"),
    [
        (Claim.CONTRIBUTION, "2024Q4", 2025),
        (Claim.REGULARISATION, "2024Q3", 2025),
        (Claim.REGULARISATION, "2024Q4", 2026),
        (Claim.REGULARISATION, "2025Q1", 2026),
        (Claim.FIRST_NOTICE, "2024Q3", 2025),
        (Claim.FIRST_NOTICE, "2024Q4", 2026),
    ],
)
def test_the_seven_percent_falls_on_1_january_after_the_year_of_the_claim(
    claim: Claim, claimed_in: str, first_year: int
) -> None:
    asked = Quarter.parse(claimed_in)
    facts = {"quarter": asked, "claimed_in": asked, "claim": claim}
    assert increases(date(first_year - 1, 12, 31), **facts).seven_percent_cents == 0
    assert increases(date(first_year, 1, 1), **facts).seven_percent_cents == 70_00


@pytest.mark.parametrize(("paid_on", "seven"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 70_00)])
def test_paid_on_31_december_is_in_time_for_the_seven_percent(paid_on: date, seven: int) -> None:
    assert increases(date(2026, 1, 2), Payment(paid_on, 1000_00)).seven_percent_cents == seven


@pytest.mark.parametrize(
    ("left", "three", "seven"), [(0, 0, 0), (16, 0, 1), (17, 1, 1), (1_00, 3, 7), (999_99, 30_00, 70_00)]
)
def test_each_increase_is_rounded_half_up_to_the_cent(left: int, three: int, seven: int) -> None:
    paid = Payment(date(2025, 12, 30), 1000_00 - left)
    fourth = Quarter(2025, 4)
    assert increases(date(2026, 1, 1), paid, quarter=fourth, claimed_in=fourth) == Increases(three, seven)


@pytest.mark.parametrize(
    ("summoned_on", "three", "seven"),
    [
        (date(2025, 3, 31), 0, 0),
        (date(2025, 4, 1), 30_00, 0),
        (date(2025, 6, 30), 30_00, 0),
        (date(2025, 7, 1), 60_00, 0),
        (date(2025, 12, 31), 90_00, 0),
        (date(2026, 1, 1), 120_00, 70_00),
    ],
)
def test_the_last_increase_is_that_of_the_quarter_before_the_court(
    summoned_on: date, three: int, seven: int
) -> None:
    assert increases(date(2028, 1, 1), summoned_on=summoned_on) == Increases(three, seven)


def test_a_fourth_quarter_unpaid_on_31_december_costs_ten_percent_at_once() -> None:
    fourth = Quarter(2025, 4)
    assert increases(date(2026, 1, 1), quarter=fourth, claimed_in=fourth).total_cents == 100_00


def lowered(
    rule: Callable[..., Explained[Increases]], on: date, *payments: Payment, **more: object
) -> Explained[Increases]:
    facts = {"due_cents": 1000_00, "quarter": FIRST, "claimed_in": FIRST, "law": LAW, **more}
    return rule(payments=payments, on=on, **facts)


def test_an_approved_reduction_takes_its_increases_along() -> None:
    found = lowered(after_reduction, date(2026, 1, 1), reduced_cents=400_00)
    assert found.value == Increases(4 * 12_00, 28_00)
    assert (
        aloud(found)[0]
        == "The amount was reduced (100000 before): the surcharges follow and are counted on the new amount"
    )
    assert found.steps[-1].cents == 190_00 - 76_00
    assert Explained.from_json(found.as_json(), Increases) == found


def test_a_reduction_to_what_was_paid_leaves_no_increase() -> None:
    paid = Payment(date(2025, 3, 31), 400_00)
    assert lowered(after_reduction, date(2026, 1, 1), paid, reduced_cents=400_00).value.total_cents == 0
    assert lowered(after_reduction, date(2026, 1, 1), paid, reduced_cents=400_01).value.total_cents == 0
    assert lowered(after_reduction, date(2026, 1, 1), paid, reduced_cents=400_17).value.total_cents == 5


@pytest.mark.parametrize("reduced", [-1, 1000_01])
def test_what_is_not_lower_is_no_reduction(reduced: int) -> None:
    with pytest.raises(ValueError, match="no reduction"):
        lowered(after_reduction, date(2026, 1, 1), reduced_cents=reduced)


def test_a_lower_final_contribution_leaves_the_increases_that_had_fallen() -> None:
    facts = {"final_cents": 400_00, "settled_on": date(2025, 8, 15)}
    found = lowered(after_settlement, date(2025, 8, 16), **facts)
    assert found.value == Increases(2 * 30_00, 0)
    assert codes(found) == ["late_stays", "late_quarter", "late_quarter", "increases_total"]
    assert lowered(after_settlement, date(2026, 1, 1), **facts).value == Increases(60_00 + 2 * 12_00, 28_00)
    assert aloud(found)


def test_a_higher_final_contribution_changes_nothing_on_the_first_claim() -> None:
    facts = {"final_cents": 5000_00, "settled_on": date(2025, 8, 15)}
    assert lowered(after_settlement, date(2026, 1, 1), **facts).value == increases(date(2026, 1, 1))


@given(st.integers(0, 1000_00), st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_a_reduction_never_costs_more_than_a_settlement_to_the_same_amount(cents: int, on: date) -> None:
    settled = {"final_cents": cents, "settled_on": date(2025, 6, 1)}
    follows = lowered(after_reduction, on, reduced_cents=cents).value.total_cents
    stays = lowered(after_settlement, on, **settled).value.total_cents
    assert 0 <= follows <= stays <= increases(on).total_cents


def test_the_rate_is_that_of_the_day_on_which_the_increase_falls(tmp_path: Path) -> None:
    for file in OUR_FOLDER.glob("*.toml"):
        shutil.copy(file, tmp_path)
    text = (tmp_path / "contributions.toml").read_text(encoding="utf-8")
    changed = text.replace("2018-01-01 = 0.03\n", "2018-01-01 = 0.03\n2025-07-01 = 0.04\n", 1)
    (tmp_path / "contributions.toml").write_text(changed, encoding="utf-8")
    law = read_law(tmp_path).on(date(2026, 1, 1))
    facts = {"quarter": FIRST, "claimed_in": FIRST, "payments": (), "law": law}
    found = late(due_cents=1000_00, on=date(2025, 10, 1), **facts)  # type: ignore[arg-type]
    assert [step.cents for step in found.steps] == [30_00, 30_00, 40_00, 100_00]


@pytest.mark.parametrize(
    ("summoned_on", "cents"),
    [(date(2025, 12, 31), 0), (date(2026, 1, 1), 4_00), (date(2026, 1, 31), 4_00), (date(2026, 2, 1), 8_00)],
)
def test_the_month_of_the_court_action_is_the_last_for_a_company(summoned_on: date, cents: int) -> None:
    found = company_late(
        due_cents=400_00,
        due_on=date(2025, 12, 31),
        payments=[],
        on=date(2027, 1, 1),
        law=LAW,
        summoned_on=summoned_on,
    )
    assert found.value == cents


@pytest.mark.parametrize(("paid_on", "cents"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 4_00)])
def test_a_company_that_pays_on_its_due_day_owes_nothing_more(paid_on: date, cents: int) -> None:
    found = company_late(
        due_cents=400_00,
        due_on=date(2025, 12, 31),
        payments=[Payment(paid_on, 400_00)],
        on=date(2026, 6, 1),
        law=LAW,
    )
    assert found.value == cents


def test_a_contribution_asked_later_is_not_increased_before_it_was_asked() -> None:
    facts = {"quarter": Quarter(2024, 3), "claimed_in": FIRST}
    assert increases(date(2025, 3, 31), **facts).total_cents == 0
    assert increases(date(2025, 4, 1), **facts) == Increases(30_00, 0)


@given(
    st.integers(0, 5000_00),
    st.lists(
        st.builds(Payment, st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 2000_00)),
        max_size=4,
    ),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)
def test_what_a_company_owes_for_lateness_only_grows_with_time(
    due: int, payments: list[Payment], on: date
) -> None:
    facts = {"due_cents": due, "due_on": date(2025, 12, 31), "payments": payments, "law": LAW}
    sooner = company_late(on=on, **facts).value  # type: ignore[arg-type]
    later = company_late(on=on + timedelta(days=31), **facts).value  # type: ignore[arg-type]
    assert 0 <= sooner <= later
