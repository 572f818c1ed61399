"""Reading levels: syllables as people count them, formulas as they were published, and harder texts score lower."""

from __future__ import annotations

import pytest

from webapp.kit import reading

SYLLABLES = {
    "fr": "la:1 quatre:1 chaque:1 payer:2 société:3 créer:2 trimestre:2 cotisation:4 maladie:3 indépendants:4 naïf:2 "
    "européen:4 moyen:2 l’année:2 au-dessus:3 caisse:1 versées:2",
    "nl": "de:1 bijdrage:3 zelfstandige:4 mantelzorg:3 uitkering:3 beëindigen:4 nieuwe:2 ziekte:2 geïnd:2 eeuw:1 "
    "kwartaal:2 overbruggingsrecht:5",
    "de": "die:1 Beitrag:2 Selbstständige:4 Quartal:2 häufig:2 zahlen:2 Krankenkasse:4 Überbrückungsrecht:5 neue:2",
    "en": "the:1 contribution:4 quarter:2 period:3 employee:3 paying:2 dates:1 charges:2 paid:1 table:2 asked:1 "
    "wanted:2 situation:4 late:1 self-employed:3 being:2",
}


@pytest.mark.parametrize("language", SYLLABLES)
def test_syllables_are_counted_as_people_speak(language):
    wanted = {word: int(count) for word, count in (pair.split(":") for pair in SYLLABLES[language].split())}
    assert {word: reading.syllables(word, language) for word in wanted} == wanted


def test_each_language_has_its_published_formula():
    found = {
        code: reading.Reading(language=code, words=100, sentences=10, syllables=150)
        for code in reading.WEIGHTS
    }
    assert {code: one.score for code, one in found.items()} == {
        "en": round(206.835 - 1.015 * 10 - 84.6 * 1.5),
        "fr": round(207 - 1.015 * 10 - 73.6 * 1.5),
        "nl": round(206.84 - 0.93 * 10 - 77 * 1.5),
        "de": round(180 - 10 - 58.5 * 1.5),
    }


@pytest.mark.parametrize(
    ("language", "easy", "hard"),
    [
        ("en", "You pay each quarter. We send you a letter.", "Notwithstanding supplementary administrative regularisation, proportional recalculation remains applicable to contributory obligations."),
        ("fr", "Vous payez chaque trimestre. Nous vous écrivons.", "Nonobstant toute régularisation administrative complémentaire, la proratisation demeure applicable aux obligations contributives."),
        ("nl", "U betaalt elk kwartaal. Wij sturen u een brief.", "Niettegenstaande bijkomende administratieve regularisaties blijft de proportionele herberekening van bijdrageverplichtingen onverminderd toepasselijk."),
        ("de", "Sie zahlen jedes Quartal. Wir schreiben Ihnen.", "Ungeachtet zusätzlicher verwaltungsrechtlicher Regularisierungen bleibt die anteilmäßige Neuberechnung sozialversicherungsrechtlicher Beitragsverpflichtungen anwendbar."),
    ],
)  # fmt: skip
def test_short_words_in_short_sentences_read_easier(language, easy, hard):
    assert reading.reading(easy, language).score > 50 > reading.reading(hard, language).score


def test_a_page_is_its_paragraphs_and_items_without_headings_code_and_values():
    source = '::: short\n## Unfathomable heading\n\nYou pay {{ law("x.y") }} today:\n\n- one thing\n- 31 more\n:::\n\n```\ncode words\n```\n'
    found = reading.page(source, "en")
    assert (found.words, found.sentences) == (6, 3)
    assert found.words_per_sentence == 2


def test_a_text_without_words_is_no_hindrance():
    assert reading.reading("31 12", "fr").score == 100
    assert reading.reading("", "fr").words_per_sentence == 0


def test_a_few_words_are_never_too_hard_and_a_page_of_them_is():
    words = "Sozialversicherungsrechtliche Beitragsverpflichtungen unterliegen verwaltungsrechtlicher Regularisierung. "
    assert not reading.reading(words, "de").too_hard
    assert reading.reading(10 * words, "de").too_hard
    assert not reading.reading(40 * "Sie zahlen jedes Quartal. ", "de").too_hard
