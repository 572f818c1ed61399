"""The index is made when texts changed, and only then; whoever asks whether it is current needs no app."""

from __future__ import annotations

from dataclasses import replace

from webapp.cli import content
from webapp.domain import guidance
from webapp.kit.texts import Library


def test_another_text_is_another_edition(tmp_path):
    ours = content.edition_of(Library())
    assert content.edition_of(Library()) == ours
    (tmp_path / "pages" / "about").mkdir(parents=True)
    (tmp_path / "pages" / "about" / "fr.md").write_text("Autre chose.")
    assert content.edition_of(Library([tmp_path])) != ours


def test_the_index_holds_every_text_and_is_made_once(indexed, app):
    assert guidance.edition() == content.edition_of(app.extensions["content"])
    assert content.index(app) is False
    assert content.index_is_current(app.config["SETTINGS"])


def test_an_index_of_other_texts_is_not_current(indexed, app, tmp_path):
    (tmp_path / "glossary.toml").write_text("")
    assert not content.index_is_current(replace(app.config["SETTINGS"], content_dirs=(tmp_path,)))


def test_where_no_answer_can_be_had_nothing_is_to_be_made(app, tmp_path):
    nowhere = replace(app.config["SETTINGS"], database_url=f"postgresql://nobody@/none?host={tmp_path}")
    assert content.index_is_current(nowhere)
