"""Lines laid into the files: read by the same reader, each for its day, and never against a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.rules import law
from webapp.rules.edition import edition_of_files, rules_edition
from webapp.rules.law import LawFileError, law_book, law_of_files, law_on
from webapp.rules.law_lines import DatedLine, differences, joined, place_of, toml_of

LATER = date(2037, 1, 1)


def line(name: str, value: str, since: date = LATER, **changes: str) -> DatedLine:
    return DatedLine(
        **({"name": name, "since": since, "value": value, "source": "s", "confidence": "derived"} | changes)
    )


def test_no_line_is_the_book_of_the_files():
    assert joined(()).edition == law_of_files().edition


def test_an_index_moves_everything_that_hangs_on_it():
    book = joined((line("contributions.index_numerator", "800"),))
    found = {one.name: one for one in differences(law_of_files(), book)}
    floor = found["contributions.floor_main"]
    assert floor.after.value == round(Decimal("3666.15") * 100 * 800 / Decimal("142.75"))
    assert floor.before is not None
    assert floor.before.until is not None
    assert floor.before.until < floor.since == LATER
    assert book.on(LATER).value("contributions.floor_main").confidence == "derived"


@pytest.mark.parametrize(("value", "place"), [("0.205", "taken"), ("0.21", "conflict")])
def test_a_day_that_a_file_has_is_the_files(value, place):
    one = line("contributions.rate_1", value, date(2018, 1, 1))
    assert place_of(one) == place
    assert joined((one,)).edition == law_of_files().edition


def test_a_line_that_says_unknown_waits_for_one():
    missing = next(
        (name, entry.since)
        for name in law_of_files().names()
        for entry in law_of_files().entry(name).lines
        if entry.value is None and law_of_files().entry(name).unit == "euro"
    )
    one = line(missing[0], "123.45", missing[1])
    assert place_of(one) == "new"
    assert joined((one,)).on(missing[1])(missing[0]) == 12345


@pytest.mark.parametrize("bad", [line("contributions.nothing", "1"), line("company.small", "1.234")])
def test_what_the_files_would_refuse_is_refused(bad):
    with pytest.raises((LawFileError, ValueError)):
        joined((bad,))


def test_what_is_installed_is_read_until_it_is_taken_away_and_has_an_edition_of_its_own():
    book = joined((line("contributions.rate_1", "0.3"),))
    try:
        law.install(book)
        assert law_on(LATER)("contributions.rate_1") == Decimal("0.3")
        assert rules_edition() != edition_of_files()
    finally:
        law.install(None)
    assert law_book() is law_of_files()
    assert rules_edition() == edition_of_files()


def test_a_draft_is_read_inside_only():
    book = joined((line("contributions.rate_1", "0.3"),))
    with law.reading(book):
        assert law_book() is book
    assert law_book() is law_of_files()


def test_the_export_is_toml_for_the_files():
    printed = toml_of(
        [line("company.due_day", "12-31", note='a "word"'), line("contributions.rate_1", "0.3")]
    )
    assert printed == (
        "# content/law/company.toml\n"
        '[due_day]\n2037-01-01 = { value = "12-31", source = "s", confidence = "derived", note = "a \\"word\\"" }\n\n'
        "# content/law/contributions.toml\n"
        '[rate_1]\n2037-01-01 = { value = 0.3, source = "s", confidence = "derived" }\n'
    )
