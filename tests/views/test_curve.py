"""The curve of a contribution: its corners are the limits of the law, its heights the rules' own amounts."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from webapp.rules.careers import Category, scale_of, tariff_of
from webapp.rules.contributions import quarterly_amounts
from webapp.rules.law import law_on
from webapp.rules.units import Quarter
from webapp.views.curve import curve, rows, share_of

LAW = law_on(date(2026, 10, 1))


def drawn(category: Category, income_cents: int | None):
    def price(cents: int) -> int:
        return quarterly_amounts(
            category=category, income_cents=cents, quarter=Quarter(2026, 4), fee_percent=0, law=LAW
        ).total_cents

    tariff = tariff_of(scale_of(category, LAW), LAW)
    return curve(tariff=tariff, price=price, income_cents=income_cents, width=600, height=300), price, tariff


@pytest.mark.parametrize("category", Category)
def test_the_line_runs_from_nothing_to_the_ceiling_and_never_falls(category):
    picture, _price, _tariff = drawn(category, None)
    points = [(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", picture.line)]
    assert points[0][0] == 0
    assert points[-1][0] == 600
    assert points == sorted(points, key=lambda point: (point[0], -point[1]))
    assert points[-1][1] == points[-2][1], "above the ceiling the line is flat"


@pytest.mark.parametrize("category", Category)
def test_ones_own_point_lies_on_the_line(category):
    picture, price, _tariff = drawn(category, 4_200_000)
    assert picture.mine.quarter_cents == price(4_200_000)
    assert 0 <= picture.mine.y <= 300


def test_an_income_far_beyond_the_ceiling_stays_in_the_picture():
    picture, _price, _tariff = drawn(Category.MAIN, 90_000_000)
    assert picture.mine.x < 600
    assert len(picture.across) <= 7


def test_the_table_says_the_same_and_has_ones_own_row():
    _picture, price, tariff = drawn(Category.MAIN, 4_200_000)
    found = {income: (quarter, share) for income, quarter, share in rows(tariff=tariff, price=price, income_cents=4_200_000)}
    assert found[4_200_000] == (price(4_200_000), Decimal("0.205"))
    assert found[0] == (price(0), None), "nobody can say which share of nothing a floor is"
    assert tariff.threshold_2_cents in found


@pytest.mark.parametrize("category", Category)
def test_the_line_of_shares_stays_in_the_picture_and_falls_beyond_the_ceiling(category):
    picture, price, tariff = drawn(category, None)
    points = [(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", picture.share_line)]
    assert points == sorted(points, key=lambda point: point[0])
    assert all(0 <= y <= 300 for _x, y in points)
    ceiling = tariff.threshold_2_cents
    assert share_of(ceiling * 2, price) < share_of(ceiling, price)
