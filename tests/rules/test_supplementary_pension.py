"""The cap and the missing coefficient; published premiums are in the examples."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.supplementary_pension import Premiums, from_income, from_reference_income

LAW = law_on(date(2026, 1, 1))


def test_above_the_cap_the_premium_stands_still() -> None:
    at_cap = from_reference_income(year=2024, income_cents=48540_64, law=LAW)
    above = from_reference_income(year=2024, income_cents=99999_00, law=LAW)
    assert at_cap.value.max_ordinary_cents == above.value.max_ordinary_cents == 3965_77
    assert Explained.from_json(above.as_json(), Premiums) == above


def test_2026_waits_for_its_coefficient() -> None:
    with pytest.raises(MissingValue):
        from_income(year=2026, income_n3_cents=10000_00, law=LAW)


def test_a_loss_gives_no_premium() -> None:
    assert from_income(year=2024, income_n3_cents=-1, law=LAW).value == Premiums(0, 0, 0)
