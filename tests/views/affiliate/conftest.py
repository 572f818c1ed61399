"""Jeanne, who owes a quarter and asks for something, and her browser."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import a_login_of, an_affiliate
from webapp.domain import contributions
from webapp.domain.identity import House
from webapp.kit.db import session
from webapp.rules.units import Quarter


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    number = an_affiliate(since=date(2015, 1, 1), language="de")
    contributions.grant_reduction(
        number,
        year=2026,
        income_cents=3_000_000,
        key="earlier",
        by=House,
        on=date(2026, 1, 5),
        from_quarter="2026Q1",
    )
    contributions.draw_due(number, quarter=Quarter(2026, 4), on=date(2026, 10, 5))
    session.commit()
    return number


@pytest.fixture
def browser(jeanne, browser_of):
    return browser_of(a_login_of(jeanne))
