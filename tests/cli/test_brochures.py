"""`guichet brochures`: a file for each theme and language, and none twice."""

from __future__ import annotations

from contextlib import contextmanager

from click.testing import CliRunner

from webapp.cli import brochures as command
from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor import brochures


def test_every_brochure_is_printed_once(app, tmp_path, monkeypatch):
    @contextmanager
    def house():
        yield app

    monkeypatch.setattr(command, "house", house)
    monkeypatch.setattr(brochures, "FOLDER", tmp_path)
    shortest = brochures.all_brochures
    with app.test_request_context():
        few = shortest()[-2:]
    monkeypatch.setattr(brochures, "all_brochures", lambda: few)
    first = CliRunner().invoke(command.brochures_command)
    assert first.exit_code == 0, first.output
    made = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert len(made) == len(few) * len(LANGUAGES)
    CliRunner().invoke(command.brochures_command)
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == made
