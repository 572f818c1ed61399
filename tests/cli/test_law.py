"""The commands that read the law."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from webapp.cli import guichet
from webapp.rules.law_files import FILES


@pytest.fixture(autouse=True)
def _without_a_house(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SECRET_KEY", "a-secret-of-tests-that-is-long-enough-to-pass")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))


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


def test_a_house_without_a_database_says_that_the_files_stand_alone(tmp_path):
    answer = run("show", "contributions.rate_1", "--on", "2026-01-01", "--json")
    assert json.loads(answer.stdout)["value"] == "0.205"
    assert "the files alone, without published changes: this house has no database yet" in answer.stderr
    assert not list(tmp_path.iterdir())


def test_names_and_calendar():
    assert "contributions.floor_main" in run("names").stdout.split()
    expected = json.loads(run("calendar", "--json").stdout)
    assert {"on": "2026-01-01", "name": "company.large", "note": "not found yet"} in expected
    assert "company.large" in run("calendar").stdout


def test_what_is_less_than_sure_is_listed_the_unknown_first():
    rows = json.loads(run("unsure", "--json").stdout)
    order = ["unknown", "remembered", "derived"]
    assert [row["confidence"] for row in rows] == sorted((row["confidence"] for row in rows), key=order.index)
    found = {(row["name"], row["since"]): row for row in rows}
    assert found["company.large", "2026-01-01"]["value"] is None
    assert found["company.large", "2026-01-01"]["note"] == "not found yet"
    assert found["company.due_day", "2020-01-01"]["confidence"] == "remembered"
    assert found["contributions.threshold_2", "2022-01-01"]["value"] == "93281.02"
    assert not [row for row in rows if row["confidence"] == "sourced"]


def test_what_no_longer_holds_is_left_out_when_a_day_is_asked():
    rows = json.loads(run("unsure", "--on", "2026-11-22", "--json").stdout)
    assert ("company.large", "2026-01-01") in {(row["name"], row["since"]) for row in rows}
    assert "2020-01-01" not in {row["since"] for row in rows if row["name"].startswith("company.")}
    assert "company.large" in run("unsure", "--on", "2026-11-22").stdout


def test_a_check_says_how_much_is_less_than_sure():
    rows = json.loads(run("unsure", "--json").stdout)
    unknown = sum(row["value"] is None for row in rows)
    assert f"{len(rows)} lines less than sure, {unknown} of them not known" in run("check").stdout


def test_the_files_are_in_order_and_a_wrong_draft_is_refused(tmp_path):
    assert run("check").exit_code == 0
    for name in (*FILES, "articles"):
        (tmp_path / f"{name}.toml").write_text("")
    assert run("check", "--folder", str(tmp_path)).exit_code == 0
    (tmp_path / "company.toml").write_text("small = 1")
    answer = run("check", "--folder", str(tmp_path))
    assert answer.exit_code == 1
    assert answer.stderr.startswith("company.toml [small]")
