"""`guichet run`: refused with the missing value of the law, started without those it concerns when told so."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest
from click.testing import CliRunner

from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.companies import a_company
from webapp.cli import runs as command
from webapp.domain import contributions, notices
from webapp.domain.identity import Role
from webapp.kit.db import session

ANN = "ann@fund.example"


@pytest.fixture
def guichet(app, clock_at, monkeypatch):
    clock_at("2026-10-05T10:00")

    @contextmanager
    def same_house():
        yield app

    monkeypatch.setattr(command, "house", same_house)
    identities.a_member_of_staff(Role.RUNS).email = ANN

    def run(*arguments: str):
        session.commit()
        return CliRunner().invoke(command.run, [*arguments, "--by", ANN])

    return run


def test_dues_that_wait_for_the_coefficient_are_refused_by_name_and_drawn_without_them(guichet):
    an_affiliate(since=date(2024, 7, 1))
    for _place in "123":
        number = an_affiliate(since=date(2015, 1, 1))
        contributions.record_income(number, year=2023, cents=30_000_00, known_on=date(2025, 3, 1))
    refused = guichet("dues", "2026Q4")
    assert refused.exit_code == 1
    assert (
        "contributions.revaluation_coefficient is not known on 2026-10-01 "
        "(content/law/contributions.toml): 3 need it" in refused.stderr
    )
    assert "--without-missing" in refused.stderr
    assert notices.runs.all_runs() == []
    started = guichet("dues", "2026Q4", "--without-missing")
    assert started.exit_code == 0, started.output
    assert "of 2026Q4 is planned in 1 ranges" in started.stdout


def test_calls_that_wait_for_the_high_amount_are_refused_too(guichet):
    a_company(totals={2024: 90_000_000})
    refused = guichet("company-calls", "2026")
    assert refused.exit_code == 1
    assert "content/law/company.toml" in refused.stderr
    assert guichet("company-calls", "2026", "--without-missing").exit_code == 0
    assert guichet("company-calls", "2026", "--without-missing").exit_code == 1


def test_a_quarter_whose_law_is_known_starts_by_itself(guichet):
    an_affiliate(since=date(2024, 7, 1))
    assert guichet("dues", "2026Q4").exit_code == 0
    assert "no quarter such as" in guichet("dues", "2026").stderr
