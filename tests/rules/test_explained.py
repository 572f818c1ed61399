"""An explanation keeps what was read, and survives being stored."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from webapp.rules.explained import Explained, Step, Working
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 4, 1))


def worked() -> Explained[int]:
    work = Working(LAW)
    share, amount = work.decimal("contributions.rate_1"), work.cents("contributions.floor_main")
    work.decimal("contributions.rate_1")
    work.step("band_1", cents=12, article="rd38_12_1", rate=share, part=amount)
    work.count("benefits.service_vouchers")
    work.month_day("company.due_day")
    work.step("other", day=date(2026, 1, 2), quarter=Quarter(2026, 2), name="x", exact=Decimal("1.50"))
    return work.result(7)


def test_values_belong_to_the_step_that_used_them() -> None:
    first, second = worked().steps
    assert [value.name for value in first.values] == ["contributions.rate_1", "contributions.floor_main"]
    assert [value.name for value in second.values] == ["benefits.service_vouchers", "company.due_day"]


def test_it_goes_to_json_and_back_unchanged() -> None:
    explained = worked()
    stored = json.loads(json.dumps(explained.as_json()))
    back = Explained.from_json(stored, int)
    assert back == explained
    assert back.steps[0].values[0].label == explained.steps[0].values[0].label


def test_a_value_that_our_files_lost_keeps_its_name() -> None:
    stored = worked().as_json()
    stored["steps"][0]["values"][0]["name"] = "contributions.forgotten"
    assert Explained.from_json(stored, int).steps[0].values[0].label["nl"] == "contributions.forgotten"


@pytest.mark.parametrize(
    "value", [3, Decimal("0.5"), date(2026, 1, 1), Quarter(2026, 1), (Quarter(2026, 1),)]
)
def test_results_of_every_shape_can_be_stored(value: object) -> None:
    explained = Explained(value, (Step("x"),), date(2026, 1, 1))
    assert Explained.from_json(json.loads(json.dumps(explained.as_json())), type(value)) == explained


def test_a_calculation_can_take_over_another() -> None:
    work = Working(LAW)
    assert work.include(worked()) == 7
    work.step("last")
    assert [step.code for step in work.result(0).steps] == ["band_1", "other", "last"]


def test_it_is_as_sure_as_its_least_sure_value() -> None:
    work = Working(LAW)
    work.value("contributions.rate_1")
    work.value("benefits.birth_leave_day")
    work.step("x")
    assert work.result(0).confidence == "derived"
    assert Explained(1, (), date(2026, 1, 1)).confidence == "sourced"


def test_a_number_is_no_money() -> None:
    with pytest.raises(TypeError):
        Working(LAW).cents("benefits.service_vouchers")
    with pytest.raises(TypeError):
        Working(LAW).count("contributions.floor_main")


def test_a_part_can_be_taken_out() -> None:
    assert worked().map(lambda value: value * 2).value == 14
