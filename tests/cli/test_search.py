"""The questions people ask find their page, and the command says which do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.cli import search
from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library

QUESTIONS = Library().toml(search.QUESTIONS)


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_are_more_than_twenty_questions_and_each_names_pages_that_exist(code):
    library = Library()
    known = {guide.name for guide in guides(library)} | set(library.children("calculators"))
    known |= set(library.toml("search/doors.toml"))
    assert len(QUESTIONS[code]) > 20
    assert not {page for _query, *pages in QUESTIONS[code] for page in pages} - known


@pytest.mark.parametrize("code", LANGUAGES)
def test_nearly_all_find_their_page_among_the_first_three(indexed, app, code):
    asked = search._ask(app.extensions["content"], code)
    missed = [f"{one.query}: {one.first}" for one in asked if not one.is_answered]
    assert search._share(asked) >= search.GOAL, missed


def test_the_command_prints_each_place_and_fails_under_the_goal(indexed, app, monkeypatch, tmp_path):
    from contextlib import contextmanager

    @contextmanager
    def house():
        yield app

    monkeypatch.setattr(search, "house", house)
    monkeypatch.setattr(search, "index", lambda _app: False)
    questions = 'en = [["pregnant", "maternity_rest", "child_is_born"], ["qwzzk", "contact"]]\n'
    folder = Path(tmp_path)
    (folder / "search").mkdir()
    (folder / search.QUESTIONS).write_text(questions)
    monkeypatch.setitem(app.extensions, "content", Library([folder]))
    done = CliRunner().invoke(search.search, ["check", "--language", "en", "--json"])
    found = json.loads(done.stdout)
    assert found["shares"] == {"en": 50.0}
    assert [one["place"] for one in found["questions"]] == [1, None]
    assert done.exit_code == 1
    shown = CliRunner().invoke(search.search, ["check", "--language", "en"])
    assert "qwzzk" in shown.stdout
