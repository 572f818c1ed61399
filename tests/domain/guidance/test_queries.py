"""Finding: all forms of a word, with or without accents, beginnings, compounds, slips, other languages."""

from __future__ import annotations

import pytest

from tests.factories.guidance import NO_WORDS, a_lexicon, a_text, an_index, names
from webapp.domain import guidance


@pytest.mark.parametrize(
    ("language", "title", "query"),
    [
        ("fr", "Cotisations réduites", "cotisation reduite"),
        ("nl", "Uw bijdragen", "bijdrage"),
        ("nl", "Een bijdrage", "bijdragen"),
        ("nl", "Bereken uw kwartaalbijdrage", "bijdragen"),
        ("nl", "De deurwaarder", "gerechtsdeurwaarder"),
        ("de", "Ihre Beiträge", "Beitrag"),
        ("de", "Ihre Beiträge", "BEITRAEGE"),
        ("en", "Paying late", "pay"),
        ("en", "Contributions", "contrib"),
        ("en", "Contributions", "contributi"),
        ("fr", "L’œuvre d’un indépendant", "oeuvre"),
        ("fr", "Burn-out", "burnout"),
    ],
)
def test_a_word_is_found_in_its_other_forms(app, language, title, query):
    an_index(a_text(title, name="it", language=language))
    assert names(query, language=language) == ["it"]


def test_a_title_goes_before_what_people_say_and_that_before_a_text(app):
    an_index(
        a_text("Other", name="text", text="debt " * 30),
        a_text("When you cannot pay", name="words", words=("debt",)),
        a_text("Debt", name="title"),
    )
    assert names("debt") == ["title", "words", "text"]


def test_a_page_goes_before_the_entry_of_the_glossary(app):
    an_index(a_text("Pension", name="entry", kind="term"), a_text("Pension", name="page"))
    assert names("pension") == ["page", "entry"]


def test_the_page_that_answers_most_of_the_words_goes_first(app):
    an_index(a_text("Child"), a_text("Child benefit", name="both"), a_text("Benefit"))
    assert names("child benefit")[0] == "both"


def test_a_query_in_one_language_finds_the_page_in_the_language_of_the_reader(app):
    an_index(
        a_text("Overbruggingsrecht", name="it", language="nl", words=("failliet",)),
        a_text("Bridging right", name="it", language="en"),
        a_text("Other", name="other", language="en"),
    )
    answer = guidance.find("failliet", language="en", lexicon=NO_WORDS)
    assert [(one.name, one.title) for one in answer.found] == [("it", "Bridging right")]


def test_a_word_of_the_readers_own_language_counts_more(app):
    an_index(
        a_text("Late", name="own"),
        a_text("Te laat", name="foreign", language="nl", words=("late",)),
        a_text("Owing", name="foreign", language="en"),
    )
    assert names("late") == ["own", "foreign"]


def test_a_slip_of_the_finger_is_mended_and_said(app):
    an_index(a_text("Primostarter", name="it"))
    answer = guidance.find("primostrater", language="en", lexicon=NO_WORDS)
    assert [one.name for one in answer.found] == ["it"]
    assert answer.read_as == "primostarter"
    assert guidance.find("primostarter", language="en", lexicon=NO_WORDS).read_as == ""


def test_little_words_do_not_decide_unless_there_is_nothing_else(app):
    an_index(a_text("What is what", name="little"), a_text("Pension", name="it"))
    lexicon = a_lexicon(en=frozenset({"what", "is"}))
    assert names("what is a pension", lexicon=lexicon) == ["it"]
    assert names("what is", lexicon=lexicon) == ["little"]


def test_what_finds_nothing_or_is_hardly_understood_was_asked_in_vain(app):
    an_index(a_text("Pension", name="it"))

    def in_vain(query: str) -> bool:
        return guidance.find(query, language="en", lexicon=NO_WORDS).in_vain

    assert in_vain("qwzzk")
    assert in_vain("pension qwzzk")
    assert not in_vain("pension")
    assert not in_vain("?!")


@pytest.mark.parametrize(
    "query",
    ["", "  ", "?!", "a", "\0", "(((", "x" * 5000, "' or 1=1 --", "a & b | !c:*", "%", "__", "\\", "’’"],
)
def test_odd_queries_find_nothing_and_break_nothing(app, query):
    an_index(a_text("Pension"))
    assert names(query) == []


def test_without_an_index_nothing_is_found(app):
    an_index()
    assert names("pension") == []
