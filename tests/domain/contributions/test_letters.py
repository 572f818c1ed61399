"""The facts of our letters are exactly those that content/notices declares, and print in every language."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.affiliates import an_affiliate
from webapp.domain import contributions, notices
from webapp.domain.identity import House
from webapp.rules.units import Quarter


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_due_notice_and_decision_print_from_the_facts_they_were_drawn_with(app, clock_at, language):
    clock_at("2026-11-22T10:00")
    number = an_affiliate(language=language, since=date(2024, 7, 1))
    contributions.draw_due(number, quarter=Quarter(2026, 4), on=date(2026, 10, 5))
    contributions.grant_reduction(
        number, year=2026, income_cents=20_000_00, key="reduction-1", by=House, on=date(2026, 11, 1),
        from_quarter="2026Q4",
    )  # fmt: skip
    for key in (f"due-2026Q4-{number}", "reduction-1"):
        assert notices.pdf(notices.letter_of(key)).startswith(b"%PDF")
