"""`guichet law changes` and `guichet law export`: what is drafted and published here, and the lines to merge."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from tests.factories.law_changes import a_change, a_clean_shelf
from webapp.cli import guichet
from webapp.cli import law as commands
from webapp.domain.law_changes import State
from webapp.domain.law_changes.models import LawChange
from webapp.kit.db import session


@pytest.fixture
def run(app, monkeypatch):
    @contextmanager
    def here():
        yield app

    monkeypatch.setattr(commands, "house", here)
    with a_clean_shelf():
        yield lambda *words: CliRunner().invoke(guichet, ["law", *words])


def test_changes_are_listed_with_their_state(run):
    number = a_change()
    answer = run("changes", "--json")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == [
        {"id": str(number), "state": "draft", "from": "2026-10-01", "lines": "1", "title": "An imagined rate"}
    ]


def test_the_lines_of_a_change_are_printed_for_the_files(run):
    answer = run("export", str(a_change()))
    assert answer.exit_code == 0
    assert "# content/law/contributions.toml\n[rate_1]\n2026-10-01 = { value = 0.21," in answer.stdout


def test_what_was_published_is_shown_with_the_files(run, monkeypatch, clock_at):
    clock_at("2026-08-24T10:00")
    monkeypatch.setenv("DATABASE_URL", "postgresql://of-this-house")
    monkeypatch.setenv("SECRET_KEY", "a-secret-of-tests-that-is-long-enough-to-pass")
    number = a_change()
    session.execute(update(LawChange).where(LawChange.id == number).values(state=State.PUBLISHED))
    asked = run("show", "contributions.rate_1", "--on", "2026-10-01", "--json")
    assert (json.loads(asked.stdout)["value"], asked.stderr) == ("0.21", "")
    assert "rate_1" not in run("calendar").stdout


@pytest.mark.parametrize("command", [("show", "contributions.rate_1"), ("calendar",), ("unsure",)])
def test_a_database_that_does_not_answer_is_said_and_the_files_answer(monkeypatch, tmp_path, command):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "a-secret-of-tests-that-is-long-enough-to-pass")
    answer = CliRunner().invoke(guichet, ["law", *command])
    assert answer.exit_code == 0
    assert (
        "the files alone, without published changes: the database does not answer (OperationalError)"
        in answer.stderr
    )
    assert answer.stdout


def test_a_change_that_does_not_exist_is_said(run):
    assert run("export", "999").exit_code == 1
