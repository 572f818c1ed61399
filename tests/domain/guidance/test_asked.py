"""What a query may mean, word by word."""

from __future__ import annotations

from tests.factories.guidance import NO_WORDS, a_lexicon, a_text, an_index
from webapp.domain.guidance.asked import understood


def test_a_known_word_is_itself_in_all_forms_that_a_reader_may_meet(app):
    an_index(a_text("Paying", text="pays paid payment"))
    asked = understood("pay", language="en", lexicon=NO_WORDS)
    assert asked.words == asked.read == ("pay",)
    assert {"paying", "pays"} <= asked.forms
    assert {(one.language, one.stem, one.share) for one in asked.variants} == {("en", "pay", 1.0)}


def test_a_little_word_of_another_language_is_left_out(app):
    an_index(a_text("Ziek", language="nl"))
    lexicon = a_lexicon(nl=frozenset({"ik", "ben"}))
    assert understood("ik ben ziek", language="en", lexicon=lexicon).words == ("ziek",)


def test_compounds_are_opened_in_dutch_and_german_only(app):
    an_index(a_text("Kwartaalbijdrage", language="nl"), a_text("Kwartaalbijdrage", language="fr"))
    assert understood("bijdrage", language="nl", lexicon=NO_WORDS).variants
    assert not [
        one
        for one in understood("kwartaal", language="de", lexicon=NO_WORDS).variants
        if one.language == "de"
    ]


def test_a_short_unknown_word_is_not_mended_into_another(app):
    an_index(a_text("Tax"), a_text("Pension"))
    asked = understood("tix penzion", language="en", lexicon=NO_WORDS)
    assert asked.read == ("tix", "pension")
    assert asked.unknown == 1
    assert asked.mostly_unknown


def test_a_long_query_is_cut(app):
    an_index(a_text("Pension"))
    assert len(understood("pension of " * 50, language="en", lexicon=NO_WORDS).typed) < 130
