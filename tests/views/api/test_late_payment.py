"""What lateness costs, for programs."""

from __future__ import annotations

import pytest

PROMISED = {
    "items": [
        {
            "due": "2000.00",
            "quarter": "2023Q1",
            "claimed_in": "2023Q1",
            "payments": [{"on": "2023-12-05", "amount": "2000.00"}],
        }
    ],
    "on": "2024-01-02",
}


def test_the_promised_question_has_the_promised_answer(ask):
    found = ask("late-payment", PROMISED).get_json()
    (item,) = found["items"]
    assert (item["three_percent"], item["seven_percent"], item["total"]) == ("180.00", "0.00", "180.00")
    assert [step["amount"] for step in item["explanation"]] == ["60.00", "60.00", "60.00", "180.00"]
    assert item["law_on"] == "2023-01-01"


def test_each_claim_has_its_own_answer_and_all_have_a_sum(ask):
    unpaid = {"due": "1000", "quarter": "2023Q4", "claimed_in": "2023Q4"}
    found = ask("late-payment", PROMISED | {"items": [*PROMISED["items"], unpaid]}).get_json()
    assert [item["total"] for item in found["items"]] == ["180.00", "100.00"]
    assert (found["three_percent"], found["seven_percent"], found["total"]) == ("210.00", "70.00", "280.00")


@pytest.mark.parametrize(
    ("on", "total"), [("2023-12-31", "0.00"), ("2024-01-01", "100.00"), ("2024-03-31", "100.00"), ("2024-04-01", "130.00")]
)
def test_the_day_decides(ask, on, total):
    item = {"due": "1000", "quarter": "2023Q4", "claimed_in": "2023Q4"}
    assert ask("late-payment", {"items": [item], "on": on}).get_json()["total"] == total


def test_a_statement_has_a_quarter_more(ask):
    item = {"due": "1000", "quarter": "2021Q1", "claimed_in": "2023Q4", "claim": "regularisation"}
    assert ask("late-payment", {"items": [item], "on": "2024-01-02"}).get_json()["total"] == "0.00"


def test_a_mistake_is_named_by_its_place(wrong):
    item = {"due": "1000", "quarter": "2017Q4", "claimed_in": "2023", "payments": [{"on": "soon", "amount": "1"}]}
    assert set(wrong("late-payment", {"items": [item], "on": "2024-01-02"})) == {
        "items.0.quarter", "items.0.claimed_in", "items.0.payments.0.on",
    }  # fmt: skip


@pytest.mark.parametrize("on", ["2017-12-31", "2032-01-01", "9999-12-31"])
def test_a_day_outside_the_law_is_told_the_first_and_the_last(wrong, on):
    sentence = wrong("late-payment", PROMISED | {"on": on})["on"]
    assert "2018-01-01" in sentence
    assert "2031-12-31" in sentence


def test_no_claims_and_too_many_are_refused(wrong):
    assert list(wrong("late-payment", PROMISED | {"items": []})) == ["items"]
    assert list(wrong("late-payment", PROMISED | {"items": PROMISED["items"] * 101})) == ["items"]


UNPAID = {"due": "1000", "quarter": "2024Q2", "claimed_in": "2024Q2"}


@pytest.mark.parametrize("claim", ["contribution", "regularisation", "first_notice", "late_affiliation"])
def test_nothing_is_claimed_before_its_quarter(wrong, claim):
    items = [UNPAID, UNPAID | {"claimed_in": "2024Q1", "claim": claim}]
    found = wrong("late-payment", {"items": items, "on": "2025-01-02"})
    assert list(found) == ["items.1.claimed_in"]
    assert "2024Q2" in found["items.1.claimed_in"]


def test_before_the_claim_nothing_can_be_late(wrong, ask):
    later = UNPAID | {"claimed_in": "2024Q3"}
    sentence = wrong("late-payment", {"items": [UNPAID, later], "on": "2024-06-30"})["on"]
    assert "from 2024-07-01 to 2031-12-31" in sentence
    assert ask("late-payment", {"items": [UNPAID, later], "on": "2024-07-01"}).status_code == 200


def test_who_affiliated_late_owes_from_the_quarter_itself(wrong, ask):
    item = UNPAID | {"claimed_in": "2025Q1", "claim": "late_affiliation"}
    assert ask("late-payment", {"items": [item], "on": "2024-04-01"}).get_json()["total"] == "0.00"
    assert "2024-04-01" in wrong("late-payment", {"items": [item], "on": "2024-03-31"})["on"]


def test_nobody_is_summoned_before_the_claim(wrong):
    found = wrong("late-payment", {"items": [UNPAID | {"summoned_on": "2024-03-31"}], "on": "2025-01-02"})
    assert list(found) == ["items.0.summoned_on"]


@pytest.mark.parametrize("day", ["0001-01-01", "2017-12-31", "2032-01-01"])
def test_a_payment_outside_the_law_is_told_the_first_and_the_last_day(wrong, day):
    item = UNPAID | {"payments": [{"on": day, "amount": 1}]}
    found = wrong("late-payment", {"items": [item], "on": "2025-01-02"})
    assert list(found) == ["items.0.payments.0.on"]
    assert "from 2018-01-01 to 2031-12-31" in found["items.0.payments.0.on"]


def test_what_is_owed_or_paid_is_no_loss(wrong):
    item = UNPAID | {"due": -1, "payments": [{"on": "2024-05-01", "amount": "-0.01"}]}
    found = wrong("late-payment", {"items": [item], "on": "2025-01-02"})
    assert set(found) == {"items.0.due", "items.0.payments.0.amount"}
    assert all("loss" not in sentence and "minus" in sentence for sentence in found.values())
