"""Formulas that changed with the law."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.dated import by_law
from webapp.rules.law import Law, NotInForce, law_on


def old(_law: Law, amount: int) -> int:
    return amount


def new(_law: Law, amount: int) -> int:
    return amount * 2


double = by_law("doubling", {"2022-01-01": new, "2018-01-01": old})


@pytest.mark.parametrize(
    ("day", "result"),
    [(date(2018, 1, 1), 5), (date(2021, 12, 31), 5), (date(2022, 1, 1), 10), (date(2026, 1, 1), 10)],
)
def test_the_text_in_force_is_used(day: date, result: int) -> None:
    assert double(law_on(day), 5) == result


def test_before_the_first_text_there_is_none() -> None:
    with pytest.raises(NotInForce, match="doubling"):
        double(law_on(date(2017, 12, 31)), 5)
