"""The highest premiums for a supplementary pension, for programs."""

from __future__ import annotations

import pytest


def test_the_promised_questions_have_the_promised_answers(ask):
    found = ask("supplementary-pension", {"year": 2024, "income_n3": "10000.00"}).get_json()
    assert (found["indexed_income"], found["max_ordinary"], found["max_social"]) == ("11867.83", "969.60", "1115.58")
    found = ask("supplementary-pension", {"year": 2024, "reference_income": "20000.00"}).get_json()
    assert (found["indexed_income"], found["max_ordinary"], found["max_social"]) == ("20000.00", "1634.00", "1880.00")
    assert found["law_on"] == "2024-01-01"
    assert found["explanation"]


def test_exactly_one_income_is_wanted(wrong):
    assert list(wrong("supplementary-pension", {"year": 2024})) == ["income_n3"]
    both = {"year": 2024, "income_n3": "1", "reference_income": "1"}
    assert list(wrong("supplementary-pension", both)) == ["reference_income"]


def test_the_coefficient_of_2026_is_not_known_and_says_so(ask):
    problem = ask("supplementary-pension", {"year": 2026, "income_n3": "10000.00"}).get_json()
    assert problem["missing"]["name"] == "contributions.revaluation_coefficient"


@pytest.mark.parametrize("field", ["income_n3", "reference_income"])
def test_a_loss_is_written_as_nothing(wrong, field):
    assert "Write a loss as 0" in wrong("supplementary-pension", {"year": 2024, field: -1})[field]
