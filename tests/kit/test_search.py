"""Search in memory: all forms of a word, with or without accents, beginnings, compounds, slips of the finger."""

from __future__ import annotations

import pytest

from webapp.kit.search import Entry, Index, Section, fold


def entry(title: str, summary: str = "", words: tuple[str, ...] = (), text: str = "") -> Entry:
    sections = (Section(heading="Details", anchor="details", text=text),) if text else ()
    return Entry(kind="pages", href=f"/{fold(title)}", title=title, summary=summary, words=words, sections=sections)


def titles(index: Index, query: str) -> list[str]:
    return [found.entry.title for found in index.find(query)]


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
        ("fr", "L’œuvre d’un indépendant", "oeuvre"),
    ],
)
def test_a_word_is_found_in_its_other_forms(language, title, query):
    assert titles(Index([entry(title), entry("Xyz")], language=language), query) == [title]


def test_a_title_goes_before_a_text_and_peoples_words_count():
    index = Index(
        [entry("Other", text="debt " * 30), entry("Debt"), entry("When you cannot pay", words=("debt",)), entry("Z")],
        language="en",
    )
    assert titles(index, "debt") == ["Debt", "When you cannot pay", "Other"]


def test_who_answers_more_words_goes_first_and_alone():
    index = Index([entry("Child"), entry("Child benefit"), entry("Benefit"), entry("Z")], language="en")
    assert titles(index, "child benefit") == ["Child benefit"]


def test_the_piece_of_text_marks_the_words_and_names_the_section():
    index = Index([entry("Pension", text="Nothing here. You retire at 66. More."), entry("Z")], language="en")
    (found,) = index.find("retiring")
    assert found.section.anchor == "details"
    assert ("retire", True) in found.excerpt
    assert "".join(text for text, _hit in found.excerpt).startswith("You retire")


def test_a_slip_of_the_finger_is_mended():
    index = Index([entry("Primostarter"), entry("Z")], language="en")
    assert index.find("primostrater") == []
    assert index.meant("primostrater") == "Primostarter"
    assert index.meant("primostarter") == ""


@pytest.mark.parametrize("query", ["", "  ", "?!", "a", "\0", "(((", "x" * 5000])
def test_odd_queries_find_nothing_and_break_nothing(query):
    index = Index([entry("Pension"), entry("Z")], language="fr")
    assert index.find(query) == []
    assert index.meant(query) == ""
