"""What a company pays, for programs."""

from __future__ import annotations

import pytest


def test_the_promised_question_has_the_promised_answer(ask):
    asked = {"year": 2025, "balance_sheet_total": "858605.72", "incorporated_on": "2015-03-01"}
    found = ask("company-contribution", asked).get_json()
    assert (found["amount"], found["due_on"], found["size"]) == ("399.73", "2025-12-31", "small")
    assert found["explanation"][0]["values"][0]["name"] == "company.balance_threshold"


def test_a_cent_more_than_the_threshold_is_large(ask):
    found = ask("company-contribution", {"year": 2025, "balance_sheet_total": "858605.73"}).get_json()
    assert (found["amount"], found["size"]) == ("998.47", "large")


def test_a_new_company_needs_no_balance_sheet(ask):
    found = ask("company-contribution", {"year": 2025, "incorporated_on": "2025-12-15"}).get_json()
    assert (found["size"], found["due_on"]) == ("small", "2026-03-31")
    assert ask("company-contribution", {"year": 2026, "incorporated_on": "2025-12-15"}).status_code == 200


def test_an_older_one_does(wrong):
    assert list(wrong("company-contribution", {"year": 2025})) == ["balance_sheet_total"]
    asked = {"year": 2025, "incorporated_on": "2023-12-31"}
    assert "first 2 years" in wrong("company-contribution", asked)["balance_sheet_total"]


def test_nothing_is_owed_before_the_company_exists(wrong):
    asked = {"year": 2024, "incorporated_on": "2025-01-01"}
    assert "2024" in wrong("company-contribution", asked)["incorporated_on"]


def test_the_high_amount_of_2026_is_not_known_and_says_so(ask):
    problem = ask("company-contribution", {"year": 2026, "balance_sheet_total": "9000000"}).get_json()
    assert problem["status"] == 422
    assert problem["missing"]["name"] == "company.balance_threshold"


def test_a_day_that_does_not_exist_is_refused(wrong):
    for day in ("2025-02-29", "20250301", "2025-3-1", "yesterday", 1740787200):
        assert list(wrong("company-contribution", {"year": 2025, "incorporated_on": day})) == ["incorporated_on"]


@pytest.mark.parametrize("day", ["0001-01-01", "1806-12-31", "2027-01-01", "9999-12-31"])
def test_a_day_of_no_company_is_told_the_first_and_the_last(wrong, day):
    found = wrong("company-contribution", {"year": 2025, "incorporated_on": day})
    assert list(found) == ["incorporated_on"]
    assert "from 1807-01-01 to 2026-12-31" in found["incorporated_on"]


@pytest.mark.parametrize("day", ["1807-01-01", "1919-05-02", "2017-12-31"])
def test_a_company_may_be_older_than_the_law_we_hold(ask, day):
    asked = {"year": 2025, "balance_sheet_total": 500000, "incorporated_on": day}
    assert ask("company-contribution", asked).get_json()["size"] == "small"


def test_a_balance_sheet_total_is_no_loss(wrong):
    sentence = wrong("company-contribution", {"year": 2025, "balance_sheet_total": -0.01})["balance_sheet_total"]
    assert "loss" not in sentence
    assert "without a minus sign" in sentence
