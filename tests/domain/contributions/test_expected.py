"""A run reckoned for everybody at once: equal to the single rule to the cent, and stopped where it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.affiliates import an_affiliate
from webapp.domain import affiliates, contributions
from webapp.domain.contributions.basis import reckon_provisional
from webapp.domain.contributions.expected import (
    Asked,
    Together,
    confirm,
    expect,
    not_called,
    reckon_together,
)
from webapp.domain.contributions.service import due_row
from webapp.rules.careers import Category
from webapp.rules.units import Quarter

FEE = Decimal("3.8")
Q1, Q4 = Quarter(2025, 1), Quarter(2026, 4)
EVERYBODY = [(1, 2**31 - 1)]


@pytest.fixture
def fund(app):
    """Of every category a starter, somebody established and somebody who chose an income."""
    for category in Category:
        an_affiliate(since=date(2024, 10, 1), category=category)
        a_year_and_a_half = an_affiliate(since=date(2021, 6, 1), category=category)
        chose = an_affiliate(since=date(2010, 1, 1), category=category)
        contributions.record_income(a_year_and_a_half, year=2022, cents=41_111_11, known_on=date(2024, 5, 1))
        contributions.record_income(chose, year=2022, cents=8_000_00, known_on=date(2024, 5, 1))
        contributions.record_income(chose, year=2023, cents=8_000_00, known_on=date(2025, 5, 1))
    an_affiliate(since=date(2000, 1, 1))
    an_affiliate(since=date(2000, 1, 1), until=date(2020, 12, 31))


def drawn(quarter):
    dossiers = not_called(*EVERYBODY[0], quarter)
    rows = []
    for number in together(quarter).asked:
        reckoned = reckon_provisional(dossiers[number], quarter, fee_percent=FEE)
        rows.append(due_row(number, reckoned, on=quarter.first_day, run_id=None))
    return rows


def together(quarter):
    return reckon_together(not_called(*EVERYBODY[0], quarter), quarter, fee_percent=FEE)


def test_everybody_is_asked_what_the_single_rule_asks(fund):
    rows = drawn(Q1)
    assert len(rows) == 3 * len(Category)
    confirm(rows, together(Q1))
    expected = expect(Q1, ranges=EVERYBODY, fee_percent=FEE)
    assert (expected.count, expected.cents) == (len(rows), sum(row["total_cents"] for row in rows))


def test_ranges_add_up_to_the_whole(fund):
    whole = expect(Q4, ranges=EVERYBODY, fee_percent=FEE)
    assert whole == expect(Q4, ranges=affiliates.ranges(7), fee_percent=FEE)
    (lacking,) = whole.lacking
    assert (lacking.name, lacking.people) == ("contributions.revaluation_coefficient", len(Category))


def test_an_exempt_quarter_and_a_career_that_ended_are_nobodys_due(app):
    number = an_affiliate(since=date(2024, 10, 1))
    assert set(together(Q1).asked) == {number}
    contributions.exempt_quarter(number, quarter=Q1, ground="birth", by=a_house(), on=Q1.first_day)
    assert set(together(Q1).asked) == set()


def test_one_cent_apart_stops_the_range_and_names_the_person():
    row = {"affiliate_id": 7, "contribution_cents": 890_42, "fee_cents": 33_84, "total_cents": 924_26}
    confirm([row], Together(asked={7: Asked(890_42, 33_84, 924_26)}, missing=()))
    for other in ({7: Asked(890_42, 33_85, 924_27)}, {}, {7: Asked(890_42, 33_84, 924_26), 8: Asked(1, 0, 1)}):
        with pytest.raises(contributions.DisagreementError, match=r"affiliate [78]: drawn"):
            confirm([row], Together(asked=other, missing=()))


def a_house():
    from webapp.domain import identity

    return identity.House
