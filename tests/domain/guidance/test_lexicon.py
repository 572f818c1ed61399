"""Little words say nothing; words that people use for one thing lead to each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories.guidance import NO_WORDS, a_text, an_index, names
from webapp.domain import guidance
from webapp.kit.i18n import LANGUAGES
from webapp.kit.search import fold
from webapp.kit.texts import Library


@pytest.mark.parametrize("code", LANGUAGES)
def test_little_words_are_written_as_they_are_compared(code):
    words = guidance.lexicon(Library()).stop_words[code]
    assert {fold(word) for word in words} == words
    assert not words & {"pay", "payer", "betalen", "zahlen", "stop", "stoppen"}


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("fr", "retraite", "pension"),
        ("nl", "stoppen", "stopzetten"),
        ("de", "Rentner", "Pension"),
        ("en", "retiring", "pension"),
    ],
)
def test_words_for_one_thing_share_their_stems(code, one, other):
    lexicon = guidance.lexicon(Library())
    assert lexicon.like(one, code) & lexicon.like(other, code)


def test_another_word_for_it_is_found_after_the_word_itself(app):
    an_index(a_text("Pension", name="other"), a_text("Retiring", name="itself"), a_text("Nothing", name="no"))
    lexicon = replace(NO_WORDS, same=guidance.lexicon(Library()).same)
    assert names("retire", lexicon=lexicon) == ["itself", "other"]
    assert names("retire") == ["itself"]
