"""A calculation is nobody's until a request takes it over; then it is that request's alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from webapp.domain import cases
from webapp.kit import clock


@pytest.fixture(autouse=True)
def _today(app, clock_at):
    clock_at("2026-11-22T10:00")


def keep(key="k-1", **changes):
    facts = {
        "calculator": "more_or_less",
        "paper": "reduce_provisional",
        "figures": {"income": "14000"},
        "inputs": {"expected_income": "14000,00"},
        "edition": "0123456789ab",
    }
    cases.keep_calculation(key=key, at=clock.now(), **(facts | changes))


def test_it_is_found_by_its_key_as_it_was_made():
    keep()
    found = cases.calculation("k-1")
    assert (found.figures, found.inputs, found.edition) == ({"income": "14000"}, {"expected_income": "14000,00"}, "0123456789ab")
    assert cases.calculation("k-2") is None


def test_a_second_click_keeps_what_the_first_kept():
    keep()
    keep(figures={"income": "99"})
    assert cases.calculation("k-1").figures == {"income": "14000"}


def test_a_request_takes_it_over_once_and_may_ask_twice():
    keep()
    assert cases.take_over("k-1", request_key="draft-1", paper="reduce_provisional")
    assert cases.take_over("k-1", request_key="draft-1", paper="reduce_provisional")
    assert cases.take_over("k-1", request_key="draft-2", paper="reduce_provisional") is None
    assert cases.calculation("k-1") is None, "what belongs to a request is not for everybody with the address"
    assert cases.calculation_of("draft-1").key == "k-1"


def test_another_paper_does_not_get_it():
    keep()
    assert cases.take_over("k-1", request_key="draft-1", paper="payment_plan") is None
    assert cases.take_over("gone", request_key="draft-1", paper="reduce_provisional") is None


def test_what_no_request_came_for_is_forgotten_and_the_others_stay(clock_at):
    keep("old")
    keep("used")
    cases.take_over("used", request_key="draft-1", paper="reduce_provisional")
    made_at = clock.now()
    cases.forget_calculations(at=made_at + cases.KEPT_FOR)
    assert cases.calculation("old") is not None
    cases.forget_calculations(at=made_at + cases.KEPT_FOR + timedelta(seconds=1))
    assert cases.calculation("old") is None
    assert cases.calculation_of("draft-1") is not None
