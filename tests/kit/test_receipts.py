"""The receipt of an amount says the same in every language: as many lines, the same cents, the same law."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.kit import i18n, receipts
from webapp.kit.i18n import LANGUAGES
from webapp.rules.amounts import AMOUNTS
from webapp.rules.law import MissingValue, law_book, law_on
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 10, 1))


def known(name: str) -> bool:
    try:
        return bool(AMOUNTS[name](LAW))
    except MissingValue:
        return False


NAMES = [name for name in sorted(AMOUNTS) if known(name)]


def lines_in(language: str, name: str) -> list[receipts.Line]:
    with i18n.force_language(language):
        return receipts.lines(AMOUNTS[name](LAW))


@pytest.mark.parametrize("name", NAMES)
def test_every_language_has_the_same_lines_amounts_and_values(app, name):
    shapes = {
        tuple((line.amount, len(line.values), bool(line.article)) for line in lines_in(language, name))
        for language in LANGUAGES
    }
    assert len(shapes) == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_left_untranslated_or_with_an_open_place(app, name):
    spoken = [[line.text for line in lines_in(language, name)] for language in LANGUAGES]
    for same_line in zip(*spoken, strict=True):
        assert len(set(same_line)) > 1, f"the same words in every language: {same_line[0]}"
        assert not any("{" in text or "}" in text for text in same_line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_gets_plain_words_that_name_the_source_and_the_total(app, language):
    explained = AMOUNTS["main_minimum_quarter"](LAW)
    with i18n.force_language(language):
        fact = receipts.as_fact(explained, total_cents=explained.value)
    assert (fact["total"], fact["law_on"]) == (explained.value, "2026-10-01")
    assert len(fact["steps"]) == len(explained.steps)
    assert any("2026" in note for step in fact["steps"] for note in step["notes"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_law_can_be_written_by_its_unit(app, language):
    with i18n.force_language(language):
        for name in law_book().names():
            lines = [line for line in law_book().entry(name).lines if line.value is not None]
            for line in lines[-1:]:
                assert receipts.value_words(law_book().entry(name).on(line.since))


def test_a_value_below_its_source_says_so_and_a_sourced_one_is_quiet(app):
    for name in NAMES:
        for step, line in zip(AMOUNTS[name](LAW).steps, lines_in("en", name), strict=True):
            for value, shown in zip(step.values, line.values, strict=True):
                assert shown.confidence == ("" if value.confidence == "sourced" else value.confidence)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "4e trimestre 2026"), ("nl", "4e kwartaal 2026"), ("de", "4. Quartal 2026"), ("en", "4th quarter 2026")],
)
def test_a_quarter_in_words(app, language, words):
    with i18n.force_language(language):
        assert receipts.quarter_words(Quarter(2026, 4)) == words


def test_only_staff_read_where_we_found_a_value(app):
    with app.test_request_context("/fr/"):
        explained = AMOUNTS["main_minimum_quarter"](law_on(date(2026, 10, 1)))
        shown = [value for line in receipts.lines(explained) for value in line.values]
        for_staff = [value for line in receipts.lines(explained, with_sources=True) for value in line.values]
    assert not any(value.source for value in shown)
    assert all(value.source for value in for_staff)
