"""The commands that read the law."""

from __future__ import annotations

import json

from click.testing import CliRunner

from webapp.cli import guichet
from webapp.rules.law_files import FILES


def run(*words: str):
    return CliRunner().invoke(guichet, ["law", *words])


def test_a_value_on_a_day_with_its_source():
    answer = run("show", "contributions.threshold_1", "--on", "2025-01-01", "--json")
    assert answer.exit_code == 0
    facts = json.loads(answer.stdout)
    assert (facts["value"], facts["unit"]) == ("73447.52", "euro")
    assert (facts["since"], facts["until"], facts["confidence"]) == ("2025-01-01", "2025-12-31", "sourced")


def test_a_value_for_people():
    answer = run("show", "contributions.rate_1", "--on", "2026-01-01")
    assert "0.205" in answer.stdout
    assert "Royal Decree no. 38" in answer.stdout


def test_what_is_not_known_is_said_and_the_exit_status_follows():
    answer = run("show", "company.large", "--on", "2026-01-01")
    assert answer.exit_code == 1
    assert "company.large has no value on 2026-01-01 in company.toml" in answer.stderr
    assert run("show", "company.gigantic").exit_code == 1


def test_names_and_calendar():
    assert "contributions.floor_main" in run("names").stdout.split()
    expected = json.loads(run("calendar", "--json").stdout)
    assert {"on": "2026-01-01", "name": "company.large"} in expected
    assert "company.large" in run("calendar").stdout


def test_the_files_are_in_order_and_a_wrong_draft_is_refused(tmp_path):
    assert run("check").exit_code == 0
    for name in (*FILES, "articles"):
        (tmp_path / f"{name}.toml").write_text("")
    assert run("check", "--folder", str(tmp_path)).exit_code == 0
    (tmp_path / "company.toml").write_text("small = 1")
    answer = run("check", "--folder", str(tmp_path))
    assert answer.exit_code == 1
    assert answer.stderr.startswith("company.toml [small]")
