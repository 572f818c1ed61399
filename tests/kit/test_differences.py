"""Differences show the words that changed with their surroundings, and nothing when nothing changed."""

from __future__ import annotations

from webapp.kit.differences import Paragraph, Piece, paragraphs

TEXT = "First line.\n\nYou pay within three months of the letter.\n\nThird line.\n\nFourth.\n\nFifth.\n"


def marked(found: list[Paragraph]) -> list[str]:
    signs = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return ["".join(signs[piece.kind].format(piece.text) for piece in one.pieces) for one in found]


def test_the_same_text_has_no_difference_however_its_lines_are_spaced():
    assert paragraphs(TEXT, TEXT) == []
    assert paragraphs(TEXT, TEXT.replace("\n\n", "\n")) == []


def test_a_changed_word_is_marked_in_its_sentence_between_its_neighbours():
    found = paragraphs(TEXT, TEXT.replace("three", "six"))
    assert marked(found) == [
        "First line.",
        "You pay within [-three-][+six+] months of the letter.",
        "Third line.",
    ]


def test_what_is_left_out_before_a_change_is_counted():
    found = paragraphs(TEXT, TEXT.replace("Fifth.", "Fifth and last."))
    assert found[0] == Paragraph((Piece("same", "Fourth."),), left_out=3)
    assert [one.left_out for one in found[1:]] == [0, 0]


def test_a_paragraph_that_came_or_went_is_marked_whole():
    assert "[+New words here.+]" in marked(paragraphs(TEXT, TEXT + "\nNew words here.\n"))
    assert "[-Third line.-]" in marked(paragraphs(TEXT, TEXT.replace("Third line.\n\n", "")))


def test_another_text_in_the_same_place_is_not_mixed_word_by_word():
    found = marked(paragraphs("You pay each quarter.", "Nobody owes anything at all."))
    assert found == ["[-You pay each quarter.-]", "[+Nobody owes anything at all.+]"]


def test_every_word_of_both_states_is_there():
    after = TEXT.replace("three months of", "six weeks after").replace("Fourth.\n\n", "")
    found = paragraphs(TEXT, after)
    gone = [piece.text for one in found for piece in one.pieces if piece.kind != "added"]
    come = [piece.text for one in found for piece in one.pieces if piece.kind != "removed"]
    assert "You pay within three months of the letter." in "".join(gone)
    assert "You pay within six weeks after the letter." in "".join(come)
