"""Which code reads which value of the law: found in the sources, followed through the rules."""

from __future__ import annotations

import importlib
from contextlib import suppress

import pytest
from werkzeug.datastructures import MultiDict

from webapp.kit import clock
from webapp.kit.law_readers import read_by
from webapp.rules.careers import Category
from webapp.rules.law import Law, MissingValue, Value, law_book
from webapp.rules.law_files import INDEX
from webapp.views.visitor.calculators import catalogue

KNOWN = law_book().names()
#: Of the calculators whose own tests ask each time something else.
FIGURES = {
    "status": {"work": "helper", "helper": "occasional"},
    "due_dates": {"who": "both", "year": "2026"},
}


@pytest.mark.parametrize(
    ("module", "reads", "reads_not"),
    [
        (
            "webapp.rules.company",
            {"company.small", "company.large", "company.balance_threshold"},
            {"contributions.rate_1"},
        ),
        (
            "webapp.views.visitor.calculators.contribution",
            {"contributions.rate_1", "contributions.floor_main"},
            {"company.small"},
        ),
        (
            "webapp.views.visitor.calculators.lateness",
            {"contributions.late_quarterly"},
            {"benefits.birth_leave_day"},
        ),
        ("forms.contributions.reduce_provisional", {"contributions.reduction_quarterly"}, {"company.small"}),
        ("forms.service.change_personal", set(), set(KNOWN)),
    ],
)
def test_what_a_module_reads_by_itself_or_through_its_rules(module, reads, reads_not):
    found = read_by(module, known=KNOWN)
    assert reads <= found
    assert not reads_not & found
    assert found <= set(KNOWN)


def test_a_name_put_together_counts_for_all_that_begin_like_it():
    assert {name for name in KNOWN if name.startswith("fees.")} <= read_by("webapp.rules.fees", known=KNOWN)


def test_a_neighbour_in_the_same_file_is_not_read():
    """All of `deadlines` was once counted for whoever asks it for a holiday."""
    calculators = (f"webapp.views.visitor.calculators.{name}" for name in catalogue())
    assert not [one for one in calculators if "deadlines.report_stop_days" in read_by(one, known=KNOWN)]
    assert "deadlines.report_stop_days" in read_by("webapp.rules.deadlines", known=KNOWN)


def test_a_form_reads_what_the_room_it_asks_reads():
    found = read_by("forms.contributions.reduce_provisional", known=KNOWN)
    assert {"contributions.reduction_quarterly", "contributions.rate_1"} <= found


@pytest.mark.parametrize("name", catalogue())
def test_what_a_calculator_really_reads_is_found_in_its_source(visitor, monkeypatch, clock_at, name):
    clock_at("2026-11-22T10:00")
    read: set[str] = set()
    look = Law.value

    def noted(law: Law, value: str) -> Value:
        read.add(value)
        return look(law, value)

    calculator = catalogue()[name]
    shown = [calculator.start] if calculator.start else []
    tests = importlib.import_module(f"tests.views.visitor.calculators.test_{name}")
    figures = getattr(tests, "FIGURES", FIGURES.get(name, {}))
    monkeypatch.setattr(Law, "value", noted)
    with visitor.application.test_request_context(f"/en/{calculator.slugs['en']}"):
        forms = [
            calculator.form(
                MultiDict(figures | {"category": category} if category else figures), today=clock.today()
            )
            for category in ("", *Category)
        ]
        answered = 0
        for form in forms:
            if form.validate():
                with suppress(MissingValue):
                    calculator.answer(form)
                    answered += 1
        for start in shown:
            start(forms[0])
    assert answered
    # The index opens a year everywhere: every calculator asks it which year is the last.
    assert read - {INDEX}
    assert read - {INDEX} <= read_by(calculator.answer.__module__, known=KNOWN)
