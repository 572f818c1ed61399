"""The index is made once for an edition and replaced whole; old names of a term lead to what it is called now."""

from __future__ import annotations

from sqlalchemy import select

from tests.factories.guidance import a_library, a_text, an_index, names
from webapp.domain import guidance
from webapp.domain.guidance.models import Document
from webapp.kit.db import session
from webapp.kit.texts import Library

GLOSSARY = """
[supplementary_pension]
fr = "pension libre complémentaire (PLCI)"
nl = "vrij aanvullend pensioen (VAPZ)"
de = "freie Zusatzpension (FZPS)"
en = "supplementary pension"
also.en = ["private pension plan"]
meaning.fr = "x"
meaning.nl = "x"
meaning.de = "x"
meaning.en = "x"
"""


def test_an_edition_that_stands_is_left_alone(app):
    an_index(a_text("Old"))

    def not_read() -> tuple[guidance.Text, ...]:
        raise AssertionError("the texts are read although the index stands")

    assert not guidance.make(not_read, Library(), edition_now="test")
    assert guidance.edition() == "test"


def test_a_new_edition_takes_the_place_of_the_old_one(app):
    an_index(a_text("Old"))
    assert guidance.make(lambda: [a_text("New")], Library(), edition_now="next")
    assert names("old") == []
    assert names("new") == ["new"]
    assert guidance.edition() == "next"


def test_who_knows_a_thing_by_an_old_name_finds_it(app, tmp_path):
    library = a_library(tmp_path, GLOSSARY)
    an_index(a_text("Your supplementary pension", name="it"), library=library)
    assert names("private plan") == ["it"]


def test_the_labels_say_where_a_word_stands(app):
    an_index(a_text("Title", name="it", words=("spoken",), summary="Summary", text="Running", language="en"))
    tokens = session.scalar(select(Document.tokens).where(Document.name == "it"))
    assert tokens is not None
    for stem, label in (("titl", "A"), ("spoken", "B"), ("summari", "C"), ("detail", "C"), ("run", "")):
        assert f"'{stem}':1{label}" in tokens


def test_a_word_said_often_keeps_few_places(app):
    an_index(a_text("Title", name="it", text="debt " * 1000))
    tokens = session.scalar(select(Document.tokens).where(Document.name == "it"))
    assert "'debt':1,2,3,4" in str(tokens)
