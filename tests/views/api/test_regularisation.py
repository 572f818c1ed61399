"""A year settled, for programs."""

from __future__ import annotations

import pytest

PROMISED = {
    "year": 2024,
    "category": "secondary",
    "net_income": "5500.00",
    "quarters": 4,
    "paid": "397.52",
    "management_fee_percent": "3.95",
    "statement_on": "2026-05-04",
}


def test_the_promised_question_has_the_promised_answer(ask):
    found = ask("regularisation", PROMISED).get_json()
    assert (found["final_with_fee"], found["supplement"], found["due_on"]) == ("1172.04", "774.52", "2026-09-30")
    assert "credit" not in found
    assert found["explanation"][-1]["amount"] == "774.52"


@pytest.mark.parametrize(("paid", "credit"), [("1172.04", "0.00"), ("1172.05", "0.01"), ("1500", "327.96")])
def test_what_was_paid_too_much_is_a_credit_without_a_due_day(ask, paid, credit):
    found = ask("regularisation", PROMISED | {"paid": paid}).get_json()
    assert found["credit"] == credit
    assert found["due_on"] is None
    assert "supplement" not in found


def test_a_cent_too_little_is_a_supplement(ask):
    assert ask("regularisation", PROMISED | {"paid": "1172.03"}).get_json()["supplement"] == "0.01"


def test_fewer_quarters_are_settled_on_the_income_of_a_full_year(ask):
    found = ask("regularisation", PROMISED | {"net_income": "2750", "quarters": 2, "paid": 0}).get_json()
    assert found["final_with_fee"] == "586.02"


def test_the_year_in_which_the_law_changed_adds_up_its_quarters(ask):
    asked = {"year": 2025, "category": "pension_age_without_pension", "net_income": "5000", "paid": "0"}
    found = ask("regularisation", asked | {"statement_on": "2027-02-01"}).get_json()
    assert found["final_with_fee"] == "1640.46"


def test_a_statement_before_the_end_of_the_year_is_refused(wrong):
    assert "31 December 2024" in wrong("regularisation", PROMISED | {"statement_on": "2024-12-31"})["statement_on"]


def test_a_starter_keeps_the_cut_of_the_first_quarter(ask):
    asked = {"year": 2024, "category": "primostarter", "net_income": "4000", "paid": "0", "statement_on": "2026-05-04"}
    assert ask("regularisation", asked).get_json()["final_with_fee"] == "1785.00"
    cut = ask("regularisation", asked | {"first_quarter": True}).get_json()
    assert cut["final_with_fee"] == "1669.97"


def test_quarters_before_the_category_are_refused(wrong):
    asked = PROMISED | {"year": 2018, "category": "primostarter"}
    assert "at most 3" in wrong("regularisation", asked)["quarters"]


def test_what_other_categories_have_is_refused(wrong):
    assert set(wrong("regularisation", PROMISED | {"first_quarter": True, "opt_out": True})) == {
        "first_quarter", "opt_out",
    }  # fmt: skip


def test_the_request_of_pension_age_counts_from_its_quarter_on(wrong, ask):
    asked = PROMISED | {"year": 2025, "category": "pension_age_without_pension", "statement_on": "2027-02-01"}
    assert "1 October 2025" in wrong("regularisation", asked | {"quarters": 3, "opt_out": True})["opt_out"]
    assert ask("regularisation", asked | {"opt_out": True}).status_code == 200


def test_what_was_paid_is_no_loss(wrong):
    sentence = wrong("regularisation", PROMISED | {"paid": "-1"})["paid"]
    assert "loss" not in sentence
    assert "without a minus sign" in sentence
