"""`guichet law changes` and `guichet law export`: what is drafted and published here, and the lines to merge."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from tests.factories.law_changes import a_change, a_clean_shelf
from webapp.cli import guichet
from webapp.cli import law as commands


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


def test_a_change_that_does_not_exist_is_said(run):
    assert run("export", "999").exit_code == 1
