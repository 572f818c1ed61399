"""The dossiers of many persons are read together and never mixed up."""

from __future__ import annotations

from datetime import date

from tests.factories.affiliates import an_affiliate
from webapp.domain import contributions
from webapp.domain.contributions.dossiers import dossier_of, dossiers_of
from webapp.domain.identity import House
from webapp.rules.units import Quarter


def test_each_person_keeps_her_own_incomes_choices_and_free_quarters(app):
    one, two = an_affiliate(), an_affiliate(since=date(2019, 1, 1))
    contributions.record_income(two, year=2022, cents=30_000_00, known_on=date(2024, 5, 1))
    contributions.record_income(two, year=2022, cents=99_000_00, known_on=date(2024, 5, 1))
    contributions.exempt_quarter(
        one, quarter=Quarter(2026, 1), ground="illness", by=House, on=date(2026, 1, 5)
    )
    found = dossiers_of([one, two])
    assert [income.cents for income in found[two].incomes] == [30_000_00]
    assert found[one].incomes == ()
    assert found[one].exempt == {"2026Q1"}
    assert found[two].exempt == frozenset()
    assert dossier_of(one) == found[one]
