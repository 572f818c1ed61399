"""Leave of the father or co-parent."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.benefits.birth import BirthLeave, LeaveTaken, TooManyDays, allowance, leave
from webapp.rules.explained import Explained
from webapp.rules.law import NotInForce, law_on

LAW = law_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("born", "days"),
    [("2019-05-01", 10), ("2020-12-31", 10), ("2021-01-01", 15), ("2022-12-31", 15), ("2023-01-01", 20)],
)
def test_the_day_of_birth_decides_how_long_the_leave_is(born: str, days: int) -> None:
    assert leave(date.fromisoformat(born), LAW).value.days == days


def test_when_to_take_it_and_when_to_ask() -> None:
    found = leave(date(2026, 10, 31), LAW)
    assert found.value == BirthLeave(20, date(2027, 2, 28), date(2027, 3, 31))
    assert Explained.from_json(found.as_json(), BirthLeave) == found


def test_before_may_2019_there_was_no_leave() -> None:
    with pytest.raises(NotInForce):
        leave(date(2019, 4, 30), LAW)


def test_twenty_days_at_the_amount_of_each_day() -> None:
    taken = [LeaveTaken(date(2026, 2, 27)), LeaveTaken(date(2026, 3, 2)), LeaveTaken(date(2026, 3, 3), 1)]
    found = allowance(date(2026, 2, 20), taken, LAW)
    assert found.value == 103_53 + 105_60 + 52_80
    assert [step.cents for step in found.steps] == [103_53, 158_40, found.value]


def test_half_a_day_is_half_the_amount_rounded_up_at_the_half() -> None:
    assert allowance(date(2025, 3, 1), [LeaveTaken(date(2025, 3, 2), 1)], LAW).value == 51_77


def test_eight_days_go_together_with_birth_help() -> None:
    eight = [LeaveTaken(date(2026, 4, day)) for day in range(1, 9)]
    assert allowance(date(2026, 3, 31), eight, LAW, birth_help=True).value == 8 * 105_60 + 135_00
    with pytest.raises(TooManyDays, match="at most 8 days"):
        allowance(date(2026, 3, 31), [*eight, LeaveTaken(date(2026, 4, 9), 1)], LAW, birth_help=True)


def test_no_more_than_twenty_days() -> None:
    with pytest.raises(TooManyDays, match="at most 20 days"):
        allowance(date(2026, 1, 1), [LeaveTaken(date(2026, 1, 2), 2)] * 21, LAW)
