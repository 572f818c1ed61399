"""What search knows of words: folding, stems, slips of the finger, and the piece of text that answers."""

from __future__ import annotations

import pytest

from webapp.kit.search import Marker, Section, fold, hyphened_in, slips, stems_of, words_of


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Œuvre", "oeuvre"), ("Straße", "strasse"), ("ÉLÈVE", "eleve"), ("ĳs", "ijs"), ("für", "fur")],
)
def test_folding_leaves_letters_without_accents(text, bare):
    assert fold(text) == bare


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "cotisations", "cotisation"),
        ("fr", "réduites", "reduite"),
        ("nl", "bijdragen", "bijdrage"),
        ("nl", "zelfstandigen", "zelfstandige"),
        ("nl", "betaalt", "betalen"),
        ("nl", "verhuisd", "verhuizen"),
        ("nl", "gestopt", "stoppen"),
        ("nl", "leef", "leven"),
        ("de", "Beiträge", "Beitrag"),
        ("de", "Beitraege", "Beiträge"),
        ("en", "contributions", "contribution"),
        ("en", "paying", "pay"),
    ],
)
def test_two_forms_of_a_word_share_a_stem(language, one, other):
    assert set(stems_of(one, language)) & set(stems_of(other, language))


def test_words_with_a_hyphen_are_known_apart_and_as_one():
    text = "l’indépendant en burn-out, à 2"
    assert words_of(text) == ["indépendant", "en", "burn", "out"]
    assert hyphened_in(text + " passe-t-il") == [("burn", "out")]


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("pension", "pension", 0),
        ("pensoin", "pension", 1),
        ("pesion", "pension", 1),
        ("penssionn", "pension", 2),
        ("", "ab", 2),
    ],
)
def test_slips_are_counted_as_a_finger_makes_them(typed, meant, count):
    assert slips(typed, meant) == slips(meant, typed) == count


def test_the_piece_of_text_marks_the_words_and_names_the_section():
    sections = [
        Section(heading="", anchor="", text="Nothing."),
        Section(heading="When", anchor="when", text="Nothing here. You retire at this age. More."),
    ]
    found = Marker({"retire", "retiring"}).excerpt(sections, "A summary")
    assert found.section == sections[1]
    assert ("retire", True) in found.pieces
    assert "".join(text for text, _hit in found.pieces).startswith("You retire")


def test_the_summary_stands_in_where_no_section_says_it():
    found = Marker({"debt"}, beginnings=["instal", "x"]).excerpt(
        [Section(heading="H", anchor="h", text="No.")], "Instalments"
    )
    assert found.section is None
    assert found.pieces == (("Instalments", True),)


def test_a_long_piece_ends_at_a_word():
    text = "debt " * 100
    found = Marker({"debt"}).excerpt([Section(heading="", anchor="", text=text)], "")
    assert "".join(piece for piece, _hit in found.pieces).endswith("debt …")
